"""Many clients by one roadmap."""
