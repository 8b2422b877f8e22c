"""The test kit for plugins: what every effect has to hold, tried on small pictures."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from app.effect_api import Context, Effect, Matte, Rgba, free_to_paint_on, middle_of
from app.engine.param_values import field_spec
from app.engine.plugin_host import check_effect
from app.engine.user_plugins import effect_of
from app.errors import UserFacingError

_HEIGHT, _WIDTH = 48, 64
_PATIENCE_S = 10.0  # for pictures of 3,000 pixels


def load_file(path: Path) -> Effect:
    """The effect of a plugin file, whose code is run. Raises UserFacingError where it does not load."""
    try:
        source = path.read_bytes()
    except OSError as error:
        raise UserFacingError(f"{path} is no plugin.", "Name a Python file that defines EFFECT.") from error
    try:
        return check_effect(effect_of(path, source))
    except Exception as error:
        raise UserFacingError(
            f"{path.name} does not load: {type(error).__name__}: {error}.", "Mend the plugin."
        ) from error


def problems(effect: Effect, patience_s: float = _PATIENCE_S) -> Iterator[str]:
    """Everything that an effect must not do and does, with the values it does it with; none is good.

    One that does not come back with some values is not tried with others: its thread is left behind.
    """
    for params in _settings(effect):
        values = {f.name: getattr(params, f.name) for f in dataclasses.fields(params)}
        found = _tried(effect, params, patience_s)
        if found is None:
            yield f"it does not come back within {patience_s:g} s (with {values})"
            return
        for problem in found:
            yield f"{problem} (with {values})"


def _tried(effect: Effect, params: Any, patience_s: float) -> list[str] | None:
    """Its problems with these values; None where it hangs."""
    found: list[list[str]] = []
    thread = threading.Thread(target=lambda: found.append(list(_of_render(effect, params))), daemon=True)
    thread.start()
    thread.join(patience_s)
    if thread.is_alive():
        return None
    return found[0] if found else ["it ends the program"]


def _settings(effect: Effect) -> Iterator[Any]:
    """The defaults, and each parameter at its limits."""
    yield effect.params()
    for field in dataclasses.fields(effect.params):
        spec = field_spec(field)
        values: dict[str, tuple[Any, ...]] = {
            "number": (spec.low, spec.high),
            "switch": (True, False),
            "choice": spec.choices,
            "colour": ((0.0, 0.0, 0.0), (1.0, 1.0, 1.0)),
            "point": ((0.0, 0.0), (1.0, 1.0), (spec.low, spec.high)),
        }
        for value in values.get(spec.kind, ()):
            yield effect.params(**{field.name: value})


def _of_render(effect: Effect, params: Any) -> Iterator[str]:
    image, matte = _picture(), _disc()
    try:
        if effect.coverage is not None:
            yield from _of_coverage(effect.coverage(matte, params), matte)
        if effect.render is None and effect.render_in_time is None:
            return
        first, second = (_rendered(effect, image, matte, params) for _ in range(2))
        nothing = _rendered(effect, image, _read_only(np.zeros_like(matte)), params)
    except Exception as error:  # noqa: BLE001 (whatever it raises is what is told)
        yield f"it raises {type(error).__name__}: {error}"
        return
    yield from _of_picture(first, image)
    if effect.paints_over and not np.array_equal(_painted_over(effect, image, matte, params), first):
        yield "it says paints_over=True, and looks at the picture after `within`"
    if not np.array_equal(first, second):
        yield "it gives another picture the second time"
    stays = not effect.spills and params == effect.params()  # a value may well make the area larger
    if stays and first.shape == image.shape and (first != image)[matte == 0].any():
        yield "it changes what is outside of the matte, and does not say spills=True"
    if not effect.spills and not np.array_equal(nothing, image):
        yield "it changes a frame on which the object is not"


def _of_picture(result: Any, image: Rgba) -> Iterator[str]:
    if not isinstance(result, np.ndarray) or result.shape != image.shape or result.dtype != np.float32:
        yield "it gives back no float32 picture of the same size"
    elif not np.isfinite(result).all():
        yield "its picture has values that are no numbers"
    elif (result[..., :3] > result[..., 3:] + 1e-4).any():
        yield "its picture is not premultiplied: colours are above the alpha"


def _of_coverage(result: Any, matte: Matte) -> Iterator[str]:
    if not isinstance(result, np.ndarray) or result.shape != matte.shape or result.dtype != np.float32:
        yield "its coverage is no float32 matte of the same size"
    elif not (result.min() >= -1e-4 and result.max() <= 1 + 1e-4):
        yield "its coverage is outside of 0 to 1"


def _rendered(effect: Effect, image: Rgba, matte: Matte, params: Any) -> Rgba:
    if effect.render_in_time is not None:
        return effect.render_in_time(image, matte, params, _context(image, matte))
    assert effect.render is not None
    return effect.render(image, matte, params)


def _painted_over(effect: Effect, image: Rgba, matte: Matte, params: Any) -> Rgba:
    free = _read_only(image.copy())
    with free_to_paint_on(free):
        return _rendered(effect, free, matte, params)


def _context(image: Rgba, matte: Matte) -> Context:
    def missing(*_: object) -> Any:
        raise UserFacingError("There is no file in a check.", "An effect without its file changes nothing.")

    return Context(
        frame=5,
        first=0,
        last=9,
        seconds=0.2,
        scale=1.0,
        source=lambda _: image,
        matte=lambda _: matte,
        middle=lambda _: middle_of(matte) if matte.any() else None,
        motion=lambda _, __: np.zeros((_HEIGHT, _WIDTH, 2), np.float32),
        picture=missing,
        beyond_white=False,
        text_file=missing,
    )


def _picture() -> Rgba:
    rng = np.random.default_rng(1)
    alpha = rng.uniform(0.3, 1.0, (_HEIGHT, _WIDTH, 1))
    colours = rng.random((_HEIGHT, _WIDTH, 3)) * alpha
    return _read_only(np.concatenate([colours, alpha], axis=-1).astype(np.float32))


def _disc() -> Matte:
    down, across = np.mgrid[:_HEIGHT, :_WIDTH]
    away = np.hypot(down - _HEIGHT / 2, across - _WIDTH / 2)
    return _read_only(np.clip(14 - away, 0, 1).astype(np.float32))


def _read_only(values: Rgba) -> Rgba:
    values.flags.writeable = False
    return values
