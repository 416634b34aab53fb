"""The pages of one's own account: who I am, where I am signed in, and the password."""
