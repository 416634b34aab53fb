"""Words for what pages show: refusals, changes, times, and the language in force."""
