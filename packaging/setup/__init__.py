"""What packaging/dev.py does, a module a part; standard library only."""
