"""What a value may look like, whatever file it stands in."""
