"""Masks go out as data sets know them and come back as they were; damaged ones are refused in words."""

from __future__ import annotations

import contextlib
import json
import random
import threading
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from PIL import Image
from pycocotools import mask as coco

from app.document import edits
from app.document.project import Project
from app.engine.interchange.going_out import InterchangeCancelled
from app.engine.interchange.mask_reading import read_masks
from app.engine.interchange.mask_sets import palette, write_masks
from app.engine.interchange.rle import decoded, encoded
from app.engine.matte import frame_matte
from app.errors import UserFacingError
from tests.clips import Clip, write_clip
from tests.engine.export.scene import project_of

FRAMES = 6


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    clip = Clip(frames=FRAMES, options={"g": "12"})
    return project_of(write_clip(tmp_path_factory.mktemp("clip") / "clip.mp4", clip), FRAMES)


def masks_of(project: Project, frame: int) -> list[np.ndarray]:
    return [frame_matte(m, frame, 96, 160) >= 0.5 for m in project.masklets]


def put(project: Project, name: str, path: Path) -> Path:
    write_masks(project, name, path, threading.Event())
    return path


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # inside pycocotools
def test_run_lengths_are_those_of_the_library_both_ways() -> None:
    rng = np.random.default_rng(0)
    for shape in ((1, 1), (7, 5), (96, 160)):
        for level in (0.0, 0.03, 0.5, 1.0):
            mask = rng.random(shape) < level
            rle = encoded(mask)
            assert np.array_equal(decoded(rle), mask)
            library = coco.decode({"size": rle["size"], "counts": rle["counts"].encode()})
            assert np.array_equal(library.astype(bool), mask)
            plain = cast("Any", coco).frPyObjects({"size": list(shape), "counts": _runs(mask)}, *shape)
            assert np.array_equal(decoded({"size": shape, "counts": _runs(mask)}), coco.decode(plain))


def _runs(mask: np.ndarray) -> list[int]:
    flat = np.concatenate([[0], mask.T.ravel().astype(int)])
    edges = np.flatnonzero(np.diff(flat))
    return np.diff([0, *edges.tolist(), mask.size]).tolist()


def test_damaged_run_lengths_are_refused_and_never_crash() -> None:
    good = encoded(np.eye(20, dtype=bool))["counts"]
    rng = random.Random(1)
    for _ in range(3000):
        text = "".join(chr(rng.randrange(33, 127)) if rng.random() < 0.2 else c for c in good)
        cut = {"size": [20, 20], "counts": text[: rng.randrange(len(text) + 1)]}
        with contextlib.suppress(UserFacingError):
            assert decoded(cut).shape == (20, 20)
    bad: tuple[object, ...] = (
        None,
        {},
        {"size": [1 << 40, 1 << 40], "counts": [1]},
        {"size": "x", "counts": 3},
    )
    for thing in bad:
        with pytest.raises(UserFacingError):
            decoded(thing)


def test_davis_pictures_have_its_labels_and_palette(project: Project, tmp_path: Path) -> None:
    folder = put(project, "davis", tmp_path / "dog")
    assert sorted(f.name for f in folder.iterdir()) == [f"{n:05d}.png" for n in range(FRAMES)]
    with Image.open(folder / "00002.png") as picture:
        assert picture.mode == "P"
        colours = picture.getpalette()
        labels = np.asarray(picture)
    assert colours is not None
    assert colours[:9] == [0, 0, 0, 128, 0, 0, 0, 128, 0]
    assert palette()[9:12] == bytes((128, 128, 0))
    dog, cat = masks_of(project, 2)
    assert np.array_equal(labels, np.where(cat, 2, np.where(dog, 1, 0)))


@pytest.mark.parametrize(("name", "file"), [("coco", "m.json"), ("sav", "m.json"), ("davis", "m")])
def test_masks_come_back_as_locked_tracks_pixel_for_pixel(
    name: str, file: str, project: Project, tmp_path: Path
) -> None:
    assert project.media is not None
    back = read_masks(edits.open_media(project.media), put(project, name, tmp_path / file), "locked")
    assert len(back.masklets) == 2
    for frame in range(FRAMES):
        dog, cat = masks_of(project, frame)
        wanted = (dog & ~cat if name == "davis" else dog, cat)
        for mask, found in zip(wanted, masks_of(back, frame), strict=True):
            assert np.array_equal(mask, found)
    assert back.masklets[0].locked == frozenset(range(FRAMES))
    assert 3 not in back.masklets[1].track, "absent on frame 3"
    if name != "davis":
        assert [m.name for m in back.masklets] == ["dog", "the cat!"]


def test_masks_come_in_as_prompts_to_track_from(project: Project, tmp_path: Path) -> None:
    assert project.media is not None
    back = read_masks(edits.open_media(project.media), put(project, "coco", tmp_path / "m.json"), "prompts")
    assert [sorted(m.prompts) for m in back.masklets] == [[0], [0]]
    assert back.masklets[0].prompts[0].mask is not None
    assert not back.masklets[0].track


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # inside pycocotools
def test_coco_is_what_its_own_library_reads(project: Project, tmp_path: Path) -> None:
    from pycocotools.coco import COCO

    data = COCO(str(put(project, "coco", tmp_path / "m.json")))
    assert len(data.getImgIds()) == FRAMES
    (one,) = data.loadAnns(data.getAnnIds(imgIds=[2], catIds=[1]))
    dog = masks_of(project, 2)[0]
    assert np.array_equal(data.annToMask(one).astype(bool), dog)
    rows, columns = np.nonzero(dog)
    assert one["area"] == dog.sum()
    assert one["bbox"] == [columns.min(), rows.min(), np.ptp(columns) + 1, np.ptp(rows) + 1]


def test_yolo_polygons_lie_on_the_masks(project: Project, tmp_path: Path) -> None:
    folder = put(project, "yolo", tmp_path / "set")
    lines = (folder / "labels" / "00002.txt").read_text().splitlines()
    assert [line.split()[0] for line in lines] == ["0", "1"]
    assert '0: "dog"' in (folder / "data.yaml").read_text()
    from app.opencv import cv2

    for line, mask in zip(lines, masks_of(project, 2), strict=True):
        points = np.array(line.split()[1:], float).reshape(-1, 2) * (160, 96) - 0.5
        drawn = np.zeros(mask.shape, np.uint8)
        cv2().fillPoly(drawn, [points.round().astype(np.int32)], 1)
        assert (mask & (drawn > 0)).sum() / (mask | (drawn > 0)).sum() > 0.97


def test_yolo_comes_back_by_class_with_its_holes_filled(project: Project, tmp_path: Path) -> None:
    assert project.media is not None
    folder = put(project, "yolo", tmp_path / "set")
    back = read_masks(edits.open_media(project.media), folder, "locked")
    assert [m.name for m in back.masklets] == ["dog", "the cat!"]
    for frame in range(FRAMES):
        for had, has in zip(masks_of(project, frame), masks_of(back, frame), strict=True):
            assert (had & has).sum() >= 0.97 * (had | has).sum(), frame
    for line in ("0 0.5 0.5 0.2 0.2", "x 0 0 1 1 0 1", "0 0 0 1 nan 0 1", "0 0 0 1 1 0 9"):
        (folder / "labels" / "00002.txt").write_text(line)
        with pytest.raises(UserFacingError, match="no polygon"):
            read_masks(edits.open_media(project.media), folder, "locked")


def test_what_is_no_data_set_or_does_not_fit_is_said(project: Project, tmp_path: Path) -> None:
    assert project.media is not None
    plain = edits.open_media(project.media)
    small = encoded(np.ones((4, 4), bool))
    image = {"id": 1, "file_name": "00001.png"}
    fits: dict[str, Any] = {"image_id": 1, "category_id": 1, "segmentation": small}
    for text, says in (
        ("no json", "no JSON"),
        ("[]", "neither"),
        (json.dumps({"annotations": [{}], "images": []}), "damaged"),
        (json.dumps({"annotations": [], "images": []}), "no masks"),
        (json.dumps({"annotations": [fits], "images": [image]}), "4 x 4 pixels"),
        (json.dumps({"annotations": [fits], "images": [{**image, "frame_id": 99}]}), "frame 99"),
    ):
        (tmp_path / "m.json").write_text(text)
        with pytest.raises(UserFacingError, match=says):
            read_masks(plain, tmp_path / "m.json", "locked")
    (tmp_path / "empty").mkdir()
    with pytest.raises(UserFacingError, match="no masks"):
        read_masks(plain, tmp_path / "empty", "locked")


def test_nothing_is_left_by_a_cancel_and_nothing_of_others_is_replaced(
    project: Project, tmp_path: Path
) -> None:
    cancel = threading.Event()
    for name, file in (("davis", "a"), ("coco", "a.json")):
        cancel.clear()
        with pytest.raises(InterchangeCancelled):
            write_masks(project, name, tmp_path / file, cancel, progress=lambda *_: cancel.set())
    assert not list(tmp_path.iterdir())
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").touch()
    with pytest.raises(UserFacingError, match="not empty"):
        put(project, "davis", tmp_path / "full")
