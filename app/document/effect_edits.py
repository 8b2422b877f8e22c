"""Every change to how an effect of a stack is mixed in, and how its values change over time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.document.edits import replace_masklet
from app.document.effects import AMOUNT, BlendMode, EffectInstance, ParamValue, frozen_params
from app.document.keyframes import Curve, Easing, Keyframe, frozen_curves
from app.document.project import Project


def set_value(
    project: Project, masklet_id: int, effect_id: int, name: str, value: ParamValue, frame: int
) -> Project:
    """A parameter, or AMOUNT; where it has keyframes, the one on `frame`."""

    def change(entry: EffectInstance) -> EffectInstance:
        curve = entry.curves.get(name)
        if curve is None:
            return _with_constant(entry, name, value)
        return _with_curve(entry, name, curve.with_value(frame, value))

    return change_effect(project, masklet_id, effect_id, change)


def key_value(project: Project, masklet_id: int, effect_id: int, name: str, key: Keyframe) -> Project:
    """Put a keyframe; the first one makes the value change over time."""

    def change(entry: EffectInstance) -> EffectInstance:
        curve = entry.curves.get(name)
        return _with_curve(entry, name, Curve((key,)) if curve is None else curve.with_key(key))

    return change_effect(project, masklet_id, effect_id, change)


def unkey_value(project: Project, masklet_id: int, effect_id: int, name: str, frame: int) -> Project:
    """Take a keyframe away; with the last one the value stays what it was."""

    def change(entry: EffectInstance) -> EffectInstance:
        curve = entry.curves.get(name)
        key = None if curve is None else curve.key_on(frame)
        if curve is None or key is None:
            return entry
        rest = curve.without_key(frame)
        return _held(entry, name, key.value) if rest is None else _with_curve(entry, name, rest)

    return change_effect(project, masklet_id, effect_id, change)


def ease_value(
    project: Project, masklet_id: int, effect_id: int, name: str, frame: int, easing: Easing
) -> Project:
    """Change the way from the keyframe at or before `frame` to the next one."""

    def change(entry: EffectInstance) -> EffectInstance:
        curve = entry.curves.get(name)
        before = [] if curve is None else [key for key in curve.keys if key.frame <= frame]
        if curve is None or not before:
            return entry
        return _with_curve(entry, name, curve.with_key(replace(before[-1], easing=easing)))

    return change_effect(project, masklet_id, effect_id, change)


def hold_value(project: Project, masklet_id: int, effect_id: int, name: str, value: ParamValue) -> Project:
    """This value on all frames, without keyframes."""
    return change_effect(project, masklet_id, effect_id, lambda e: _held(e, name, value))


def set_curve(project: Project, masklet_id: int, effect_id: int, name: str, curve: Curve) -> Project:
    """These keyframes in place of those that the value has."""
    return change_effect(project, masklet_id, effect_id, lambda e: _with_curve(e, name, curve))


def set_mode(project: Project, masklet_id: int, effect_id: int, mode: BlendMode) -> Project:
    return change_effect(project, masklet_id, effect_id, lambda e: replace(e, mode=mode))


def set_outside(project: Project, masklet_id: int, effect_id: int, *, outside: bool) -> Project:
    """Whether the effect is on what is around the object instead of the object."""
    return change_effect(project, masklet_id, effect_id, lambda e: replace(e, outside=outside))


def add_effects(project: Project, masklet_id: int, entries: Sequence[EffectInstance]) -> Project:
    """Put these at the end of the stack, with ids of their own from `project.next_id` on."""
    masklet = project.masklet(masklet_id)
    numbered = [replace(e, id=project.next_id + i) for i, e in enumerate(entries)]
    changed = replace_masklet(project, replace(masklet, effects=(*masklet.effects, *numbered)))
    return replace(changed, next_id=project.next_id + len(numbered))


def set_must_hide(project: Project, masklet_id: int, *, on: bool) -> Project:
    """Whether no picture may leave in which this object can be seen."""
    return replace_masklet(project, replace(project.masklet(masklet_id), must_hide=on))


def change_effect(
    project: Project, masklet_id: int, effect_id: int, change: Callable[[EffectInstance], EffectInstance]
) -> Project:
    masklet = project.masklet(masklet_id)
    effects = tuple(change(e) if e.id == effect_id else e for e in masklet.effects)
    return replace_masklet(project, replace(masklet, effects=effects))


def _held(entry: EffectInstance, name: str, value: ParamValue) -> EffectInstance:
    curves = {n: c for n, c in entry.curves.items() if n != name}
    return _with_constant(replace(entry, curves=frozen_curves(curves)), name, value)


def _with_constant(entry: EffectInstance, name: str, value: ParamValue) -> EffectInstance:
    if name == AMOUNT:
        return replace(entry, amount=float(value)) if isinstance(value, int | float) else entry
    return replace(entry, params=frozen_params({**entry.params, name: value}))


def _with_curve(entry: EffectInstance, name: str, curve: Curve) -> EffectInstance:
    return replace(entry, curves=frozen_curves({**entry.curves, name: curve}))
