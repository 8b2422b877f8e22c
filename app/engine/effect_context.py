"""What an effect that looks at the clip is told of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from app.document.masklet import Masklet
from app.effect_api import Context, Matte, Middle, Rgba, middle_of
from app.engine.flow import Flow
from app.engine.footage import Footage, Scene
from app.engine.matte import frame_matte
from app.engine.matting.pipeline import flow_between
from app.engine.pixels import premultiplied
from app.engine.side_media import SideMedia
from app.opencv import cv2

_side_media: Final = SideMedia()
_FLOAT_BITS: Final = 32
_ROWS: Final = 135  # of the matte that a middle is found in


def effect_context(
    masklet: Masklet,
    frame: int,
    height: int,
    width: int,
    scene: Scene,
    footage: Footage,
    conceal: Callable[[Rgba, int], Rgba],
) -> Context:
    """The context of a masklet's effects on one frame of `footage`, for pictures of this size.

    `conceal(picture, frame)` hides what must be hidden before an effect is shown a frame of the clip.
    """

    def source(number: int) -> Rgba:
        def make() -> Rgba:
            image = premultiplied(footage.pixels(number))
            if image.shape[:2] == (height, width):
                return image
            return cv2().resize(image, (width, height), interpolation=cv2().INTER_AREA)

        return conceal(footage.kept.get(("source", number, height, width), make), number)

    def matte(number: int) -> Matte:
        return frame_matte(masklet, number, height, width, scene)

    def middle(number: int) -> Middle | None:
        scale = min(1.0, _ROWS / height)
        small = frame_matte(
            masklet, number, round(height * scale), round(width * scale), Scene(scene.project)
        )
        if not small.any():  # it may be too small an object
            small = matte(number)
            scale = 1.0
        if not small.any():
            return None
        across, down, radius = middle_of(small)
        return across * width / small.shape[1], down * height / small.shape[0], radius / scale

    def motion(before: int, after: int) -> Flow:
        return flow_between(footage, before, after, height, width)

    media = scene.project.media
    return Context(
        frame=frame,
        first=footage.frames.first,
        last=footage.frames.last,
        seconds=float(frame / media.rate.fps) if media is not None else frame / 25,
        scale=scene.scale(width),
        source=source,
        matte=matte,
        middle=middle,
        motion=motion,
        picture=_side_media.picture,
        beyond_white=media is not None and media.bit_depth >= _FLOAT_BITS,
        text_file=_side_media.text,
        tracked=lambda number: number in masklet.track or number in masklet.hand,
    )
