"""What the operating system gives: paths, settings, keyring, logging, self-check."""
