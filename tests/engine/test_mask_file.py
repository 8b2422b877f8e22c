"""Masks come from other programs as black and white, greys, label numbers and colours."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.engine.mask_file import read_mask
from app.engine.samples import unpack_mask
from app.errors import UserFacingError

OBJECT = np.zeros((20, 30), bool)
OBJECT[5:12, 8:21] = True


def _colours() -> NDArray[np.uint8]:
    picture = np.zeros((20, 30, 3), np.uint8)
    picture[OBJECT] = (0, 0, 128)
    return picture


@pytest.mark.parametrize(
    "picture",
    [OBJECT.astype(np.uint8) * 255, OBJECT.astype(np.uint8), OBJECT.astype(np.uint16) * 65535, _colours()],
    ids=["white", "label 1", "16 bit", "colour"],
)
def test_what_is_not_black_is_the_object(tmp_path: Path, picture: NDArray[np.unsignedinteger]) -> None:
    cv2.imwrite(str(tmp_path / "m.png"), picture)
    assert np.array_equal(unpack_mask(read_mask(tmp_path / "m.png", 30, 20)), OBJECT)


def test_a_soft_edge_is_cut_in_the_middle(tmp_path: Path) -> None:
    picture = np.tile(np.linspace(0, 255, 30).astype(np.uint8), (20, 1))
    cv2.imwrite(str(tmp_path / "m.png"), picture)
    assert unpack_mask(read_mask(tmp_path / "m.png", 30, 20))[0].tolist() == [False] * 15 + [True] * 15


@pytest.mark.parametrize(
    ("width", "value", "told"), [(31, 255, "30 x 20 pixels, the clip 31 x 20"), (30, 0, "black all over")]
)
def test_a_mask_that_does_not_fit_is_refused(tmp_path: Path, width: int, value: int, told: str) -> None:
    cv2.imwrite(str(tmp_path / "m.png"), np.full((20, 30), value, np.uint8))
    with pytest.raises(UserFacingError, match=told):
        read_mask(tmp_path / "m.png", width, 20)


@pytest.mark.parametrize("content", [b"", b"not a picture"])
def test_a_file_that_is_no_picture_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "m.png").write_bytes(content)
    with pytest.raises(UserFacingError, match="not a picture"):
        read_mask(tmp_path / "m.png", 30, 20)


def _write_exr(path: Path, **channels: NDArray[np.float32]) -> Path:
    import OpenEXR

    with OpenEXR.File({"type": OpenEXR.scanlineimage}, dict(channels)) as file:
        file.write(str(path))
    return path


def test_a_matte_in_exr_is_taken_by_its_alpha_or_its_brightness(tmp_path: Path) -> None:
    soft = OBJECT.astype(np.float32) * 0.9
    flat = np.full_like(soft, 0.3)
    cut_out = _write_exr(tmp_path / "a.exr", R=flat, G=flat, B=flat, A=soft)
    luma = _write_exr(tmp_path / "y.exr", Y=soft)
    opaque = _write_exr(tmp_path / "o.exr", R=soft, G=soft * 0, B=soft * 0, A=np.ones_like(soft))
    for path in (cut_out, luma, opaque):
        assert np.array_equal(unpack_mask(read_mask(path, 30, 20)), OBJECT), path.name


def test_a_matte_in_float_tiff_is_taken(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "m.tif"), OBJECT.astype(np.float32))
    assert np.array_equal(unpack_mask(read_mask(tmp_path / "m.tif", 30, 20)), OBJECT)


def test_a_damaged_exr_is_refused(tmp_path: Path) -> None:
    (tmp_path / "m.exr").write_bytes(b"no picture")
    with pytest.raises(UserFacingError, match=r"m\.exr"):
        read_mask(tmp_path / "m.exr", 30, 20)
