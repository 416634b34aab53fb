"""What admins keep for everybody: restaurants, suggestions, and the cafeteria's week; and where everybody suggests."""
