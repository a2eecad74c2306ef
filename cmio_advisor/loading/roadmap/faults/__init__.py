"""What shapes cannot see of a roadmap: how its parts hang together, what its sentences say."""
