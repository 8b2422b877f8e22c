"""`masklet models list`: what a user chooses a model by."""

from __future__ import annotations

import json

import pytest

from app.cli.main import main


def test_size_speed_here_licence_and_use_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "list"]) == 0
    header, *rows = capsys.readouterr().out.splitlines()
    assert header.split("  ")[0] == "MODEL"
    small = next(r for r in rows if r.startswith("masklet-small"))
    assert all(word in small for word in ("ready", "MB", "~", "CC BY-NC-SA 4.0", "no graphics card"))
    large = next(r for r in rows if r.startswith("sam2.1_hiera_large"))
    assert all(word in large for word in ("not here", "898 MB", "Apache-2.0", "graphics card"))


def test_scripts_get_the_speed_as_a_number(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "list", "--json"]) == 0
    models = {m["name"]: m for m in json.loads(capsys.readouterr().out)}
    speeds = [models[f"sam2.1_hiera_{s}"]["frames_per_second"] for s in ("tiny", "base_plus", "large")]
    assert models["masklet-small"]["frames_per_second"] > speeds[0] > speeds[1] > speeds[2] > 0
