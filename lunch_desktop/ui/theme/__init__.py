"""The look: tokens, fonts, icons and the theme that applies them to the application."""
