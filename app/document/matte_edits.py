"""Every change to a masklet's matte settings, as a function from the old project to the new one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.document.edits import replace_masklet
from app.document.effects import ParamValue, frozen_params
from app.document.keyframes import Curve, Easing, Keyframe, frozen_curves
from app.document.matte import MatteSettings, MatteShape, ShapeKind
from app.document.project import Project


def set_matte_param(project: Project, masklet_id: int, name: str, value: ParamValue, frame: int) -> Project:
    """The value; where the parameter has keyframes, the one on `frame`."""

    def change(matte: MatteSettings) -> MatteSettings:
        curve = matte.curves.get(name)
        if curve is None:
            return replace(matte, params=frozen_params({**matte.params, name: value}))
        return _with_curve(matte, name, curve.with_value(frame, value))

    return change_matte(project, masklet_id, change)


def key_matte_param(project: Project, masklet_id: int, name: str, key: Keyframe) -> Project:
    """Put a keyframe; the first one makes the parameter change over time."""

    def change(matte: MatteSettings) -> MatteSettings:
        curve = matte.curves.get(name)
        return _with_curve(matte, name, Curve((key,)) if curve is None else curve.with_key(key))

    return change_matte(project, masklet_id, change)


def unkey_matte_param(project: Project, masklet_id: int, name: str, frame: int) -> Project:
    """Take a keyframe away; with the last one the parameter keeps that value."""

    def change(matte: MatteSettings) -> MatteSettings:
        curve = matte.curves.get(name)
        key = None if curve is None else curve.key_on(frame)
        if curve is None or key is None:
            return matte
        rest = curve.without_key(frame)
        if rest is not None:
            return _with_curve(matte, name, rest)
        curves = {n: c for n, c in matte.curves.items() if n != name}
        return replace(
            matte, curves=frozen_curves(curves), params=frozen_params({**matte.params, name: key.value})
        )

    return change_matte(project, masklet_id, change)


def ease_matte_param(project: Project, masklet_id: int, name: str, frame: int, easing: Easing) -> Project:
    """How the value goes from the keyframe on the frame to the next one."""

    def change(matte: MatteSettings) -> MatteSettings:
        curve = matte.curves.get(name)
        key = None if curve is None else curve.key_on(frame)
        if curve is None or key is None:
            return matte
        return _with_curve(matte, name, curve.with_key(replace(key, easing=easing)))

    return change_matte(project, masklet_id, change)


def set_matte_curve(project: Project, masklet_id: int, name: str, curve: Curve) -> Project:
    """These keyframes in place of those that the parameter has."""
    return change_matte(project, masklet_id, lambda matte: _with_curve(matte, name, curve))


def hold_matte_param(project: Project, masklet_id: int, name: str, value: ParamValue) -> Project:
    """One value for all frames, in place of the keyframes."""
    reset = reset_matte_param(project, masklet_id, name)
    return set_matte_param(reset, masklet_id, name, value, 0)


def reset_matte_param(project: Project, masklet_id: int, name: str) -> Project:
    """Back to the default, without keyframes."""

    def change(matte: MatteSettings) -> MatteSettings:
        params = {n: v for n, v in matte.params.items() if n != name}
        curves = {n: c for n, c in matte.curves.items() if n != name}
        return replace(matte, params=frozen_params(params), curves=frozen_curves(curves))

    return change_matte(project, masklet_id, change)


def reset_matte(project: Project, masklet_id: int) -> Project:
    return change_matte(project, masklet_id, lambda _: MatteSettings())


def enable_matte(project: Project, masklet_id: int, *, enabled: bool) -> Project:
    return change_matte(project, masklet_id, lambda matte: replace(matte, enabled=enabled))


def set_holdouts(project: Project, masklet_id: int, holdouts: tuple[int, ...]) -> Project:
    """Raises ValueError where a masklet is to hold out itself."""
    if masklet_id in holdouts:
        raise ValueError("a masklet cannot be held out of itself")
    return change_matte(project, masklet_id, lambda matte: replace(matte, holdouts=holdouts))


def add_matte_shape(
    project: Project, masklet_id: int, kind: ShapeKind, path: tuple[float, ...], frame: int
) -> Project:
    """A shape with one keyframe, as `add_moving_shape` adds it."""
    return add_moving_shape(project, masklet_id, kind, Curve((Keyframe(frame, path),)))


def add_moving_shape(
    project: Project, masklet_id: int, kind: ShapeKind, path: Curve, feather: float = 0.0
) -> Project:
    """The new shape is the last one and has the id `project.next_id`."""
    shape = MatteShape(project.next_id, kind, path, feather=feather)
    changed = change_matte(project, masklet_id, lambda m: replace(m, shapes=(*m.shapes, shape)))
    return replace(changed, next_id=project.next_id + 1)


def replace_matte_shape(project: Project, masklet_id: int, shape: MatteShape) -> Project:
    def change(matte: MatteSettings) -> MatteSettings:
        return replace(matte, shapes=tuple(shape if s.id == shape.id else s for s in matte.shapes))

    return change_matte(project, masklet_id, change)


def remove_matte_shape(project: Project, masklet_id: int, shape_id: int) -> Project:
    def change(matte: MatteSettings) -> MatteSettings:
        return replace(matte, shapes=tuple(s for s in matte.shapes if s.id != shape_id))

    return change_matte(project, masklet_id, change)


def change_matte(
    project: Project, masklet_id: int, change: Callable[[MatteSettings], MatteSettings]
) -> Project:
    masklet = project.masklet(masklet_id)
    matte = change(masklet.matte)
    return project if matte is masklet.matte else replace_masklet(project, replace(masklet, matte=matte))


def _with_curve(matte: MatteSettings, name: str, curve: Curve) -> MatteSettings:
    return replace(matte, curves=frozen_curves({**matte.curves, name: curve}))
