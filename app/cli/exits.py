"""The exit codes that scripts rely on."""

from __future__ import annotations

DONE = 0
FAILED = 1  # something the user can act on, or an unexpected error; nothing half-written is left
USAGE = 2  # the command line itself is wrong
CANCELLED = 130  # Ctrl-C; what was tracked is kept


class UsageError(Exception):
    """The command line itself is wrong; `str(error)` says how."""
