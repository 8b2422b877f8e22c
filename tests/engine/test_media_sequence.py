"""Numbered images as a clip."""

from __future__ import annotations

import os
from pathlib import Path

import cv2
import numpy as np
import OpenEXR
import pytest
import tifffile

from app.engine.image_file import read_image
from app.engine.media_errors import FrameError
from app.engine.media_reader import open_media
from app.errors import UserFacingError
from tests.clips import HEIGHT, WIDTH, number_of, picture


def sequence(folder: Path, numbers: range, name: str = "shot.%04d.png") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        cv2.imwrite(str(folder / (name % number)), cv2.cvtColor(picture(number), cv2.COLOR_RGB2BGR))
    return folder


@pytest.mark.parametrize("opened", ["", "shot.%04d.png", "shot.####.png", "shot.1001.png", "shot.1003.png"])
def test_folder_pattern_and_any_image_open_the_whole_sequence(opened: str, tmp_path: Path) -> None:
    folder = sequence(tmp_path / "plate", range(1001, 1006))
    (folder / "notes.txt").touch()
    with open_media(folder / opened) as reader:
        media = reader.media
        assert media.is_sequence
        assert media.path == folder / "shot.1001.png"
        assert (media.frame_count, media.start_frame) == (5, 1001)
        assert (media.width, media.height) == (WIDTH, HEIGHT)
        assert np.array_equal(reader.read(4), picture(1005))
        assert np.array_equal(reader.read_rgb8(0), picture(1001))


def test_numbers_without_padding_are_in_the_order_of_counting(tmp_path: Path) -> None:
    with open_media(sequence(tmp_path / "plate", range(8, 12), "frame%d.png")) as reader:
        assert [number_of(reader.read_rgb8(i)) for i in range(4)] == [8, 9, 10, 11]


def test_a_gap_names_the_missing_image(tmp_path: Path) -> None:
    folder = sequence(tmp_path / "plate", range(1, 6))
    (folder / "shot.0003.png").unlink()
    with pytest.raises(
        UserFacingError, match=r"image 3 of 1 to 5 is missing \(after shot.0002.png\)"
    ) as caught:
        open_media(folder)
    assert caught.value.hint


def test_a_folder_of_two_sequences_asks_which(tmp_path: Path) -> None:
    folder = sequence(tmp_path / "plate", range(3))
    sequence(folder, range(3), "mask.%04d.png")
    with pytest.raises(UserFacingError, match=r"several image sequences \(mask.#.png, shot.#.png\)"):
        open_media(folder)
    with open_media(folder / "mask.0000.png") as reader:
        assert reader.media.frame_count == 3


def test_a_damaged_image_and_one_of_another_size_are_named(tmp_path: Path) -> None:
    folder = sequence(tmp_path / "plate", range(4))
    (folder / "shot.0001.png").write_bytes(b"not a picture")
    cv2.imwrite(str(folder / "shot.0002.png"), np.zeros((10, 10, 3), np.uint8))
    with open_media(folder) as reader:
        with pytest.raises(FrameError, match=r"Frame 1 of shot.0001.png cannot be read: .*damaged"):
            reader.read(1)
        with pytest.raises(FrameError, match=r"10 x 10 with 3 channels, but the first image is 160 x 96"):
            reader.read_rgb8(2)
        assert number_of(reader.read(3)) == 3


def test_depth_and_alpha_are_kept(tmp_path: Path) -> None:
    rgba = np.random.default_rng(1).integers(0, 65536, (HEIGHT, WIDTH, 4)).astype(np.uint16)
    cv2.imwrite(str(tmp_path / "deep.01.png"), cv2.cvtColor(rgba, cv2.COLOR_RGBA2BGRA))
    with open_media(tmp_path / "deep.01.png") as reader:
        assert (reader.media.bit_depth, reader.media.has_alpha) == (16, True)
        assert np.array_equal(reader.read(0), rgba)
        assert np.abs(reader.read_rgb8(0) - rgba[..., :3] / 257).max() <= 0.5


@pytest.mark.parametrize("extra", ["assocalpha", "unassalpha"])
def test_tiff_alpha_becomes_straight(extra: str, tmp_path: Path) -> None:
    straight = np.full((8, 8, 4), (40000, 20000, 10000, 32768), np.uint16)
    stored = straight.copy()
    if extra == "assocalpha":
        stored[..., :3] = straight[..., :3] // 2
    tifffile.imwrite(tmp_path / "a.tif", stored, photometric="rgb", extrasamples=[extra])
    assert np.abs(read_image(tmp_path / "a.tif").astype(int) - straight).max() <= 3


def test_exr_is_display_encoded_straight_and_whole(tmp_path: Path) -> None:
    """Stored: linear light, multiplied by alpha, only the part of the picture that holds something."""
    data = np.zeros((4, 6, 4), np.float32)
    data[...] = (0.214 * 0.5, 0.5, 2.0 * 0.5, 0.5)
    header = {
        "compression": OpenEXR.ZIP_COMPRESSION,
        "type": OpenEXR.scanlineimage,
        "displayWindow": (np.array([0, 0], np.int32), np.array([15, 9], np.int32)),
        "dataWindow": (np.array([3, 2], np.int32), np.array([8, 5], np.int32)),
    }
    OpenEXR.File(header, {"RGBA": data}).write(str(tmp_path / "light.0007.exr"))
    with open_media(tmp_path / "light.0007.exr") as reader:
        media, image, shown = reader.media, reader.read(0), reader.read_rgb8(0)
    assert (media.width, media.height, media.start_frame, media.has_alpha) == (16, 10, 7, True)
    assert image.dtype == np.float32
    assert image[0, 0].tolist() == [0, 0, 0, 0]
    assert image[2, 3] == pytest.approx([0.5, 1.0, 1.3532, 0.5], abs=1e-3)  # above white is kept
    assert shown[2, 3].tolist() == [127, 255, 255]


def test_a_missing_folder_and_images_without_numbers(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="no such"):
        open_media(tmp_path / "nowhere" / "shot.%04d.png")
    for name in ("a.png", "b.png"):
        os.link(sequence(tmp_path / "plate", range(1)) / "shot.0000.png", tmp_path / name)
    with pytest.raises(UserFacingError, match="not numbered"):
        open_media(tmp_path)
    with open_media(tmp_path / "a.png") as reader:  # a still is a clip of one frame
        assert reader.media.frame_count == 1
