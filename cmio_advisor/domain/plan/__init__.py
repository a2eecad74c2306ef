"""The plan in time: order, chances, doors, money."""
