from pathlib import Path

import pytest

from app.document.effects import EffectInstance, frozen_params
from app.document.keyframes import Curve, Keyframe, frozen_curves
from app.engine.param_values import field_spec, fitting
from app.engine.plugin_host import load_plugins
from app.engine.presets import Preset, bundled_presets, read_presets, save_preset, user_presets, write_presets
from app.errors import UserFacingError

GROUPS = {  # of the SAM 2 demo: how many variants each of its effects has
    "Background: black|Background: white|Background: green": 3,
    "Background: gradient": 3,
    "Background: pixelate": 3,
    "Background: grey": 3,
    "Background: growing|Background: scrolling": 2,
    "Background: blur": 3,
    "Background: outline": 4,
    "Object: cut-out": 4,
    "Object: black|Object: white|Object: green": 3,
    "Object: vibrant": 3,
    "Object: pixelate": 3,
    "Object: overlay": 8,
    "Object: smile|Object: cool|Object: heart": 6,
    "Object: burst": 4,
    "Object: spotlight": 6,
    "Object: noise": 1,
}


def test_every_variant_of_the_well_known_demo_is_a_preset() -> None:
    names = [preset.name for preset in bundled_presets()]
    assert len(set(names)) == len(names)
    for starts, count in GROUPS.items():
        assert sum(name.startswith(tuple(starts.split("|"))) for name in names) == count, starts


def test_every_value_of_a_bundled_preset_is_one_that_its_effect_takes() -> None:
    host = load_plugins()
    for preset in bundled_presets():
        for entry in preset.effects:
            fields = host.effects[entry.effect].params.__dataclass_fields__
            for name, value in entry.params.items():
                assert fitting(field_spec(fields[name]), value, None) == value, (preset.name, name)


def test_a_preset_is_saved_and_shared_with_its_keyframes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MASKLET_HOME", str(tmp_path))
    curves = frozen_curves({"size": Curve((Keyframe(0, 1.0, "ease"), Keyframe(9, 2.0)))})
    entry = EffectInstance(
        0, "blur", frozen_params({"grow_px": 2.0}), curves=curves, amount=0.5, outside=True
    )
    preset = Preset("My: blur / soft", (entry,))
    save_preset(preset)
    assert user_presets() == (preset,)
    write_presets(tmp_path / "shared.masklet-preset", [preset])
    assert read_presets(tmp_path / "shared.masklet-preset") == (preset,)


@pytest.mark.parametrize(
    "text", ["", "{}", '{"format": 9, "presets": []}', '{"format": 1, "presets": [{"name": 1}]}']
)
def test_what_is_no_preset_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.masklet-preset"
    path.write_text(text)
    with pytest.raises(UserFacingError, match=r"a\.masklet-preset"):
        read_presets(path)
