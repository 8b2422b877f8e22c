"""Masklet without a window: the same engine on a command line. `main` is the `masklet` command."""

from app.cli.main import main

__all__ = ["main"]
