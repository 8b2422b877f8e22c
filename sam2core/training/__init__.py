"""Training: readers of labelled stills and clips, simulated users, losses, and the loop."""

from sam2core.training.loop import run

__all__ = ["run"]
