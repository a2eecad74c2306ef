"""The words that all formats share."""
