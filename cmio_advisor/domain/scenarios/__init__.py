"""Situations held against each other."""
