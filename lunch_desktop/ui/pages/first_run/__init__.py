"""The first screen: sign in, join by an invitation, host for a team, or look around."""
