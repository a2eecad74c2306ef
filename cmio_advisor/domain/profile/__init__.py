"""What one person answered, and what follows from it alone."""
