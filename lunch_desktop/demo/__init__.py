"""The seeded demo company and the headless story."""
