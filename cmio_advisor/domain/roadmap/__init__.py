"""The rule book for one target role."""
