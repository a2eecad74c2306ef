"""Advice on the way to Chief Medical Information Officer, from a sourced and dated roadmap."""

__version__ = "0.1.0"
