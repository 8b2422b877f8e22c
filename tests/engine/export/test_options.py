"""Numbers, ranges, chunks, names, hold-outs and sound: what departments ask of a delivery."""

from __future__ import annotations

import threading
from pathlib import Path

import av
import numpy as np
import pytest

from app.document import edits
from app.document.project import Project
from app.document.timing import FrameRange
from app.engine.conform.conform import read_edit
from app.engine.conform.finding import Finder
from app.engine.export.job import ExportRequest, export, requests_of
from app.engine.export.options import ExportOptions
from app.engine.matte import frame_matte
from app.engine.media_reader import open_media, probe
from app.errors import UserFacingError
from tests.clips import Clip, beeps_s, ffmpeg, number_of, unit, write_clip
from tests.engine.export.scene import project_of, written


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    clip = Clip(frames=24, options={"bf": "2", "crf": "4"}, metadata={"timecode": "01:00:00:20"})
    return project_of(write_clip(tmp_path_factory.mktemp("clip") / "clip.mov", clip), 24)


def names(folder: Path) -> list[str]:
    return sorted(f.name for f in folder.iterdir())


def test_images_begin_with_the_number_and_have_the_digits_asked_for(project: Project, tmp_path: Path) -> None:
    written(project, "png", tmp_path / "shot", frames=FrameRange(5, 6), first_number=1001, padding=6)
    assert names(tmp_path / "shot") == ["shot.001001.png", "shot.001002.png"]


def test_handles_are_added_as_far_as_the_clip_has_them(project: Project, tmp_path: Path) -> None:
    written(project, "h264", tmp_path / "out.mp4", frames=FrameRange(3, 20), handles=4)
    with open_media(tmp_path / "out.mp4") as reader:
        assert reader.media.frame_count == 24
        assert number_of(reader.read_rgb8(0)) == 0
        assert number_of(reader.read_rgb8(23)) == 23


def test_chunks_make_the_same_folder_as_one_export(project: Project, tmp_path: Path) -> None:
    whole = FrameRange(2, 9)
    written(project, "exr", _made(tmp_path / "one") / "shot", frames=whole)
    folder = _made(tmp_path / "farm") / "shot"
    for chunk in (FrameRange(7, 9), FrameRange(2, 4), FrameRange(5, 6), FrameRange(2, 4)):  # one is retried
        written(project, "exr", folder, frames=whole, chunk=chunk, overwrite=True)
    assert names(folder) == names(tmp_path / "one" / "shot")
    for name in names(folder):
        assert (folder / name).read_bytes() == (tmp_path / "one" / "shot" / name).read_bytes()


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_chunks_count_from_the_whole_range(project: Project, tmp_path: Path) -> None:
    written(
        project, "png", tmp_path / "shot", frames=FrameRange(2, 9), chunk=FrameRange(8, 9), first_number=1001
    )
    assert names(tmp_path / "shot") == ["shot.1007.png", "shot.1008.png"]
    for format_name, chunk in (("h264", FrameRange(2, 4)), ("png", FrameRange(8, 12))):
        with pytest.raises(UserFacingError, match="chunk"):
            written(project, format_name, tmp_path / "x", frames=FrameRange(2, 9), chunk=chunk)


def test_core_and_edge_are_the_matte_in_two(project: Project, tmp_path: Path) -> None:
    pictures = {}
    for part in ("whole", "core", "edge"):
        folder = tmp_path / part
        written(
            project,
            "png",
            folder,
            frames=FrameRange(2, 2),
            content="matte",
            depth="16",
            part=part,
            core_px=3.0,
        )
        with open_media(folder) as reader:
            pictures[part] = unit(reader.read(0))[..., 0]
    assert np.abs(pictures["core"] + pictures["edge"] - pictures["whole"]).max() < 2e-5
    solid = pictures["core"] == 1
    assert solid.any()
    assert pictures["edge"][solid].max() == 0
    ring = (pictures["whole"] == 1) & ~solid  # inside, and not yet core
    assert ring.any()
    with pytest.raises(UserFacingError, match="parts of mattes"):
        written(project, "png", tmp_path / "x", frames=FrameRange(2, 2), part="core")
    with pytest.raises(UserFacingError, match="without layers"):
        written(project, "png", tmp_path / "x", frames=FrameRange(2, 2), part="both")


@pytest.mark.parametrize(("name", "kind"), [("out.mov", ".fcpxml"), ("out", ".otio")])
def test_a_timeline_stands_beside_the_export(project: Project, tmp_path: Path, name: str, kind: str) -> None:
    form = "prores4444" if name.endswith("mov") else "png"
    written(project, form, tmp_path / name, frames=FrameRange(4, 9), handles=2, timeline=kind)
    plate, above = read_edit(tmp_path / f"out{kind}").events
    media = [Finder([tmp_path]).find(event) for event in (plate, above)]
    assert [frames for _, frames in media] == [FrameRange(2, 11), FrameRange(0, 9)]
    with pytest.raises(UserFacingError, match="exists already"):
        written(project, "h264", tmp_path / "out.mp4", frames=FrameRange(4, 9), timeline=kind)


def test_a_hold_out_is_taken_away_from_every_matte(project: Project, tmp_path: Path) -> None:
    """ "dog minus cat": in the matte and in the cut-out."""
    dog, cat = (frame_matte(m, 2, 96, 160) for m in project.masklets)
    wanted = dog * (1 - cat)
    assert (dog * cat).max() > 0
    for content, channel in (("matte", 0), ("cutout", 3)):
        folder = tmp_path / content
        written(project, "png", folder, frames=FrameRange(2, 2), content=content, depth="16", holdouts=(2,))
        with open_media(folder) as reader:
            assert np.abs(unit(reader.read(0))[..., channel] - wanted).max() < 1e-4


def test_a_hold_out_also_cuts_what_effects_have_touched(project: Project, tmp_path: Path) -> None:
    touched = edits.add_effect(project, 1, "grade")
    written(touched, "png", tmp_path / "out", frames=FrameRange(2, 2), holdouts=(2,), depth="16")
    dog, cat = (frame_matte(m, 2, 96, 160) for m in project.masklets)
    with open_media(tmp_path / "out") as reader:
        assert np.abs(unit(reader.read(0))[..., 3] - dog * (1 - cat)).max() < 1e-4


def test_half_the_size_is_the_same_picture(project: Project, tmp_path: Path) -> None:
    written(project, "prores4444", tmp_path / "out.mov", frames=FrameRange(2, 5), scale=0.5)
    with open_media(tmp_path / "out.mov") as reader:
        assert (reader.media.width, reader.media.height) == (80, 48)
        alpha = unit(reader.read(0))[..., 3]
    whole = 1 - (1 - frame_matte(project.masklets[0], 2, 96, 160)) * (
        1 - frame_matte(project.masklets[1], 2, 96, 160)
    )
    assert np.abs(alpha - whole.reshape(48, 2, 80, 2).mean(axis=(1, 3))).max() < 0.01


def test_the_timecode_is_the_source_s_or_the_one_asked_for(project: Project, tmp_path: Path) -> None:
    for asked, found in (("source", "01:00:00:22"), ("10:00:00:00", "10:00:00:00"), ("none", "")):
        path = tmp_path / f"{asked[:2]}.mov"
        written(project, "prores422hq", path, frames=FrameRange(2, 4), timecode=asked)
        assert probe(path).timecode == found


def test_sound_is_copied_mixed_or_left_out(tmp_path: Path) -> None:
    one = write_clip(tmp_path / "one.mov", Clip(beeps_at=(4,)))
    two = write_clip(tmp_path / "two.mov", Clip(beeps_at=(20,)))
    both = tmp_path / "both.mov"
    ffmpeg("-i", one, "-i", two, "-map", "0:v", "-map", "0:a", "-map", "1:a", "-c", "copy", both)
    project = project_of(both, 30)
    for name, mode, tracks in (
        ("h264", "copy", 2),
        ("prores4444", "mix", 1),
        ("vp9", "mix", 1),
        ("h264", "none", 0),
    ):
        path = tmp_path / f"{name}-{mode}.{ {'h264': 'mp4', 'vp9': 'webm'}.get(name, 'mov') }"
        written(project, name, path, sound=mode)
        with av.open(str(path)) as container:
            assert len(container.streams.audio) == tracks
        if mode == "mix":
            assert beeps_s(path) == pytest.approx([4 / 25, 20 / 25], abs=0.02)


def test_tokens_in_the_name_and_one_export_for_each_masklet(project: Project, tmp_path: Path) -> None:
    request = ExportRequest(
        project,
        "matte-h264",
        tmp_path / "{clip}_{masklet}_{content}_{first}-{last}.mp4",
        FrameRange(2, 3),
        options=ExportOptions(handles=1),
    )
    each = requests_of(request, "my project")
    assert [r.path.name for r in each] == ["clip_dog_matte_1-4.mp4", "clip_the cat__matte_1-4.mp4"]
    assert [r.masklets for r in each] == [(1,), (2,)]
    assert (
        requests_of(ExportRequest(project, "png", tmp_path / "{project}"), "a/../b")[0].path.name == "a_.._b"
    )
    with pytest.raises(UserFacingError, match=r"There is no \{shot\}"):
        requests_of(ExportRequest(project, "png", tmp_path / "{shot}"))


def test_a_masklet_s_name_leads_nowhere_else(project: Project, tmp_path: Path) -> None:
    evil = edits.rename_masklet(project, 1, "../../etc/passwd")
    for request in requests_of(ExportRequest(evil, "png", tmp_path / "{masklet}")):
        assert request.path.parent == tmp_path
        list(export(request, threading.Event()))
    assert len(names(tmp_path)) == 2


def test_rgb_mattes_hold_three_at_most(project: Project, tmp_path: Path) -> None:
    more = edits.add_masklet(edits.add_masklet(project, "c"), "d")
    with pytest.raises(UserFacingError, match="one to three masklets, and 4 are chosen"):
        written(more, "png", tmp_path / "out", content="rgb-mattes")
    written(more, "png", tmp_path / "out", content="rgb-mattes", masklets=(1, 2), frames=FrameRange(2, 2))
    with open_media(tmp_path / "out") as reader:
        image = unit(reader.read(0))
    for channel, masklet in enumerate(project.masklets):
        assert np.abs(image[..., channel] - frame_matte(masklet, 2, 96, 160)).max() < 0.003
    assert image[..., 2].max() == 0
