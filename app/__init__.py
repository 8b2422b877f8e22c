"""Masklet: click on an object in a clip, get a tracked matte, put effects on it, export it."""

__version__ = "0.1.0"
