"""A desktop's database: the replica, the outbox and what the window reads."""
