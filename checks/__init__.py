"""What is wrong: one check, one file; the registry that finds them, the engine that runs them. Pure."""
