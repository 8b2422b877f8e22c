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
    standing = FramePrompts(
        box=Box(190, 20, 640, 630),
        clicks=(
            Click(460, 400),  # belly
            Click(470, 150),  # head
            Click(290, 150),  # arm
            Click(540, 530),  # thigh
            Click(535, 55),  # the other hand
            Click(270, 430, positive=False),  # the cave behind
        ),
    )
    return SampleClip(_FOLDER / "bunny.mp4", "Rabbit", MappingProxyType({25: standing}))
