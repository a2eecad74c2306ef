"""Results as documents: which sections, in which order."""
