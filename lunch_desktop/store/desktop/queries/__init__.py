"""What the window reads: each query takes one snapshot and answers with plain values."""
