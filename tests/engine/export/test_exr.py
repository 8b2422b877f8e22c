"""EXR as compositing programs read it: named layers on every frame, linear light, Cryptomatte by its spec."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import OpenEXR
import pytest
from numpy.typing import NDArray

from app.document import edits
from app.document.project import Project
from app.document.timing import FrameRange
from app.engine import compositor
from app.engine.export.content import layer_names
from app.engine.export.cryptomatte import channels, identity
from app.engine.matte import frame_matte
from app.engine.media_reader import open_media
from tests.clips import Clip, unit, write_clip
from tests.engine.export.scene import project_of, written

HEIGHT, WIDTH = 96, 160


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    clip = Clip(frames=10, options={"g": "12"}, metadata={"timecode": "01:00:00:20"})
    return project_of(write_clip(tmp_path_factory.mktemp("clip") / "clip.mov", clip))


def exported(project: Project, folder: Path, first: int = 2, last: int = 4, **options: Any) -> list[Path]:
    written(project, "exr", folder, frames=FrameRange(first, last), **options)
    return sorted(folder.iterdir())


def read(file: Path) -> tuple[dict[str, NDArray[Any]], dict[str, Any], list[str]]:
    """Channels of all parts, the last part's header, the parts' names."""
    parts = OpenEXR.File(str(file), separate_channels=True).parts
    found = {name: c.pixels for part in parts for name, c in part.channels.items()}
    return found, parts[-1].header, [p.name() for p in parts]


def test_every_frame_has_the_same_layers_also_where_a_masklet_is_absent(
    project: Project, tmp_path: Path
) -> None:
    files = exported(project, tmp_path / "shot")
    assert [f.name for f in files] == [f"shot.{n:04d}.exr" for n in (2, 3, 4)]
    for number, file in zip((2, 3, 4), files, strict=True):
        found, header, _ = read(file)
        assert set(found) == {"R", "G", "B", "A", "dog.A", "the_cat.A"}
        assert {c.dtype for c in found.values()} == {np.dtype(np.float16)}
        assert header["masklet/frame"] == number
        for masklet, name in zip(project.masklets, ("dog", "the_cat"), strict=True):
            matte = frame_matte(masklet, number, HEIGHT, WIDTH)
            assert np.abs(found[f"{name}.A"] - matte).max() < 1e-3
        assert (found["the_cat.A"].max() == 0) == (number == 3)


def test_colour_is_linear_light_and_associated(project: Project, tmp_path: Path) -> None:
    (file,) = exported(project, tmp_path / "shot", 2, 2, depth="float")
    found, header, _ = read(file)
    assert project.media is not None
    with open_media(project.media.path) as source:
        encoded = unit(source.read(2))
    linear = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
    alpha = compositor.union_matte(project, 2, HEIGHT, WIDTH)
    assert np.allclose(np.dstack([found[c] for c in "RGB"]), linear * alpha[..., None], atol=1e-5)
    assert np.array_equal(found["A"], alpha)
    assert np.allclose(header["chromaticities"], (0.64, 0.33, 0.3, 0.6, 0.15, 0.06, 0.3127, 0.329), atol=1e-4)
    with open_media(tmp_path / "shot") as reader:  # as this program reads it, the plate comes back
        image = reader.read(0)
    solid = alpha == 1
    assert np.abs(image[..., :3] - encoded)[solid].max() < 1e-4


def test_timecode_counts_on_in_every_image(project: Project, tmp_path: Path) -> None:
    headers = [read(f)[1] for f in exported(project, tmp_path / "shot", 4, 6)]
    codes = [h["timeCode"] for h in headers]
    assert project.media is not None
    assert {h["framesPerSecond"] for h in headers} == {project.media.rate.fps}
    assert [(c.hours, c.minutes, c.seconds, c.frame) for c in codes] == [
        (1, 0, 0, 24),
        (1, 0, 1, 0),
        (1, 0, 1, 1),
    ]


def test_each_layer_can_be_a_part_of_its_own(project: Project, tmp_path: Path) -> None:
    (file,) = exported(project, tmp_path / "shot", 2, 2, multipart=True, cryptomatte=True)
    _, header, names = read(file)
    assert names == ["rgba", "dog", "the_cat", "CryptoMasklet"]
    assert any(key.endswith("/manifest") for key in header)


def test_core_and_edge_are_layers_beside_the_whole(project: Project, tmp_path: Path) -> None:
    (file,) = exported(project, tmp_path / "shot", 2, 2, part="both", core_px=2.0, cryptomatte=True)
    found, header, _ = read(file)
    for name in ("dog", "the_cat"):
        parts = found[f"{name}_core.A"].astype(np.float32) + found[f"{name}_edge.A"]
        assert np.abs(parts - found[f"{name}.A"]).max() < 1e-3
    (manifest,) = (v for k, v in header.items() if k.endswith("/manifest"))
    assert set(json.loads(manifest)) == {"dog", "the_cat"}  # parts are no objects


@pytest.mark.parametrize("compression", ["none", "rle", "zips", "zip", "piz", "pxr24", "dwaa", "dwab"])
def test_the_compression_is_the_one_asked_for(compression: str, project: Project, tmp_path: Path) -> None:
    (file,) = exported(project, tmp_path / "shot", 2, 2, compression=compression)
    kind = {"none": "NO"}.get(compression, compression.upper())
    found, header, _ = read(file)
    assert header["compression"] == getattr(OpenEXR, f"{kind}_COMPRESSION")
    matte = frame_matte(project.masklets[0], 2, HEIGHT, WIDTH)
    assert np.abs(found["dog.A"] - matte).max() < 0.01


def test_names_are_the_identities_of_the_cryptomatte_specification() -> None:
    """Two of its own examples."""
    assert identity("bunny") == 0x13851A76
    assert identity("default") == 0x42C9679F


def test_cryptomatte_gives_the_mattes_back(project: Project, tmp_path: Path) -> None:
    (file,) = exported(project, tmp_path / "shot", 2, 2, cryptomatte=True, layers=False)
    found, header, _ = read(file)
    key = next(k for k in header if k.endswith("/name")).removesuffix("/name")
    assert key.startswith("cryptomatte/")
    assert len(key) == len("cryptomatte/") + 7
    assert header[f"{key}/name"] == "CryptoMasklet"
    assert header[f"{key}/hash"] == "MurmurHash3_32"
    assert header[f"{key}/conversion"] == "uint32_to_float32"
    manifest = json.loads(header[f"{key}/manifest"])
    assert set(manifest) == {"dog", "the_cat"}
    wanted = {"R", "G", "B", "A"} | {f"CryptoMasklet{n:02d}.{c}" for n in range(3) for c in "RGBA"}
    assert set(found) == wanted
    ranks = [
        (f"CryptoMasklet{n:02d}.{a}", f"CryptoMasklet{n:02d}.{b}") for n in range(3) for a, b in ("RG", "BA")
    ]
    covers = np.stack([found[cover] for _, cover in ranks])
    assert {found[c].dtype for pair in ranks for c in pair} == {np.dtype(np.float32)}
    assert np.all(np.diff(covers, axis=0) <= 0), "ranked by coverage"
    dog, cat = (frame_matte(m, 2, HEIGHT, WIDTH) for m in project.masklets)
    for name, matte in (("the_cat", cat), ("dog", dog * (1 - cat))):  # the later one lies on top
        bits = np.uint32(int(manifest[name], 16))
        cover = sum(found[c] * (found[i].view(np.uint32) == bits) for i, c in ranks)
        assert np.abs(cover - matte).max() < 1e-6
    assert np.abs(covers.sum(axis=0) - compositor.union_matte(project, 2, HEIGHT, WIDTH)).max() < 1e-5


def test_more_masklets_than_ranks_leave_out_the_smallest() -> None:
    mattes = {f"m{i}": np.full((2, 2), 0.1 + i / 100, np.float32) for i in range(8)}
    planes = channels(mattes, 2, 2)
    covers = [planes[f"CryptoMasklet{n:02d}.{c}"][0, 0] for n in range(3) for c in "GA"]
    assert sum(covers) < 1
    assert covers == sorted(covers, reverse=True)
    assert channels({}, 2, 2)["CryptoMasklet00.R"].max() == 0


def test_layer_names_are_different_and_take_no_signs(project: Project) -> None:
    named = edits.add_masklet(edits.add_masklet(edits.add_masklet(project, "dog"), "3.left"), "狗")
    assert list(layer_names(named.masklets).values()) == ["dog", "the_cat", "dog_2", "_3_left", "masklet_5"]


def test_a_full_disk_or_any_fault_of_the_library_is_a_sentence(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any) -> None:
        raise RuntimeError("Cannot write image file: No space left on device.")

    monkeypatch.setattr(OpenEXR.File, "write", fails)
    with pytest.raises(Exception, match="The disk is full: shot was not written"):
        exported(project, tmp_path / "shot")
    assert not list(tmp_path.iterdir())
