"""Moving a company from one database to another, so that its desktops go on where they were."""
