"""Every format of the table with every content that it offers: written, proven, and read back."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

from app.document.project import Project
from app.document.timing import FrameRange
from app.engine.export.content import Rendered
from app.engine.export.formats import CONTENTS, FORMATS, Content
from app.engine.media_reader import open_media
from app.errors import UserFacingError
from tests.clips import Clip, unit, write_clip
from tests.engine.export.hair import delivered, hair
from tests.engine.export.scene import project_of, written

HELP = Path(__file__).resolve().parents[3] / "resources" / "help" / "export.md"
EVERY = [(name, content) for name, f in FORMATS.items() for content in f.contents]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("clip")
    return project_of(write_clip(folder / "clip.mp4", Clip(frames=10, options={"bf": "2", "crf": "4"})))


@pytest.mark.parametrize(("name", "content"), EVERY)
def test_what_the_table_offers_is_written_and_proven(
    name: str, content: Content, project: Project, tmp_path: Path
) -> None:
    form = FORMATS[name]
    path = tmp_path / f"out{'' if form.is_sequence else form.extension}"
    proof = written(project, name, path, frames=FrameRange(1, 4), content=content)
    assert proof.frames == 4
    assert (proof.exact == 4) == form.lossless
    assert [f.name for f in tmp_path.iterdir()] == [path.name]
    if name == "webp":
        with Image.open(path) as picture:
            assert (getattr(picture, "n_frames", 1), picture.size) == (4, (160, 96))
        return
    with open_media(path) as reader:
        assert reader.media.frame_count == 4
        image = unit(reader.read(2)) if name != "exr" else reader.read(2)
    assert image.shape[2] == (4 if content == "cutout" else 3) or name == "gif"
    inside, outside = image[48, 15 * 4], image[90, 5]
    if content == "cutout":
        assert inside[3] > 0.99
        assert outside[3] < 0.01
    elif content == "matte":
        assert inside[0] > 0.99
        assert outside[0] < 0.01


@pytest.fixture(scope="module")
def ntsc(tmp_path_factory: pytest.TempPathFactory) -> Project:
    clip = Clip(frames=40, rate=Fraction(30000, 1001), width=64, height=48)
    return project_of(write_clip(tmp_path_factory.mktemp("ntsc") / "clip.mp4", clip), 40)


@pytest.mark.parametrize("name", [name for name, f in FORMATS.items() if f.movie])
def test_rates_that_no_clock_has_exactly_are_proven_to_the_last_frame(
    name: str, ntsc: Project, tmp_path: Path
) -> None:
    path = tmp_path / f"out{FORMATS[name].extension}"
    assert written(ntsc, name, path).frames == 40


@pytest.mark.parametrize("name", ["png-mov", "ffv1", "png"])
def test_sixteen_bits_can_be_asked_for(name: str, project: Project, tmp_path: Path) -> None:
    form = FORMATS[name]
    path = tmp_path / f"out{'' if form.is_sequence else form.extension}"
    assert written(project, name, path, frames=FrameRange(0, 1), depth="16", content="matte").exact == 2
    with open_media(path) as reader:
        image = reader.read(0)
    assert image.dtype == np.uint16
    assert np.any(image % 257), "8 bits were blown up to 16"


def test_premultiplied_is_darker_at_the_edge_and_the_same_inside(project: Project, tmp_path: Path) -> None:
    for alpha in ("straight", "premultiplied"):
        written(project, "png", tmp_path / alpha, frames=FrameRange(0, 0), alpha=alpha)
    with open_media(tmp_path / "straight") as a, open_media(tmp_path / "premultiplied") as b:
        straight, multiplied = unit(a.read(0)), unit(b.read(0))
    assert np.array_equal(straight[..., 3], multiplied[..., 3])
    assert np.abs(multiplied[..., :3] - straight[..., :3] * straight[..., 3:]).max() < 1.01 / 255


def test_pixels_that_nothing_touched_are_the_source_s_own(project: Project, tmp_path: Path) -> None:
    assert project.media is not None
    written(project, "png", tmp_path / "out", frames=FrameRange(0, 0), content="composite")
    with open_media(project.media.path) as source, open_media(tmp_path / "out") as result:
        assert np.array_equal(source.read(0), result.read(0))


@pytest.mark.parametrize("full_range", [False, True])
def test_a_movie_of_an_untouched_picture_never_went_through_rgb(full_range: bool, tmp_path: Path) -> None:
    """All but lossless H.264 has the decoder's own luma, within the codec's error; through RGB it has not."""
    clip = Clip(frames=6, options={"crf": "1"}, full_range=full_range)
    plain = project_of(write_clip(tmp_path / "clip.mp4", clip), 6)
    written(plain, "prores422hq", tmp_path / "out.mov")
    lumas: list[np.ndarray] = []
    for path in (tmp_path / "clip.mp4", tmp_path / "out.mov"):
        with av.open(str(path)) as container:
            plane = next(container.decode(video=0)).planes[0]
        kind = np.uint8 if path.suffix == ".mp4" else np.uint16
        luma = np.frombuffer(memoryview(plane), kind).reshape(plane.height, -1)[:, : plane.width]
        lumas.append(luma.astype(float) / (1 if kind == np.uint8 else 4))
    source, result = lumas
    if full_range:
        source = source * 219 / 255 + 16
    assert np.abs(source - result).mean() < 0.3


@pytest.mark.parametrize(("name", "most"), [("matte-h264", 12), ("h264", 12), ("matte-prores", 2)])
def test_a_lossy_movie_of_a_matte_keeps_its_edge_and_hair(
    name: str, most: int, project: Project, tmp_path: Path
) -> None:
    """Encoders save where there is much contrast: edges were off by a fifth of the range, and keyed so."""
    path = tmp_path / f"out{FORMATS[name].extension}"
    drawn = [
        hair((96, 160), 60 + 4 * frame, radius=14, reach=45, count=40, turn=0.05 * frame)
        for frame in range(8)
    ]
    written(project, name, path, content="matte", render=lambda n, _: Rendered(drawn[n]))
    for matte, found in zip(drawn, delivered(path), strict=True):
        assert np.abs(found - 255 * matte).max() < most


def test_an_id_matte_has_the_masklets_own_colours_and_no_others(project: Project, tmp_path: Path) -> None:
    written(project, "png", tmp_path / "out", frames=FrameRange(0, 0), content="ids")
    with open_media(tmp_path / "out") as reader:
        colours = {tuple(c) for c in reader.read(0).reshape(-1, 3).tolist()}
    assert colours == {(0, 0, 0), *(m.colour for m in project.masklets)}


def test_what_a_format_cannot_do_is_said(project: Project, tmp_path: Path) -> None:
    cases: tuple[tuple[str, dict[str, Any], str], ...] = (
        ("h264", {"content": "cutout"}, "It has: composite, matte"),
        ("h264", {"alpha": "straight"}, "has no choice of alpha"),
        ("prores4444", {"depth": "8"}, "It has: 16"),
        ("png", {"cryptomatte": True}, "has no layers"),
        ("exr", {"cryptomatte": True, "compression": "dwaa"}, "do not survive"),
        ("png", {"timecode": "01:00:00:00"}, "no timecode track"),
        ("prores4444", {"timecode": "1h"}, "no timecode"),
        ("png", {"scale": 3.0}, "cannot be scaled"),
    )
    for name, options, says in cases:
        form = FORMATS[name]
        path = tmp_path / f"out{'' if form.is_sequence else form.extension}"
        with pytest.raises(UserFacingError) as caught:
            written(project, name, path, **options)
        assert says in f"{caught.value} {caught.value.hint}"
    assert not list(tmp_path.iterdir())


def test_a_png_tells_its_colours(project: Project, tmp_path: Path) -> None:
    written(project, "png", tmp_path / "out", frames=FrameRange(0, 0))
    with av.open(str(next((tmp_path / "out").iterdir()))) as container:
        picture = next(container.decode(video=0))
    assert (picture.color_primaries, picture.color_trc) == (1, 1)


def test_the_help_page_has_the_table() -> None:
    """One row for each format, with the same words."""
    page = HELP.read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([\w-]+)` \|(.*)\|$", page, re.MULTILINE))
    for name, form in FORMATS.items():
        row = rows[name]
        assert form.title in row
        assert form.use in row
        assert form.extension in row
        assert ("alpha" in row.split("|")[2]) == form.has_alpha
    for content, meaning in CONTENTS.items():
        assert f"`{content}`" in page
        assert meaning.partition(": ")[2] in page
