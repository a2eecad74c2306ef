"""From bytes of the outside world to the domain: decode, then validate."""
