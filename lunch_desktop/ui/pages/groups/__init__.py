"""Groups: those I belong to, those I could join, and the form of a new one."""
