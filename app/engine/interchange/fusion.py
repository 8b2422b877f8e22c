"""Shapes as polygon masks of Fusion and of Resolve's Fusion page: a .setting to paste into the node editor.

The form is that of settings that Fusion writes: a PolylineMask whose Polyline is a BezierSpline of keyframes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.document.media import Media
from app.document.timing import FrameRange
from app.engine.interchange.splines import Controls, Shape

_STEP = 110  # between nodes
_LINEAR = "Flags = { Linear = true, LockedY = true }"


def text(media: Media, _frames: FrameRange, shapes: Mapping[str, Sequence[Shape]]) -> str:
    """The masks of a masklet are a chain whose last one has its name: connect that one."""
    tools: list[str] = []
    for row, (name, found) in enumerate(shapes.items()):
        names = [f"{name}_{i}" for i in range(1, len(found))] + [name]
        for column, shape in enumerate(found):
            before = names[column - 1] if column else None
            tools += _tool(names[column], before, shape, media, (column * _STEP, row * _STEP))
    body = ",\n".join(tools)
    return f"{{\n\tTools = ordered() {{\n{body}\n\t}}\n}}\n"


def _tool(name: str, before: str | None, shape: Shape, media: Media, place: tuple[int, int]) -> list[str]:
    inputs = [
        'OutputSize = Input { Value = FuID { "Custom" }, }',
        f"MaskWidth = Input {{ Value = {media.width}, }}",
        f"MaskHeight = Input {{ Value = {media.height}, }}",
        f"PixelAspect = Input {{ Value = {{ {media.pixel_aspect[0]}, {media.pixel_aspect[1]} }}, }}",
        'ClippingMode = Input { Value = FuID { "None" }, }',
        f'Level = Input {{ SourceOp = "{name}Level", Source = "Value", }}',
        f'Polyline = Input {{ SourceOp = "{name}Polyline", Source = "Value", }}',
        "Polyline2 = Input { Value = Polyline { }, Disabled = true, }",
    ]
    if shape.is_hole:
        inputs.insert(0, 'PaintMode = Input { Value = FuID { "Subtract" }, }')
    if before is not None:
        inputs.append(f'EffectMask = Input {{ SourceOp = "{before}", Source = "Mask", }}')
    lines = "".join(f"\t\t\t\t{line},\n" for line in inputs)
    mask = (
        f'\t\t{name} = PolylineMask {{\n\t\t\tDrawMode = "ModifyOnly",\n'
        f'\t\t\tDrawMode2 = "InsertAndModify",\n'
        f"\t\t\tNameSet = true,\n\t\t\tInputs = {{\n{lines}\t\t\t}},\n"
        f"\t\t\tViewInfo = OperatorInfo {{ Pos = {{ {place[0]}, {place[1]} }} }},\n\t\t}}"
    )
    paths = [
        f"[{frame}] = {{ {i}, {_LINEAR}, Value = {_polyline(controls, media)} }}"
        for i, (frame, controls) in enumerate(shape.keys.items())
    ]
    ends = sorted({(shape.first - 1, 0), (shape.first, 1), (shape.last, 1), (shape.last + 1, 0)})
    levels = [f"[{frame}] = {{ {value}, Flags = {{ Linear = true }} }}" for frame, value in ends]
    return [mask, _spline(f"{name}Polyline", paths), _spline(f"{name}Level", levels)]


def _spline(name: str, keys: Sequence[str]) -> str:
    lines = ",\n".join(f"\t\t\t\t{key}" for key in keys)
    return (
        f"\t\t{name} = BezierSpline {{\n\t\t\tSplineColor = {{ Red = 173, Green = 255, Blue = 47 }},\n"
        f"\t\t\tNameSet = true,\n\t\t\tKeyFrames = {{\n{lines}\n\t\t\t}}\n\t\t}}"
    )


def _polyline(controls: Controls, media: Media) -> str:
    """From the picture's middle in parts of its size, upwards; handles from their points."""
    points: list[str] = []
    for before, point, after in controls:
        x, y = point[0] / media.width - 0.5, 0.5 - point[1] / media.height
        left, right = ((h - point) / (media.width, -media.height) for h in (before, after))
        handles = f"LX = {left[0]:.8f}, LY = {left[1]:.8f}, RX = {right[0]:.8f}, RY = {right[1]:.8f}"
        points.append(f"{{ X = {x:.8f}, Y = {y:.8f}, {handles} }}")
    return f"Polyline {{ Closed = true, Points = {{ {', '.join(points)} }} }}"
