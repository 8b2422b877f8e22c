"""A run's curves for TensorBoard, where that is installed."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

_log = logging.getLogger(__name__)


class Curves(Protocol):
    """Values by name over the steps of a run."""

    def add(self, step: int, values: Mapping[str, float]) -> None: ...


class NoCurves:
    """Nobody looks."""

    def add(self, step: int, values: Mapping[str, float]) -> None:
        del step, values


class _TensorBoard:
    def __init__(self, folder: Path) -> None:
        from torch.utils.tensorboard import SummaryWriter

        self._writer = SummaryWriter(str(folder))

    def add(self, step: int, values: Mapping[str, float]) -> None:
        for name, value in values.items():
            self._writer.add_scalar(name, value, step)
        self._writer.flush()


def open_curves(output: Path) -> Curves:
    """Curves in output/tensorboard; none, and a line in the log, without the package."""
    try:
        return _TensorBoard(output / "tensorboard")
    except ImportError:
        _log.info("TensorBoard is not installed (pip install tensorboard): no curves are written.")
        return NoCurves()
