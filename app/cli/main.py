"""From a command line to an exit code: every error of any command ends here."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence

from app.cli import exits, progress
from app.cli.cancelling import Interrupted
from app.cli.parser import build_parser, is_command_line
from app.errors import UserFacingError

logger = logging.getLogger(__name__)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code (see `exits`). Prints results to stdout, all else to stderr."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        return _ended(_run(words))
    except UserFacingError as error:
        return tell(str(error), error.hint)
    except exits.UsageError as error:
        return tell(str(error), "masklet COMMAND --help shows what a command takes.", exits.USAGE)
    except (Interrupted, KeyboardInterrupt):
        return _ended(exits.CANCELLED)
    except BrokenPipeError:  # the reader of our output went away: nothing is left to say to it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return exits.FAILED
    except Exception:
        from app.engine.log_file import log_path

        logger.exception("Unexpected error in: masklet %s", " ".join(words))
        return tell("Masklet stopped with an unexpected error.", f"The details are in {log_path()}")


def _ended(code: int) -> int:
    """For scripts, the last line of a command that told no error: it did not just fall silent."""
    if progress.style() == "json":
        print(progress.event("end", exit=code), file=sys.stderr)
    return code


def tell(message: str, hint: str = "", code: int = exits.FAILED) -> int:
    """One line with the message and one with the hint, on stderr; one event where progress is JSON."""
    if progress.style() == "json":
        print(progress.event("error", message=message, hint=hint, exit=code), file=sys.stderr)
        return code
    if progress.style() == "openjd":
        print(f"openjd_fail: {message}", file=sys.stderr)
    print(f"masklet: {message}", file=sys.stderr)
    if hint:
        print(hint, file=sys.stderr)
    return code


def _run(words: list[str]) -> int:
    if not is_command_line(words):
        from app.cli.window import open_window

        return open_window(words)
    args = build_parser().parse_args(words)
    from app.engine.log_file import start_log

    start_log()
    progress.use_style(getattr(args, "progress", "text"))
    return args.run(args)
