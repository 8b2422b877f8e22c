"""Shapes as Silhouette's shape file (.fxs): one layer for each masklet.

The form is that of public exporters of this XML (Boundary VFX's NukeFXSExporter). They do not agree on the
order of a point's two handles; so shapes have corners only here, whose handles lie on their points.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

from app.document.media import Media
from app.document.timing import FrameRange
from app.engine.interchange.splines import Controls, Shape

_COLOUR = "(1.000000,0.500000,0.000000)"


def text(media: Media, frames: FrameRange, shapes: Mapping[str, Sequence[Shape]]) -> str:
    first = media.start_frame
    size = {"width": str(media.width), "height": str(media.height)}
    work = {"workRangeStart": str(first + frames.first), "workRangeEnd": str(first + frames.last)}
    root = ET.Element("Silhouette", {**size, **work, "sessionStartFrame": str(first)})
    for name, found in shapes.items():
        layer = ET.SubElement(root, "Layer", {"type": "Layer", "label": name, "expanded": "True"})
        properties = ET.SubElement(layer, "Properties")
        for key, value in (("color", _COLOUR), ("invert", "false"), ("mode", "Add")):
            _constant(properties, key, value)
        objects = ET.SubElement(
            properties, "Property", {"id": "objects", "constant": "True", "expanded": "True"}
        )
        # As in Nuke the first lies on top: what lies within others comes first.
        for number, shape in reversed(list(enumerate(found, start=1))):
            _object(objects, f"{name}_{number}", shape, media)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _object(objects: ET.Element, name: str, shape: Shape, media: Media) -> None:
    words = {"type": "Shape", "label": name, "shape_type": "Bezier", "hidden": "False", "locked": "False"}
    properties = ET.SubElement(ET.SubElement(objects, "Object", words), "Properties")
    opacity = ET.SubElement(properties, "Property", {"id": "opacity"})
    ends = ((shape.first - 1, 0), (shape.first, 100), (shape.last, 100), (shape.last + 1, 0))
    for frame, value in sorted(set(ends)):
        ET.SubElement(opacity, "Key", {"frame": str(frame), "interp": "linear"}).text = str(value)
    mode = "Subtract" if shape.is_hole else "Add"
    for key, value in (
        ("motionBlur", "false"),
        ("outlineColor", _COLOUR),
        ("mode", mode),
        ("invert", "false"),
    ):
        _constant(properties, key, value)
    path = ET.SubElement(properties, "Property", {"id": "path"})
    for frame, controls in shape.keys.items():
        key = ET.SubElement(path, "Key", {"frame": str(frame), "interp": "linear"})
        _path(ET.SubElement(key, "Path", {"closed": "True", "type": "Bezier"}), controls, media)


def _path(path: ET.Element, controls: Controls, media: Media) -> None:
    """From the picture's middle, in parts of its height."""
    aspect = media.pixel_aspect[0] / media.pixel_aspect[1]
    for x, y in controls[:, 1]:
        across = (x - media.width / 2) / media.height * aspect
        place = f"({across:f},{(y - media.height / 2) / media.height:f})"
        ET.SubElement(path, "Point").text = ",".join([place] * 3)


def _constant(properties: ET.Element, key: str, value: str) -> None:
    parent = ET.SubElement(properties, "Property", {"constant": "True", "id": key})
    ET.SubElement(parent, "Value").text = value
