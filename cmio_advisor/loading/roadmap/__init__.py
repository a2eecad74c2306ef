"""A roadmap from its folder."""
