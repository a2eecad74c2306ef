"""A profile as it would be written in a file."""
