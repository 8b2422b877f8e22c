import json

import pytest

from app.document.keyframes import Curve, Keyframe
from app.engine.json_fields import Fields
from app.engine.param_json import curves_from_json, curves_to_json


def test_keyframes_of_every_kind_survive_saving():
    curves = {
        "radius": Curve((Keyframe(0, 1.5), Keyframe(7, 3.0, "ease"))),
        "colour": Curve((Keyframe(2, (0.0, 0.5, 1.0), "hold"),)),
        "on": Curve((Keyframe(0, True), Keyframe(3, False))),
        "mode": Curve((Keyframe(0, "fast"), Keyframe(3, "fine"))),
    }
    assert curves_from_json(Fields.parse(json.dumps(curves_to_json(curves)).encode())) == curves


@pytest.mark.parametrize(
    "damage",
    [[], [[0, 1.0]], [[0, 1.0, "bounce"]], [[5, 1.0, "hold"], [5, 2.0, "hold"]], [[-1, 1, ""]], 3],
)
def test_damaged_keyframes_are_refused(damage):
    with pytest.raises(ValueError, match=r"keyframe|easing"):
        curves_from_json(Fields({"radius": damage}))
