"""The components that pages are made of: they take plain values, emit signals and know nothing of lunch."""
