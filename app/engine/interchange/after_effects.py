"""Shapes as masks of After Effects: a script that makes a solid for each masklet, with animated mask paths.

Source: the After Effects scripting guide (MaskPropertyGroup, Shape, Property.setValuesAtTimes).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from app.document.media import Media
from app.document.timing import FrameRange
from app.engine.interchange.splines import Controls, Shape

_SCRIPT = """\
// Masks of %(title)s: File > Scripts > Run Script File. They go into the open composition, or a new one.
(function () {
    var width = %(width)d, height = %(height)d, aspect = %(aspect)s;
    function seconds(frame) { return frame * %(denominator)d / %(numerator)d; }
    var data = %(data)s;

    function mask(layer, entry) {
        var made = layer.property("ADBE Mask Parade").addProperty("ADBE Mask Atom");
        made.name = entry.name;
        made.maskMode = entry.hole ? MaskMode.SUBTRACT : MaskMode.ADD;
        var times = [], shapes = [], i;
        for (i = 0; i < entry.keys.length; i++) {
            var shape = new Shape();
            shape.vertices = entry.keys[i].vertices;
            shape.inTangents = entry.keys[i].inTangents;
            shape.outTangents = entry.keys[i].outTangents;
            shape.closed = true;
            times.push(seconds(entry.keys[i].frame));
            shapes.push(shape);
        }
        keyed(made.property("ADBE Mask Shape"), times, shapes, KeyframeInterpolationType.LINEAR);
        times = [seconds(entry.first), seconds(entry.last + 1)];
        var shown = [100, 0];
        if (entry.first > 0) { times.unshift(0); shown.unshift(0); }
        keyed(made.property("ADBE Mask Opacity"), times, shown, KeyframeInterpolationType.HOLD);
    }

    function keyed(property, times, values, way) {
        property.setValuesAtTimes(times, values);
        for (var i = 1; i <= property.numKeys; i++) { property.setInterpolationTypeAtKey(i, way, way); }
    }

    app.beginUndoGroup("Masklet");
    var comp = app.project.activeItem;
    if (!(comp instanceof CompItem)) {
        var length = seconds(%(count)d);
        comp = app.project.items.addComp(%(title)s, width, height, aspect, length, 1 / seconds(1));
    }
    for (var i = 0; i < data.length; i++) {
        var solid = comp.layers.addSolid([1, 1, 1], data[i].name, width, height, aspect, seconds(%(count)d));
        for (var j = 0; j < data[i].masks.length; j++) { mask(solid, data[i].masks[j]); }
    }
    app.endUndoGroup();
})();
"""


def text(media: Media, _frames: FrameRange, shapes: Mapping[str, Sequence[Shape]]) -> str:
    layers = [
        {"name": name, "masks": [_mask(f"{name} {i}", s) for i, s in enumerate(found, start=1)]}
        for name, found in shapes.items()
    ]
    fps = media.rate.fps
    return _SCRIPT % {
        "title": json.dumps(media.path.stem),
        "width": media.width,
        "height": media.height,
        "aspect": repr(media.pixel_aspect[0] / media.pixel_aspect[1]),
        "numerator": fps.numerator,
        "denominator": fps.denominator,
        "count": media.frame_count,
        "data": json.dumps(layers),
    }


def _mask(name: str, shape: Shape) -> dict[str, object]:
    keys = [{"frame": frame, **_path(controls)} for frame, controls in shape.keys.items()]
    return {"name": name, "hole": shape.is_hole, "first": shape.first, "last": shape.last, "keys": keys}


def _path(controls: Controls) -> dict[str, object]:
    """Handles are relative to their points."""
    before, point, after = controls[:, 0], controls[:, 1], controls[:, 2]
    parts = {"vertices": point, "inTangents": before - point, "outTangents": after - point}
    return {name: part.round(4).tolist() for name, part in parts.items()}
