"""Every result as JSON, and its schema."""
