"""The effect's own test: `python -m pytest test_my_effect.py` in the environment that has Masklet."""

from pathlib import Path

import numpy as np

from app.engine.plugin_check import load_file, problems

EFFECT = load_file(Path(__file__).with_name("my_effect.py"))


def test_it_keeps_the_rules() -> None:
    assert list(problems(EFFECT)) == []


def test_the_object_is_tinted() -> None:
    grey = np.full((8, 8, 4), (0.5, 0.5, 0.5, 1.0), np.float32)
    matte = np.ones((8, 8), np.float32)
    params = EFFECT.params(tint=(1.0, 0.0, 0.0), strength=1.0)
    assert EFFECT.render is not None
    assert np.allclose(EFFECT.render(grey, matte, params), (1.0, 0.0, 0.0, 1.0))
