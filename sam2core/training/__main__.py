"""`python -m sam2core.training CONFIG [--resume]`, also under torchrun: a run without the application."""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path

from sam2core.errors import Sam2Error
from sam2core.training import run


def main(words: list[str] | None = None) -> int:
    """0 when the run is done, 1 where its file or data cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m sam2core.training", description="Train a model.")
    parser.add_argument("config", type=Path)
    parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint")
    args = parser.parse_args(words)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    try:
        sys.stdout.write(f"{run(args.config, resume=args.resume)}\n")
    except (Sam2Error, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
