"""The only place that builds and connects objects. Each module is one way in, and imports what that way needs."""
