"""A clip that moved is found by its content, under another name too, and no other is taken for it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from app.document.media import Media
from app.document.timing import FrameRate
from app.engine.fingerprint import fingerprint
from app.engine.media_reader import probe
from app.engine.relink import find_media, is_same_clip
from tests.engine.test_media_sequence import sequence


def media(path: Path, content: str) -> Media:
    return Media(path, 64, 48, FrameRate(Fraction(25)), 9, fingerprint=content)


def test_a_renamed_clip_is_found_by_its_content(tmp_path: Path) -> None:
    clip = tmp_path / "a" / "shot.mov"
    clip.parent.mkdir()
    clip.write_bytes(bytes(range(256)) * 2000)
    known = media(clip, fingerprint(clip))
    moved = tmp_path / "deep" / "er" / "renamed.mov"
    moved.parent.mkdir(parents=True)
    clip.rename(moved)
    (tmp_path / "shot.mov").write_bytes(b"another clip of that name")
    assert find_media(known, tmp_path) == moved
    assert is_same_clip(known, moved)
    assert not is_same_clip(known, tmp_path / "shot.mov")


def test_a_clip_of_an_older_project_is_found_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "shot.mov").write_bytes(b"x")
    assert find_media(media(Path("/gone/shot.mov"), ""), tmp_path) == tmp_path / "shot.mov"
    assert find_media(media(Path("/gone/other.mov"), ""), tmp_path) is None


def test_a_change_in_the_middle_is_another_content(tmp_path: Path) -> None:
    clip = tmp_path / "c.mov"
    clip.write_bytes(bytes(300_000))
    before = fingerprint(clip)
    data = bytearray(300_000)
    data[160_000] = 1
    clip.write_bytes(data)
    assert fingerprint(clip) != before
    assert fingerprint(tmp_path / "none.mov") == ""


def test_a_renamed_sequence_is_found_by_more_than_its_first_image(tmp_path: Path) -> None:
    plate = sequence(tmp_path / "plate", range(1001, 1006))
    known = probe(plate)
    other = sequence(
        tmp_path / "shots" / "a", range(1001, 1004), "look.%04d.png"
    )  # begins with the same image
    moved = tmp_path / "shots" / "b"
    plate.rename(moved)
    for image in moved.iterdir():
        image.rename(image.with_name(image.name.replace("shot", "renamed")))
    assert find_media(known, tmp_path) == moved / "renamed.1001.png"
    assert is_same_clip(known, moved / "renamed.1004.png")  # any of its images opens it
    assert not is_same_clip(known, other / "look.1001.png")


def test_a_sequence_of_an_older_project_is_known_by_its_first_image(tmp_path: Path) -> None:
    plate = sequence(tmp_path / "plate", range(1001, 1004))
    known = replace(probe(plate), fingerprint=fingerprint(plate / "shot.1001.png"))
    assert is_same_clip(known, plate / "shot.1001.png")
    assert not is_same_clip(known, plate / "shot.1002.png")
