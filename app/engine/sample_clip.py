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
        box=Box(184, 14, 645, 598),
        clicks=(
            Click(314, 372, positive=False),  # the cave behind
            Click(357, 123, positive=False),  # between arm and ear
            Click(239, 506, positive=False),  # the grass
            Click(454, 61),  # ear
            Click(456, 60),
            Click(605, 183, positive=False),  # the leaves beside the other arm
            Click(307, 291),  # arm
            Click(601, 192, positive=False),
        ),
    )
    return SampleClip(_FOLDER / "bunny.mp4", "Rabbit", MappingProxyType({75: stretching}))
