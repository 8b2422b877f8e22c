"""How much a matte's edge boils, and what the stabiliser does about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from app.document.masklet import Masklet
from app.document.timing import FrameRange
from app.effect_api import Matte
from app.engine.flow import warp
from app.engine.footage import Footage, Scene
from app.engine.matte import stages_of
from app.engine.matting.pipeline import flow_between
from app.engine.matting.stable import alike, edge_band, edge_length


@dataclass(frozen=True)
class Boil:
    """Over a range of frames, a mean in [0, 1].

    What boils is how far each frame's edge band differs from the next one's, carried back along the motion,
    where the picture shows the same thing.
    """

    frames: int
    before: float  # without the stabiliser
    after: float
    moved_px: float  # by how much the stabiliser moved the edge, on average along it

    @property
    def fell(self) -> float:
        """The share of the boil that is gone: 0.4 is 40 %."""
        return 1 - self.after / self.before if self.before > 0 else 0.0

    def __str__(self) -> str:
        return (
            f"{self.frames} frames: boil fell from {self.before:.4f} to {self.after:.4f} ({self.fell:.0%}), "
            f"the edge moved by {self.moved_px:.2f} px on average"
        )


def measured_boil(masklet: Masklet, frames: FrameRange, scene: Scene) -> Iterator[Boil]:
    """What the masklet's stabiliser does over the range, after each of its frames: the last one is of all."""
    footage, media = scene.footage, scene.project.media
    assert footage is not None, "the stabiliser looks at the clip"
    assert media is not None, "a project without a clip has no frames"
    height, width = media.height, media.width
    stages = stages_of(masklet, height, width, scene)
    before, after, moved, count = 0.0, 0.0, [0.0, 0.0], 0
    for frame in range(frames.first, frames.last + 1):
        raw, calm = stages.unsteady(footage, frame), stages.steady(footage, frame)
        moved[0] += float(np.abs(calm - raw).sum())
        moved[1] += edge_length(raw)
        if frame < frames.last:
            following = stages.unsteady(footage, frame + 1), stages.steady(footage, frame + 1)
            before += _difference(raw, following[0], frame, footage)
            after += _difference(calm, following[1], frame, footage)
            count += 1
        scale = max(count, 1)
        done = frame - frames.first + 1
        yield Boil(done, before / scale, after / scale, moved[0] / moved[1] if moved[1] else 0.0)


def _difference(matte: Matte, following: Matte, frame: int, footage: Footage) -> float:
    """Of the matte and the next frame's, in the edge band, where the colours agree."""
    height, width = matte.shape
    flow = flow_between(footage, frame, frame + 1, height, width)
    carried = warp(following, flow)
    colours = (footage.colours(f, height, width) for f in (frame, frame + 1))
    weight = alike(next(colours), warp(next(colours), flow)) * edge_band(matte, carried)
    return float((np.abs(matte - carried) * weight).sum() / max(float(weight.sum()), 1.0))
