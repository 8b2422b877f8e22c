"""A plugin that raises while it renders: it is named, and neither an older export nor the project is lost."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.document import edits
from app.effect_api import Effect
from app.engine.effect_stack import EffectError
from app.engine.export.job import ExportRequest, export
from app.engine.project_file import load_project, save_project
from plugins import blur
from tests.clips import Clip, write_clip
from tests.engine.export.scene import project_of


def _raises(image: NDArray[np.float32], *_: object) -> NDArray[np.float32]:
    raise ZeroDivisionError("of a plugin")


def _ends_the_program(image: NDArray[np.float32], *_: object) -> NDArray[np.float32]:
    raise MemoryError


def _gives_nothing(image: NDArray[np.float32], *_: object) -> NDArray[np.float32]:
    return None  # type: ignore[return-value]


def _writes_to_its_input(image: NDArray[np.float32], *_: object) -> NDArray[np.float32]:
    image[:] = 0
    return image


@pytest.mark.parametrize("render", [_raises, _ends_the_program, _gives_nothing, _writes_to_its_input])
def test_a_plugin_that_fails_is_named_and_nothing_is_lost(
    render: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    project = project_of(write_clip(tmp_path / "clip.mp4", Clip(frames=3, width=64, height=48)), 3)
    request = ExportRequest(project, "png", tmp_path / "out", overwrite=True)
    list(export(request, threading.Event()))
    before = {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()}
    project = edits.add_effect(project, 1, "blur")
    save_project(project, tmp_path / "p.masklet")
    monkeypatch.setattr(blur, "EFFECT", Effect("blur", "Blur", blur.EFFECT.params, render=render))  # type: ignore[arg-type]
    failing = ExportRequest(project, "png", tmp_path / "out", overwrite=True)
    with pytest.raises(EffectError, match="The effect “Blur”") as said:
        list(export(failing, threading.Event()))
    assert said.value.hint
    assert {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()} == before
    assert load_project(tmp_path / "p.masklet") == project
    assert sorted(p.name for p in tmp_path.iterdir()) == ["clip.mp4", "out", "p.masklet"]
    assert "Traceback" not in capfd.readouterr().err
