"""The clip that is installed with Masklet, and the clicks on its object: what `masklet demo` tracks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from app.document.prompts import Box, Click, FramePrompts

_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "sample"


@dataclass(frozen=True)
class SampleClip:
    """A clip with one object on it, and what the user would say about it."""

    path: Path
    name: str  # of the object
    prompts: Mapping[int, FramePrompts]  # by frame


def sample_clip() -> SampleClip:
    """Four seconds of Big Buck Bunny (its licence lies beside it): the rabbit gets up and stretches."""
    stretching = FramePrompts(
        box=Box(184, 60, 625, 625),
        clicks=(
            Click(231, 400, positive=False),  # the stones below its hand
            Click(370, 460),  # belly
            Click(300, 300),  # arm
            Click(250, 120, positive=False),  # the flowers behind
            Click(205, 110, positive=False),  # the root beside them
        ),
    )
    return SampleClip(_FOLDER / "bunny.mp4", "Rabbit", MappingProxyType({75: stretching}))
