"""Documents as text or bytes, a module a format."""
