"""The company server: its HTTP interface, sign-in, feed and jobs."""
