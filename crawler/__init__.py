"""The web: the only room that opens connections."""
