"""The desktop window: models, pages, dialogs, widgets and theme."""
