"""From bytes to nodes that know their place."""
