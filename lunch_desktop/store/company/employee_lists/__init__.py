"""Lists of employees that an admin brings in: what there is, what a list would do to it, and doing that."""
