"""The desktop's sync engine: a core without I/O, and the transport and worker around it."""
