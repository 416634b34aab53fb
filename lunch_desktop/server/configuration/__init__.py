"""How a server comes by its settings: where values come from, what is checked, and how they are shown."""
