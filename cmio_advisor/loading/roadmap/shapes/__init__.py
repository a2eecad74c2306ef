"""The shape of each file of a roadmap."""
