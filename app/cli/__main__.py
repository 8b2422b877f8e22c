"""`python -m app.cli`: the `masklet` command where it is not installed as one, and for the queue's jobs."""

import sys

from app.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
