"""Data sets in the forms in which they are published, made by hand, and what is broken in them."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from PIL import Image

from sam2core.training.batches import Batches, read_library
from sam2core.training.config import ConfigError, DataConfig, StageConfig
from sam2core.training.labelled import Clip, Packed
from sam2core.training.readers import read_clips, read_stills, video_items
from sam2core.training.shelf import Item, Memory, Shelf
from sam2core.training.synthesis import Layer, Motion, bending, real_clip, smear, warp

SIDE = 48
RED, BLUE = (230, 40, 40), (40, 40, 230)
Mask = NDArray[np.bool_]


def box(left: int, top: int, side: int = 16) -> Mask:
    mask = np.zeros((SIDE, SIDE), bool)
    mask[top : top + side, left : left + side] = True
    return mask


def picture(*objects: tuple[Mask, tuple[int, int, int]]) -> Image.Image:
    image = np.full((SIDE, SIDE, 3), 60, np.uint8)
    for mask, colour in objects:
        image[mask] = colour
    return Image.fromarray(image)


def rle(mask: Mask) -> dict[str, Any]:
    """Plain counts, column by column."""
    flat = np.concatenate([[0], mask.T.ravel().astype(int), [2]])
    edges = np.flatnonzero(np.diff(flat)).tolist()
    return {"size": list(mask.shape), "counts": np.diff([0, *edges]).tolist()}


def make_clip_folder(root: Path, name: str, *, inner: str = "") -> None:
    """Red is there from the start and leaves; blue comes on the third frame."""
    pictures, labels = (root / kind / inner / name for kind in ("JPEGImages", "Annotations"))
    pictures.mkdir(parents=True)
    labels.mkdir(parents=True)
    for t in range(6):
        red, blue = box(4 + 4 * t, 4), box(4 + 4 * t, 26)
        numbers = np.zeros((SIDE, SIDE), np.uint8)
        numbers[red & (t < 5)] = 1
        numbers[blue & (t >= 2)] = 2
        picture((red & (t < 5), RED), (blue & (t >= 2), BLUE)).save(pictures / f"{t:05d}.jpg", quality=95)
        palette = Image.fromarray(numbers).convert("P")
        palette.putpalette([0, 0, 0, 236, 95, 103, 249, 145, 87])
        palette.save(labels / f"{t:05d}.png")


def make_sa1b(folder: Path) -> None:
    folder.mkdir(parents=True)
    for number in (1, 2, 3):
        inner, outer = box(10, 10, 12), box(4, 4, 30)
        picture((outer, RED), (inner, BLUE)).save(folder / f"sa_{number}.jpg", quality=95)
        found = [{"segmentation": rle(m)} for m in (outer, inner, np.ones_like(inner))]
        text = json.dumps({"image": {"image_id": number}, "annotations": found})
        (folder / f"sa_{number}.json").write_text(text)


def make_sav(folder: Path, name: str = "sav_000001", frames: int = 9) -> None:
    """24 frames a second, annotated on every fourth; the second object comes later."""
    folder.mkdir(parents=True, exist_ok=True)
    with av.open(str(folder / f"{name}.mp4"), "w") as container:
        stream = container.add_stream("mpeg4", rate=24)
        stream.width, stream.height, stream.pix_fmt, stream.bit_rate = SIDE, SIDE, "yuv420p", 4_000_000
        for t in range(frames):
            shown = picture((box(2 + 2 * t, 4), RED), (box(2 + 2 * t, 26) & (t >= 4), BLUE))
            container.mux(stream.encode(av.VideoFrame.from_image(shown)))
        container.mux(stream.encode())
    for kind, top in (("manual", 4), ("auto", 26)):
        rows = [[rle(box(2 + 2 * t, top)) if top == 4 or t >= 4 else None] for t in range(0, frames, 4)]
        whole = {"video_id": name, "video_frame_count": frames, "masklet_id": [0], "masklet": rows}
        (folder / f"{name}_{kind}.json").write_text(json.dumps(whole))


def names_of(clips: list[Clip]) -> list[str]:
    return [c.name for c in clips]


def shows(clip: Clip, frame: int, colour: tuple[int, int, int]) -> bool:
    """Whether the frame's mask is where that colour is."""
    near = np.abs(clip.frames[frame].astype(int) - colour).max(axis=-1) < 60
    return bool((near & clip.masks.unpack(frame)).sum() > 0.9 * clip.masks.unpack(frame).sum() > 0)


@pytest.mark.parametrize("inner", ["", "480p"])
def test_palette_pictures_give_a_clip_for_each_object(tmp_path: Path, inner: str) -> None:
    make_clip_folder(tmp_path, "pair", inner=inner)
    red, blue = read_clips(tmp_path, 32)
    assert names_of([red, blue]) == ["pair/1", "pair/2"]
    assert red.masks.there().tolist() == [True] * 5 + [False]
    assert blue.masks.there().tolist() == [False] * 2 + [True] * 4
    assert shows(red, 0, RED)
    assert shows(blue, 3, BLUE)


def test_objects_that_the_set_does_not_name_are_left_out(tmp_path: Path) -> None:
    make_clip_folder(tmp_path, "pair")
    meta = {"videos": {"pair": {"objects": {"2": {"category": "box", "frames": ["00002"]}}}}}
    (tmp_path / "meta.json").write_text(json.dumps(meta))
    (blue,) = read_clips(tmp_path, 32)
    assert shows(blue, 3, BLUE)
    (tmp_path / "meta.json").write_text('{"videos": ')  # named in the log, and then it says nothing
    assert len(read_clips(tmp_path, 32)) == 2


def test_frames_without_annotation_are_left_out(tmp_path: Path) -> None:
    make_clip_folder(tmp_path, "pair")
    for name in ("00001", "00003"):
        (tmp_path / "Annotations" / "pair" / f"{name}.png").unlink()
    red, _ = read_clips(tmp_path, 32)
    assert len(red.frames) == 4
    assert shows(red, 1, RED)  # frame 2 of the folder


def test_photos_with_run_lengths(tmp_path: Path) -> None:
    make_sa1b(tmp_path / "sa_000000")
    stills = read_stills(tmp_path, SIDE)
    assert len(stills) == 3
    outer, inner = stills[0].objects.unpack()  # the mask of the whole picture is not wanted
    assert (outer & inner).sum() == inner.sum() == 12 * 12


def test_videos_with_run_lengths(tmp_path: Path) -> None:
    make_sav(tmp_path / "sav_000")
    red, blue = read_clips(tmp_path, SIDE)
    assert names_of([red, blue]) == ["sav_000001/1", "sav_000001/2"]
    assert len(red.frames) == 3  # frames 0, 4 and 8
    assert all(shows(red, t, RED) for t in range(3))
    assert blue.masks.there().tolist() == [False, True, True]
    assert shows(blue, 2, BLUE)


def _cut(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


@pytest.mark.parametrize(
    ("make", "victim"),
    [
        (lambda f: (make_sav(f), make_sav(f, "sav_000002")), "sav_000001.mp4"),
        (lambda f: (make_sav(f), make_sav(f, "sav_000002")), "sav_000001_manual.json"),
        (make_sa1b, "sa_1.jpg"),
        (make_sa1b, "sa_1.json"),
    ],
)
def test_a_truncated_file_is_named_counted_and_skipped(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, make: Callable[[Path], object], victim: str
) -> None:
    make(tmp_path / "set")
    _cut(tmp_path / "set" / victim)
    with caplog.at_level(logging.WARNING):
        read = read_clips if victim.startswith("sav") else read_stills
        assert len(read(tmp_path / "set", 32)) == 2
    assert victim.split(".")[0].removesuffix("_manual") in caplog.text
    assert "skipped" in caplog.text
    assert "so far" in caplog.text


@pytest.mark.parametrize(
    "text",
    ["[]", "{}", '{"masklet": [], "video_frame_count": 4}', '{"masklet": [[3]], "video_frame_count": 1}'],
)
def test_json_of_another_form_is_skipped(tmp_path: Path, text: str) -> None:
    make_sav(tmp_path)
    (tmp_path / "sav_000001_manual.json").write_text(text)
    assert read_clips(tmp_path, 32) == []


def test_a_run_mixes_all_forms_and_never_sees_what_is_held_out(tmp_path: Path) -> None:
    make_sa1b(tmp_path / "sa1b")
    make_sav(tmp_path / "sav")
    for name in ("pair", "kept"):
        make_clip_folder(tmp_path / "mose", name)
    data = DataConfig(
        str(tmp_path), stills="sa1b", clips=("sav", "mose"), held_out=("kept",), stored_size=SIDE
    )
    library = read_library(data)
    assert names_of(library.held_out) == ["kept/1", "kept/2"]
    rng = np.random.default_rng(0)
    assert {library.clip(rng).name for _ in range(60)} == {
        "sav_000001/1", "sav_000001/2", "pair/1", "pair/2",
    }  # fmt: skip
    stage = StageConfig(1, 32, frames=4, clips=1, learning_rate=1e-3)
    made = [Batches(library, stage, (0,))[step].frames.shape for step in range(24)]
    assert set(made) == {(2, 1, 3, 32, 32), (1, 4, 3, 32, 32)}
    (tmp_path / "names.txt").write_text("pair\n")
    assert len(read_library(DataConfig(str(tmp_path), "", "mose", clip_names="names.txt")).videos) == 1
    with pytest.raises(ConfigError, match="misspelt"):
        read_library(DataConfig(str(tmp_path), "sa1b", "mose", held_out=("misspelt",)))
    with pytest.raises(ConfigError, match="neither"):
        video_items(tmp_path / "sa1b", 32)


def test_a_training_clip_begins_where_the_object_is_to_be_seen() -> None:
    frames = np.zeros((12, 32, 32, 3), np.uint8)
    masks = np.zeros((12, 32, 32), bool)
    masks[5:8, 8:24, 8:24] = True
    rng = np.random.default_rng(0)
    for _ in range(40):
        clip = real_clip(rng, Clip("late", frames, Packed.of(masks)), 4, 32, longest_gap=2)
        assert bool(clip.masks[0].any())


def test_what_passes_by_hides_the_object() -> None:
    frames = np.zeros((12, 32, 32, 3), np.uint8)
    masks = np.zeros((12, 32, 32), bool)
    masks[:, 8:24, 8:24] = True
    wall, hid = Layer(torch.ones(1, 4, 32, 32)), 0
    for seed in range(8):
        bare, crowded = (
            real_clip(
                np.random.default_rng(seed),
                Clip("a", frames, Packed.of(masks)),
                4,
                32,
                longest_gap=2,
                passers=p,
            )
            for p in ((), (wall, wall))
        )
        assert bool((crowded.masks <= bare.masks).all())
        hidden, left = (bare.masks > crowded.masks)[:, 0], crowded.masks[:, 0] > 0
        grey = crowded.frames.mean(dim=1)
        hid += int(hidden.sum())
        assert not hidden.any() or not left.any() or float(grey[hidden].mean() - grey[left].mean()) > 0.2
    assert hid > 100


def test_what_bends_stays_in_place_on_the_whole_and_differs_from_frame_to_frame() -> None:
    rng = np.random.default_rng(3)
    still = Motion(np.tile(np.eye(2, 3, dtype=np.float32), (6, 1, 1)))
    square = torch.zeros(1, 1, 64, 64)
    square[..., 20:44, 20:44] = 1
    bent = warp(square, bending(rng, still, 0.06), 64, padding="zeros")
    areas = bent.mean(dim=(1, 2, 3)) / square.mean()
    assert bool(((areas > 0.7) & (areas < 1.4)).all())
    assert float((bent[0] - bent[5]).abs().mean()) > 1e-3


def test_motion_blur_keeps_the_light_and_spreads_it() -> None:
    dot = torch.zeros(2, 1, 33, 33)
    dot[..., 16, 16] = 1
    blurred = smear(np.random.default_rng(1), dot, 6)
    assert blurred.sum(dim=(1, 2, 3)).tolist() == pytest.approx([1, 1])
    assert float(blurred.max()) < 0.6


class Weight:
    def __init__(self, number: int) -> None:
        self.number = number
        self.nbytes = 100


def test_memory_is_bounded_and_draws_do_not_depend_on_what_is_kept() -> None:
    reads: list[int] = []

    def item(number: int) -> Item[Weight]:
        def read() -> Weight | None:
            reads.append(number)
            if number == 3:
                raise OSError("bad")
            return Weight(number)

        return Item(str(number), read)

    def drawn(budget: int, draws: int) -> list[int]:
        reads.clear()
        shelf = Shelf([item(n) for n in range(8)], Memory(budget))
        rng = np.random.default_rng(5)
        return [shelf.draw(rng).number for _ in range(draws)]

    ample = drawn(10_000, 50)
    assert len(reads) == 8
    assert drawn(200, 50) == ample
    assert len(reads) > 20
    with pytest.raises(ConfigError, match="None of 1"):
        Shelf([item(3)], Memory(100)).draw(np.random.default_rng(0))


def test_masks_are_packed_without_loss() -> None:
    masks = np.random.default_rng(0).random((3, 21, 21)) < 0.5
    packed = Packed.of(masks)
    assert np.array_equal(packed.unpack(), masks)
    assert np.array_equal(packed.unpack(1), masks[1])
    assert packed.bits.nbytes == 3 * 21 * 3


def test_shelves_are_filled_as_far_as_memory_goes() -> None:
    reads: list[int] = []

    def item(number: int) -> Item[Weight]:
        def read() -> Weight:
            reads.append(number)
            if number == 3:
                raise ValueError("broken")
            return Weight(number)

        return Item(str(number), read)

    shelf = Shelf([item(n) for n in range(10)], Memory(1 << 20))
    shelf.fill()
    assert sorted(reads) == list(range(10))
    assert [w.number for w in shelf.all()] == [0, 1, 2, 4, 5, 6, 7, 8, 9]
    assert len(reads) == 10  # not once more
    Shelf([item(n) for n in range(200)], Memory(100)).fill()
    assert len(reads) <= 10 + 128  # no further than there is room
