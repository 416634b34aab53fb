"""What is kept of exports: whose rows they held, and how an admin likes to make them."""
