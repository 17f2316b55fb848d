"""What stands in files: bytes to text and tables, within bounds, whatever the bytes are."""
