"""`masklet train`: a model trained as a TOML file says."""

from __future__ import annotations

import argparse
import logging
import sys

from app.cli import exits


def run(args: argparse.Namespace) -> int:
    from app.engine.training import train

    handler = logging.StreamHandler(sys.stderr)
    logger = logging.getLogger("sam2core.training")
    logger.addHandler(handler)
    try:
        print(train(args.config, resume=args.resume))
    except KeyboardInterrupt:
        print("\nStopped. --resume goes on from the last checkpoint.", file=sys.stderr)
        return exits.CANCELLED
    finally:
        logger.removeHandler(handler)
    return exits.DONE
