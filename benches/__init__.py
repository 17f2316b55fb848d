"""What is measured, and the portal it is measured on. Not part of the wheel."""
