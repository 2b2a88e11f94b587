"""Page frame, components, tokens and static files; knows no records."""
