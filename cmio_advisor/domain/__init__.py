"""The pure core: no files, no clock, no terminal, no YAML."""
