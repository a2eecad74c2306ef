"""What is drawn; all of it stands beside the drawing in words as well."""
