"""The routes open to a person, the choice among them, and what comes first."""
