"""Pictures for the tests of the effects."""

import numpy as np

from app.effect_api import Context, Matte, Rgba, middle_of


def picture(height: int = 90, width: int = 120, *, alpha: bool = True) -> Rgba:
    """Smooth colours with some noise on them, premultiplied, partly transparent."""
    rng = np.random.default_rng(4)
    down, across = np.mgrid[:height, :width].astype(np.float32)
    colour = np.stack([down / height, across / width, np.sin(across / 9) / 2 + 0.5], axis=-1)
    colour = np.clip(colour + rng.normal(0, 0.05, colour.shape), 0, 1)
    opacity = rng.uniform(0.2, 1.0, (height, width, 1)) if alpha else np.ones((height, width, 1))
    return np.concatenate([colour * opacity, opacity], axis=-1).astype(np.float32)


def flat(*rgba: float, height: int = 90, width: int = 120) -> Rgba:
    return np.full((height, width, 4), rgba, np.float32)


def disc(height: int = 90, width: int = 120, radius: float = 25.0) -> Matte:
    """1 in a disc in the middle, 0 outside, with an edge of one pixel."""
    down, across = np.mgrid[:height, :width]
    away = np.hypot(down + 0.5 - height / 2, across + 0.5 - width / 2)
    return np.clip(radius + 0.5 - away, 0, 1).astype(np.float32)


def still(image: Rgba, matte: Matte, *, first: int = 0, last: int = 20, frame: int = 10) -> Context:
    """A clip in which nothing moves."""
    return clip([image] * (last + 1), [matte] * (last + 1), first=first, frame=frame)


def clip(images: list[Rgba], mattes: list[Matte], *, first: int = 0, frame: int = 0) -> Context:
    """A clip of these pictures, taken not to move but for the object."""

    def missing(*_: object) -> Rgba:
        raise FileNotFoundError("no file was chosen")

    return Context(
        frame=frame,
        first=first,
        last=len(images) - 1,
        seconds=frame / 25,
        scale=1.0,
        source=lambda n: images[n],
        matte=lambda n: mattes[n],
        middle=lambda n: middle_of(mattes[n]) if mattes[n].any() else None,
        motion=lambda a, b: np.zeros((*images[a].shape[:2], 2), np.float32),
        picture=missing,
        beyond_white=False,
        text_file=lambda _: str(missing()),
    )
