"""Shapes as Roto nodes of Nuke, one for each masklet.

Source: Foundry's NDK developer guide, "Roto serialisation format". Between keyframes that format needs
tangents; here each point has a key on every frame of its shape, so that no interpolation takes part.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

from app.document.media import Media
from app.document.timing import FrameRange
from app.engine.interchange.splines import Controls, Shape

_SHAPE_FLAGS, _CURVE_FLAGS = 512, 8192  # can be rendered; handles are relative to their points
_GAP = 110  # between nodes


def frame_number(media: Media, frame: int) -> int:
    """Nuke counts a sequence by its files' numbers, and a movie from 1."""
    return media.start_frame + frame if media.is_sequence else frame + 1


def text(media: Media, _frames: FrameRange, shapes: Mapping[str, Sequence[Shape]]) -> str:
    """Roto nodes, in a form that can be opened, imported and pasted."""
    nodes = [_node(media, name, found, i * _GAP) for i, (name, found) in enumerate(shapes.items())]
    return "".join(nodes)


def node_name(layer: str) -> str:
    return f"Roto_{layer}"


def format_words(media: Media) -> str:
    """The clip's size as a value of a node's format."""
    width, height = media.width, media.height
    aspect = media.pixel_aspect[0] / media.pixel_aspect[1]
    return f'"{width} {height} 0 0 {width} {height} {aspect:g} masklet_{width}x{height}"'


def _node(media: Media, name: str, shapes: Sequence[Shape], across: int) -> str:
    middle = f"{_number(media.width / 2)} {_number(media.height / 2)}"
    # The first in the list lies on top: what lies within others comes first.
    groups = "".join(_group(media, f"{name}_{i}", s) for i, s in reversed(list(enumerate(shapes, start=1))))
    return (
        f"Roto {{\n inputs 0\n output alpha\n format {format_words(media)}\n"
        f" curves {{{{{{v x3f99999a}}\n  {{f 0}}\n  {{n\n   {{layer Root\n    {{f 0}}\n    {{t {middle}}}\n"
        f"    {{a}}{groups}}}}}}}}}\n name {node_name(name)}\n xpos {across}\n ypos 0\n}}\n"
    )


def _group(media: Media, name: str, shape: Shape) -> str:
    numbers = [frame_number(media, f) for f in shape.frames]
    controls = [shape.at(f) for f in shape.frames]
    points = [
        _point([_placed(c, i, part, media.height) for c in controls], numbers)
        for i in range(len(controls[0]))
        for part in (0, 1, 2)
    ]
    x, y = controls[0][:, 1].mean(axis=0)
    colour = " r 0 g 0 b 0 a 0" if shape.is_hole else ""
    return (
        f"\n    {{curvegroup {name} {_SHAPE_FLAGS} bezier\n     {{{{cc\n       {{f {_CURVE_FLAGS}}}\n"
        f"       {{p\n        " + "\n        ".join(points) + f"}}}}     idem}}\n"
        f"     {{tx {_number(numbers[0])} {_number(x)} {_number(media.height - y)}}}\n"
        f"     {{a{colour} opc {_shown(numbers[0], numbers[-1])}}}}}"
    )


def _placed(controls: Controls, i: int, part: int, height: int) -> tuple[float, float]:
    """A point from the bottom left, a handle from its point."""
    x, y = controls[i, 1]
    handle_x, handle_y = controls[i, part]
    return (x, height - y) if part == 1 else (handle_x - x, y - handle_y)


def _point(places: Sequence[tuple[float, float]], numbers: Sequence[int]) -> str:
    axes = zip(*places, strict=True)
    return "{" + " ".join(_curve(list(zip(numbers, values, strict=True))) for values in axes) + "}"


def _curve(keys: Sequence[tuple[int, float]]) -> str:
    return "{" + " ".join(f"{{{_number(time)} {_number(value)}}}" for time, value in keys) + "}"


def _shown(first: int, last: int) -> str:
    """Opacity: two keys of the same value at both ends, so that it stays 0 beyond them."""
    ends = ((first - 2, 0), (first - 1, 0), (first, 1), (last, 1), (last + 1, 0), (last + 2, 0))
    return _curve(sorted(set(ends)))


def _number(value: float) -> str:
    """As Nuke writes floats: the bits of a 32-bit float."""
    bits = struct.unpack(">I", struct.pack(">f", value))[0]
    return f"x{bits:08x}" if bits else "0"
