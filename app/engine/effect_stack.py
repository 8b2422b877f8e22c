"""A masklet's effects, one after the other, on the picture of a frame."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property, partial
from typing import Any

import numpy as np

from app.document.effects import AMOUNT, BlendMode, EffectInstance
from app.document.keyframes import values_at
from app.document.masklet import Masklet
from app.document.project import Project
from app.effect_api import Context, Effect, Matte, Rgba, free_to_paint_on
from app.engine.blend import blended, blended_layer
from app.engine.effect_context import effect_context
from app.engine.effect_watch import watched
from app.engine.footage import Footage, Scene
from app.engine.matte import frame_matte
from app.engine.paint_layer import paint_layer
from app.engine.plugin_host import PluginHost
from app.engine.spill import Spill
from app.errors import UserFacingError

logger = logging.getLogger(__name__)
_HINT = "Turn the effect off or change its values."


class EffectError(UserFacingError):
    """An effect of a masklet's stack raised an error, or gave back no picture."""

    def __init__(self, message: str, hint: str, effect_id: int, *, faulty: str = "") -> None:
        super().__init__(message, hint)
        self.effect_id = effect_id  # the entry's
        self.faulty = faulty  # the effect, where it is its own fault and not that of a value or a file


@dataclass
class Canvas:
    """A picture on its way through effects, which nobody else holds: the next one may paint on it itself."""

    picture: Rgba | None = None


class EffectStack:
    """The effects of one masklet on one frame; what they need is made when the first of them asks."""

    def __init__(
        self,
        masklet: Masklet,
        frame: int,
        size: tuple[int, int],
        scene: Scene,
        footage: Footage,
        host: PluginHost,
        canvas: Canvas | None = None,
    ) -> None:
        self._masklet = masklet
        self._frame = frame
        self._scene = scene
        self._footage = footage
        self._host = host
        self._canvas = canvas or Canvas()
        self._size = size  # height, width

    def coverages(self) -> list[Matte]:
        """What the cut-outs among the effects keep. Raises EffectError where one is missing or fails."""
        return [self._covered(e, effect.coverage) for e, effect in self._entries if effect.coverage]

    @cached_property
    def spills(self) -> bool:
        """Whether any of the effects paints beyond the matte."""
        return any(effect.spills for _, effect in self._entries)

    def applied(self, image: Rgba, spill: Spill | None = None) -> Rgba:
        """The picture (H, W, 4) with the effects on it; into `spill` what they paint beyond what is kept.

        Raises EffectError where an effect is missing or fails.
        """
        for entry, effect in self._entries:
            paint = partial(self._with, entry, effect)
            if spill is None or not effect.spills:
                image = self._painted_over(image, paint) if _paints_over(entry, effect) else paint(image)
            elif entry.mode == "normal":
                image = spill.painted(image, paint)
            else:
                plain = partial(self._with, replace(entry, mode="normal"), effect)
                image = spill.painted(image, plain, paint)
        return image

    def _painted_over(self, image: Rgba, paint: Callable[[Rgba], Rgba]) -> Rgba:
        """On the picture itself, where it is nobody else's; on a copy else, which then is nobody else's."""
        if self._canvas.picture is image:
            with free_to_paint_on(image):
                return paint(image)
        made = paint(image)
        if made is not image:
            self._canvas.picture = made
        return made

    @cached_property
    def _entries(self) -> list[tuple[EffectInstance, Effect]]:
        """Those that are on."""
        on = [e for e in self._masklet.effects if e.enabled and e.effect not in self._host.resting]
        return [(entry, _found(entry, self._host)) for entry in on]

    def _values(self, entry: EffectInstance, effect: Effect) -> tuple[object, float]:
        """The parameters and the amount on this frame."""
        values = values_at({**entry.params, AMOUNT: entry.amount}, entry.curves, self._frame)
        params = _scaled(self._host.params(effect, values), self._scene.scale(self._size[1]))
        return params, min(max(float(values[AMOUNT]), 0.0), 1.0)  # pyright: ignore[reportArgumentType]

    @cached_property
    def _matte(self) -> Matte:
        return _read_only(frame_matte(self._masklet, self._frame, *self._size, self._scene))

    @cached_property
    def _rest(self) -> Matte:
        return _read_only(np.subtract(1.0, self._matte, dtype=np.float32))

    @cached_property
    def _context(self) -> Context:
        return effect_context(
            self._masklet, self._frame, *self._size, self._scene, self._footage, self._concealed
        )

    def _concealed(self, image: Rgba, frame: int) -> Rgba:
        """The clip's picture without what must be hidden: no trail or frozen frame brings it back."""
        scene = replace(self._scene, project=_all_shown(self._scene.project))
        for masklet in self._scene.project.masklets:
            if masklet.must_hide:
                hiding = replace(masklet, effects=hiding_effects(masklet, self._host.effects))
                stack = EffectStack(hiding, frame, self._size, scene, self._footage, self._host)
                image = stack.applied(image)
        return image

    def _with(self, entry: EffectInstance, effect: Effect, image: Rgba) -> Rgba:
        params, amount = self._values(entry, effect)
        call = self._call(entry, effect, params)
        if call is None or amount == 0:
            return image

        def paint(on: Rgba) -> Rgba:
            return _checked(_called(effect, entry, lambda: call(_read_only(on))), effect, entry, on)

        made, mode = paint(image), _mode(entry, effect)
        if made is image or (mode == "normal" and amount == 1):
            return made
        if effect.spills and mode != "normal":
            layer = paint_layer(image, made, self._matte, paint)
            return blended_layer(image, made, layer, mode, amount)
        return blended(image, made, self._rest if entry.outside else self._matte, mode, amount)

    def _call(self, entry: EffectInstance, effect: Effect, params: object) -> Callable[[Rgba], Rgba] | None:
        if entry.outside and effect.outside is not None:
            outside = effect.outside
            return lambda image: outside(image, self._matte, params)
        matte = self._rest if entry.outside else self._matte
        if effect.render_in_time is not None:
            in_time = effect.render_in_time
            return lambda image: in_time(image, matte, params, self._context)
        render = effect.render
        return None if render is None else lambda image: render(image, matte, params)

    def _covered(self, entry: EffectInstance, coverage: Callable[[Matte, Any], Matte]) -> Matte:
        effect = _found(entry, self._host)
        params, amount = self._values(entry, effect)
        cover = _called(effect, entry, lambda: coverage(self._matte, params))
        cover = _checked(cover, effect, entry, self._matte)
        if entry.outside:
            cover = np.subtract(1.0, cover, dtype=np.float32)
        if amount < 1:
            cover = np.float32(1 - amount) + cover * np.float32(amount)
        return cover


def _all_shown(project: Project) -> Project:
    """The project for who hides already: an effect that hides may look at the clip as it is."""
    return replace(project, masklets=tuple(replace(m, must_hide=False) for m in project.masklets))


def hiding_effects(masklet: Masklet, effects: Mapping[str, Effect]) -> tuple[EffectInstance, ...]:
    """Those that hide the object fully, on every frame, on its own side."""
    return tuple(entry for entry in masklet.effects if _hides(entry, effects.get(entry.effect)))


def _hides(entry: EffectInstance, effect: Effect | None) -> bool:
    whole = entry.amount >= 1 and not entry.curves and entry.mode == "normal" and not entry.outside
    return effect is not None and effect.hides and entry.enabled and whole


def _paints_over(entry: EffectInstance, effect: Effect) -> bool:
    """Whether the picture that it is given is not needed any more: neither by it nor for blending."""
    blends = entry.amount < 1 or AMOUNT in entry.curves or _mode(entry, effect) != "normal"
    return effect.paints_over and not blends


def _mode(entry: EffectInstance, effect: Effect) -> BlendMode:
    """What hides is not blended: a lighter part of what is to be hidden would come through."""
    return "normal" if effect.hides else entry.mode


def _scaled(params: Any, scale: float) -> Any:
    """Lengths are in pixels of the source; a preview of another size has its own."""
    if scale == 1:
        return params
    lengths = [f.name for f in fields(params) if f.metadata["spec"].unit == "px"]
    return replace(params, **{name: getattr(params, name) * scale for name in lengths})


def _found(entry: EffectInstance, host: PluginHost) -> Effect:
    effect = host.effects.get(entry.effect)
    if effect is None:
        raise EffectError(
            f"The effect “{entry.effect}” is not available.",
            "Turn it off or remove it from the masklet, or install the plugin that has it.",
            entry.id,
        )
    return effect


def _called(effect: Effect, entry: EffectInstance, call: Callable[[], Any]) -> Any:
    try:
        with watched(effect):
            return call()
    except UserFacingError as error:
        raise EffectError(f"The effect “{effect.title}”: {error}", error.hint, entry.id) from error
    except Exception as error:
        logger.exception("The effect %s failed.", effect.id)
        raise EffectError(
            f"The effect “{effect.title}” failed: {error}", _HINT, entry.id, faulty=effect.id
        ) from error


def _checked(result: object, effect: Effect, entry: EffectInstance, like: Rgba) -> Rgba:
    if isinstance(result, np.ndarray) and result.shape == like.shape and result.dtype == np.float32:
        return result
    raise EffectError(
        f"The effect “{effect.title}” returned no picture of the frame's size.",
        _HINT,
        entry.id,
        faulty=effect.id,
    )


def _read_only(values: Matte) -> Matte:
    """The same array, guarded: an effect that writes to its inputs fails instead of spoiling the picture."""
    values.flags.writeable = False
    return values
