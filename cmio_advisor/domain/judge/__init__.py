"""A profile held against the rules on a day: requirements, steps, credentials."""
