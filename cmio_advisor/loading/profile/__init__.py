"""A profile from its nodes, and single answers laid over it."""
