"""The form of the letter: fonts and measures of an official document, and its packing."""
