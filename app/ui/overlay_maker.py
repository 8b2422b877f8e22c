"""Makes the masks that lie over a frame, and those of its neighbours; keeps what was made."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from app.document.masklet import Masklet
from app.document.media import Media
from app.document.project import Project
from app.document.sample import Sample
from app.engine.footage import Scene
from app.engine.matte import frame_matte, matte_inputs, sample_matte
from app.engine.view_look import Look
from app.ui.overlay import Overlay

MASK_SIDE_PX = 960  # of an overlay's longer side: as fine as it is looked at
TINT = 0.45
_KEPT = 160
_OUTLINE_LIMIT_PX = (
    20_000  # the outline of a mask of nothing but specks says nothing, and holds up the window
)
_BEFORE, _AFTER = (255, 122, 89), (89, 176, 255)  # warm is past, cool is to come

_Style = tuple[tuple[int, int, int], float, float]  # colour, opacity of the tint, strength of the line


class OverlayMaker:
    """Lives on one thread. The same answer in the same style is the same overlay."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], tuple[tuple[object, ...], Overlay]] = OrderedDict()

    def clear(self) -> None:
        self._kept.clear()

    def overlays(self, project: Project, frame: int, look: Look) -> Iterator[Overlay]:
        """Neighbours below, farthest first; above them the frame's own masks, where the look has them."""
        media = project.media
        if media is None:
            return
        shown = [m for m in project.masklets if m.visible]
        scene = Scene(project)  # a draft: an overlay is to keep up with the playhead
        for distance in range(look.onion, 0, -1):
            strength = 0.75 / distance
            for neighbour, colour in ((frame - distance, _BEFORE), (frame + distance, _AFTER)):
                yield from self._of_frame(shown, neighbour, scene, _line(colour, strength))
        if look.has_overlays:
            tint = TINT if look.mode == "overlay" else 0.0
            yield from self._of_frame(shown, frame, scene, lambda m: (m.colour, tint, 1.0))

    def _of_frame(
        self, masklets: Sequence[Masklet], frame: int, scene: Scene, style: Callable[[Masklet], _Style]
    ) -> Iterator[Overlay]:
        for masklet in masklets:
            if frame in masklet.track or frame in masklet.hand:
                yield self._overlay(masklet, frame, scene, style(masklet))

    def _overlay(self, masklet: Masklet, frame: int, scene: Scene, style: _Style) -> Overlay:
        """Kept while what it is made from is the same, and with it the picture that is costly to make."""
        key = masklet.id, frame, style
        inputs = matte_inputs(masklet, frame, scene.project)
        kept = self._kept.pop(key, None)
        if kept is None or kept[0] != inputs:
            kept = inputs, _make_overlay(masklet, frame, scene, style)
        self._kept[key] = kept
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return kept[1]


def preview_overlay(sample: Sample, media: Media) -> Overlay:
    """What a click would give: a white line and a breath of white."""
    height, width = _overlay_size(media)
    mask = (sample_matte(sample, height, width) * 255 + 0.5).astype(np.uint8)
    overlay = Overlay(0, (255, 255, 255), mask, 0.18, outline=_edge_px(mask) < _OUTLINE_LIMIT_PX)
    _ = overlay.picture
    return overlay


def _overlay_size(media: Media) -> tuple[int, int]:
    shrink = min(1.0, MASK_SIDE_PX / max(media.width, media.height))
    return max(1, round(media.height * shrink)), max(1, round(media.width * shrink))


def _line(colour: tuple[int, int, int], strength: float) -> Callable[[Masklet], _Style]:
    return lambda _: (colour, 0.0, strength)


def _make_overlay(masklet: Masklet, frame: int, scene: Scene, style: _Style) -> Overlay:
    media = scene.project.media
    assert media is not None, "a frame of a clip is shown"
    height, width = _overlay_size(media)
    soft = frame_matte(masklet, frame, height, width, scene)
    mask = (soft * 255 + 0.5).astype(np.uint8)
    mask.setflags(write=False)
    colour, tint, strength = style
    outline = _edge_px(mask) < _OUTLINE_LIMIT_PX
    overlay = Overlay(masklet.id, colour, mask, tint, outline=outline, strength=strength)
    _ = overlay.picture  # made here, not while the window paints
    return overlay


def _edge_px(mask: NDArray[np.uint8]) -> int:
    """How many pixels the mask's edge is long."""
    inside = mask > 127
    across, down = inside[:, 1:] ^ inside[:, :-1], inside[1:] ^ inside[:-1]
    return int(np.count_nonzero(across) + np.count_nonzero(down))
