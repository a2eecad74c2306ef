"""The rule language: three-valued conditions over a profile."""
