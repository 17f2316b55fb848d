"""The database: the only room that knows tables. Takes and returns values, never rows."""
