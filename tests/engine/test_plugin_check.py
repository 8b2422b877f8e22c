from dataclasses import replace
from pathlib import Path

import pytest

from app.engine.plugin_check import load_file, problems
from app.engine.plugin_host import load_plugins
from app.errors import UserFacingError

HEAD = """
from __future__ import annotations
from dataclasses import dataclass
import numpy as np
from app.effect_api import Effect, param

@dataclass(frozen=True)
class P:
    size: float = param(1.0, low=0.0, high=2.0, label="Size")
"""


@pytest.mark.parametrize("effect", load_plugins().effects.values(), ids=lambda effect: effect.id)
def test_the_effects_that_come_along_pass_their_own_kit(effect) -> None:
    assert [p for p in problems(effect) if effect.id != "text_behind"] == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("image * 1.01", "outside"),
        ("image[:3]", "same size"),
        ("image.astype(np.float64)", "float32"),
        ("1 / 0", "ZeroDivisionError"),
        ("image * np.float32('nan')", "no numbers"),
        ("image + np.float32(np.random.random())", "second time"),
        ("np.add(image, 1, out=image)", "read-only"),
    ],
)
def test_what_an_effect_must_not_do_is_said(tmp_path: Path, body: str, said: str) -> None:
    path = tmp_path / "bad.py"
    path.write_text(HEAD + f"EFFECT = Effect('bad', 'Bad', P, render=lambda image, matte, params: {body})\n")
    assert any(said in problem for problem in problems(load_file(path)))


def test_an_effect_that_looks_again_at_what_it_painted_over_is_told(tmp_path: Path) -> None:
    path = tmp_path / "again.py"
    body = "mix(within(image, matte, lambda part: part / 2), image, matte / 2)"
    imports = "from app.effect_api import mix, within\n"
    path.write_text(
        HEAD + imports + f"EFFECT = Effect('again', 'Again', P, lambda image, matte, params: {body})\n"
    )
    effect = load_file(path)
    assert list(problems(effect)) == []
    assert any("paints_over" in problem for problem in problems(replace(effect, paints_over=True)))


def test_an_effect_that_hangs_is_told_and_does_not_hang_the_check(tmp_path: Path) -> None:
    path = tmp_path / "hangs.py"
    path.write_text(
        HEAD + "import threading\nEFFECT = Effect('hangs', 'Hangs', P, lambda *_: threading.Event().wait())\n"
    )
    assert [p[:24] for p in problems(load_file(path), patience_s=0.05)] == ["it does not come back wi"]


@pytest.mark.parametrize("text", ["import nothing_like_it", "EFFECT = 3", "raise SystemError"])
def test_a_file_that_is_no_plugin_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.py"
    path.write_text(text)
    with pytest.raises(UserFacingError, match=r"odd\.py"):
        load_file(path)
