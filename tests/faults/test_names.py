"""Names that would lead out of the chosen folder, or that no file can have."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from app.document import edits
from app.document.project import Project
from app.engine.export.job import ExportRequest, export, requests_of
from app.engine.export.options import ExportOptions
from app.engine.interchange.mask_sets import MASK_SETS, write_masks
from app.engine.interchange.roto import SHAPE_FILES, write_shapes
from app.engine.media_reader import probe
from app.engine.project_file import load_project, save_project
from tests.clips import Clip, write_clip
from tests.engine.export.scene import project_of

NAMES = (
    "../../escaped",
    "/tmp/escaped",
    "..",
    ".",
    "",
    " ",
    "a\0b",
    "x" * 300,
    "狗" * 300,
    "CON",
    "nul.txt",
    "C:\\escaped",
    "$(touch escaped)",
    "`touch escaped`; rm -rf *",
    "{project}",
    "%s%n%04d",
    "new\nline",
    "\u202egnp.exe",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Deep enough that a name which climbs out stays in the test's own folder."""
    folder = tmp_path / "a" / "b" / "chosen"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    clip = write_clip(tmp_path_factory.mktemp("clip") / "clip.mp4", Clip(frames=2, width=64, height=48))
    return project_of(clip, 2)


def named(project: Project, name: str) -> Project:
    return edits.rename_masklet(project, 1, name)


def check_inside(folder: Path, tmp_path: Path) -> None:
    written = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert written
    assert all(folder in p.resolve().parents for p in written), written
    assert not Path("/tmp/escaped").exists()
    assert all(
        len(p.name.encode()) <= 255 and not p.name.lower().startswith(("con.", "nul.")) for p in written
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_masklet_named_so_is_exported_into_the_chosen_folder(
    name: str, project: Project, folder: Path, tmp_path: Path
) -> None:
    request = ExportRequest(named(project, name), "png", folder / "{masklet}", masklets=[1])
    (one,) = requests_of(request)
    list(export(one, threading.Event()))
    check_inside(folder, tmp_path)


@pytest.mark.parametrize("name", NAMES)
def test_layers_and_data_sets_take_any_name(
    name: str, project: Project, folder: Path, tmp_path: Path
) -> None:
    changed = named(project, name)
    options = ExportOptions(cryptomatte=True)
    list(export(ExportRequest(changed, "exr", folder / "layers", options=options), threading.Event()))
    assert probe(folder / "layers").frame_count == 2
    for kind in MASK_SETS:
        write_masks(changed, kind, folder / kind, threading.Event())
    assert json.loads((folder / "coco").read_text(encoding="utf-8"))["images"]
    check_inside(folder, tmp_path)


@pytest.mark.parametrize("name", NAMES)
def test_a_project_keeps_any_name(name: str, project: Project, tmp_path: Path) -> None:
    changed = named(project, name)
    save_project(changed, tmp_path / "p.masklet")
    assert load_project(tmp_path / "p.masklet").masklet(1).name == changed.masklet(1).name
    assert [p.name for p in tmp_path.iterdir()] == ["p.masklet"]


@pytest.mark.parametrize("name", ["../../escaped", "CON", "x" * 300])
def test_a_project_named_so_is_exported_into_the_chosen_folder(
    name: str, project: Project, folder: Path, tmp_path: Path
) -> None:
    (one,) = requests_of(ExportRequest(project, "png", folder / "{project}_{clip}"), name)
    list(export(one, threading.Event()))
    check_inside(folder, tmp_path)


@pytest.mark.parametrize("kind", sorted(SHAPE_FILES))
def test_a_name_is_no_code_in_the_scripts_of_other_programs(
    kind: str, project: Project, folder: Path, tmp_path: Path
) -> None:
    evil = named(project, '"}]; system.callSystem("touch escaped"); [exec {touch escaped}] {{"')
    write_shapes(evil, kind, folder / "shapes", threading.Event())
    text = (folder / "shapes").read_text(encoding="utf-8")
    for code in ("callSystem(", "exec {", '"touch', "touch escaped"):
        assert code not in text
    check_inside(folder, tmp_path)
