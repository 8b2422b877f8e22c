import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.document.effects import ParamValue
from app.engine.plugin_host import PluginHost, load_plugins

GOOD = """
from dataclasses import dataclass
from app.effect_api import Effect, choice, colour, param, switch

@dataclass(frozen=True)
class Params:
    amount: float = param(0.5, low=0.0, high=2.0, label="Amount")
    side: str = choice("left", ("left", "right"), label="Side")
    on: bool = switch(default=True, label="On")
    tint: tuple = colour((1.0, 0.5, 0.0), label="Tint")

EFFECT = Effect(id="good", title="Good", params=Params, render=lambda image, matte, params: image)
"""
BROKEN = {
    "no_effect": "VALUE = 1",
    "not_importable": "import a_module_that_is_not_there",
    "second_of_the_id": GOOD,
    "out_of_range": GOOD.replace("param(0.5", "param(5.0").replace('id="good"', 'id="far"'),
    "plain_field": GOOD.replace('param(0.5, low=0.0, high=2.0, label="Amount")', "0.5"),
    "does_nothing": GOOD.replace(", render=lambda image, matte, params: image", ""),
}


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PluginHost]:
    package = tmp_path / "some_plugins"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "a_good_one.py").write_text(GOOD)
    (package / "_private.py").write_text("raise RuntimeError")
    for name, text in BROKEN.items():
        (package / f"{name}.py").write_text(text)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield load_plugins("some_plugins")
    for name in [name for name in sys.modules if name.startswith("some_plugins")]:
        del sys.modules[name]


def params(host: PluginHost, **values: ParamValue) -> Any:
    return host.params(host.effects["good"], values)


def test_a_broken_plugin_is_named_and_the_others_work(host: PluginHost) -> None:
    assert list(host.effects) == ["good"]
    assert {failure.plugin for failure in host.failures} == set(BROKEN)
    reasons = {failure.plugin: failure.reason for failure in host.failures}
    assert "a_module_that_is_not_there" in reasons["not_importable"]
    assert "'amount'" in reasons["out_of_range"]


def test_parameters_that_the_project_does_not_have_are_the_defaults(host: PluginHost) -> None:
    made = params(host)
    assert (made.amount, made.side, made.on, made.tint) == (0.5, "left", True, (1.0, 0.5, 0.0))


def test_parameters_of_the_project_are_used(host: PluginHost) -> None:
    made = params(host, amount=1, side="right", on=False, tint=(0.0, 0.25, 1.0))
    assert (made.amount, made.side, made.on, made.tint) == (1, "right", False, (0.0, 0.25, 1.0))


@pytest.mark.parametrize(
    ("name", "value", "used"),
    [
        ("amount", 7.0, 2.0),
        ("amount", -7, 0.0),
        ("amount", float("nan"), 0.5),
        ("amount", "much", 0.5),
        ("amount", True, 0.5),
        ("side", "up", "left"),
        ("on", 1.0, True),
        ("tint", (2.0, -1.0, 0.5), (1.0, 0.0, 0.5)),
        ("tint", (1.0, 0.0), (1.0, 0.5, 0.0)),
        ("tint", 0.5, (1.0, 0.5, 0.0)),
    ],
)
def test_a_value_that_does_not_fit_is_clamped_or_the_default(
    host: PluginHost, name: str, value: ParamValue, used: ParamValue
) -> None:
    assert getattr(params(host, **{name: value}), name) == used


def test_a_value_that_the_effect_no_longer_has_is_left_out(host: PluginHost) -> None:
    assert not hasattr(params(host, gone=1.0), "gone")


def test_the_built_in_effects_all_load() -> None:
    built_in = load_plugins()
    assert built_in.failures == ()
    assert {"cutout", "blur", "recolor"} <= set(built_in.effects)
