"""Every change to a shape of a masklet's matte, over time: its path, its keyframes, its points."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from app.document import matte_edits, shape_path
from app.document.keyframes import Curve, Easing, Keyframe
from app.document.matte import MatteShape
from app.document.project import Project
from app.document.shape_path import Path

LEAST_POINTS = 2  # with handles, two enclose an area


def shape_of(project: Project, masklet_id: int, shape_id: int) -> MatteShape:
    """Raises KeyError where the masklet has no such shape."""
    for shape in project.masklet(masklet_id).matte.shapes:
        if shape.id == shape_id:
            return shape
    raise KeyError(shape_id)


def set_path(project: Project, masklet_id: int, shape_id: int, frame: int, path: Path) -> Project:
    """The shape on a frame, which has a keyframe from now on."""
    return _change(project, masklet_id, shape_id, lambda curve: curve.with_value(frame, path))


def add_point(project: Project, masklet_id: int, shape_id: int, index: int, part: float) -> Project:
    """A point more on the piece that begins at `index`: on every keyframe, so that they still go over."""
    return _change_paths(project, masklet_id, shape_id, lambda path: shape_path.divided(path, index, part))


def remove_points(project: Project, masklet_id: int, shape_id: int, indices: Collection[int]) -> Project:
    """Gone on every keyframe; where too few are left to enclose anything, the shape goes."""
    shape = shape_of(project, masklet_id, shape_id)
    kept = len(shape_path.points_of(shape.path.keys[0].value)) - len(set(indices))
    if kept < LEAST_POINTS:
        return matte_edits.remove_matte_shape(project, masklet_id, shape_id)
    return _change_paths(project, masklet_id, shape_id, lambda path: shape_path.without(path, indices))


def key_shape(project: Project, masklet_id: int, shape_id: int, frame: int) -> Project:
    """A keyframe on the frame, with the shape as it is there."""
    return _change(project, masklet_id, shape_id, lambda c: c.with_value(frame, c.at(frame)))


def unkey_shape(project: Project, masklet_id: int, shape_id: int, frame: int) -> Project:
    """Take a keyframe away; the only one stays, as a shape has to have a form."""
    return _change(project, masklet_id, shape_id, lambda curve: curve.without_key(frame) or curve)


def hold_shape(project: Project, masklet_id: int, shape_id: int, frame: int) -> Project:
    """The form that it has on the frame, on all frames."""
    return _change(project, masklet_id, shape_id, lambda c: Curve((Keyframe(frame, c.at(frame)),)))


def ease_shape(project: Project, masklet_id: int, shape_id: int, frame: int, easing: Easing) -> Project:
    """How the shape goes from the keyframe on the frame to the next one."""

    def change(curve: Curve) -> Curve:
        key = curve.key_on(frame)
        return curve if key is None else curve.with_key(replace(key, easing=easing))

    return _change(project, masklet_id, shape_id, change)


def _change_paths(
    project: Project, masklet_id: int, shape_id: int, change: Callable[[Path], Path]
) -> Project:
    def on_every_key(curve: Curve) -> Curve:
        return Curve(
            tuple(
                replace(key, value=change(key.value)) if isinstance(key.value, tuple) else key
                for key in curve.keys
            )
        )

    return _change(project, masklet_id, shape_id, on_every_key)


def _change(project: Project, masklet_id: int, shape_id: int, change: Callable[[Curve], Curve]) -> Project:
    shape = shape_of(project, masklet_id, shape_id)
    path = change(shape.path)
    if path == shape.path:
        return project
    return matte_edits.replace_matte_shape(project, masklet_id, replace(shape, path=path))
