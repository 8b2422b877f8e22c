"""A frame in the wrong place, a wrong picture or a wrong tag fails the export; the rest is said honestly."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app.document.media import ColourTags
from app.document.project import Project
from app.document.timing import FrameRange
from app.engine.export import movie_writer, png_image
from app.engine.export.ffmpeg import FfmpegPipe
from app.engine.export.formats import FORMATS
from app.engine.export.proof import ProofError
from app.engine.video_reader import VideoReader
from tests.clips import FRAMES, Clip, write_clip
from tests.engine.export.scene import project_of, written

LOSSY = [n for n, f in FORMATS.items() if not f.is_sequence and not f.lossless]
WHOLE = FrameRange(2, 17)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    options = {"bf": "3", "g": "12", "crf": "4"}
    clip = write_clip(tmp_path_factory.mktemp("clip") / "clip.mp4", Clip(frames=20, options=options))
    return project_of(clip, 20, absent=())


def swapped(first: int, second: int) -> Callable[[FfmpegPipe, NDArray[Any]], None]:
    """A pipe that writes two frames in each other's place."""
    send = FfmpegPipe.write
    frames: list[NDArray[Any]] = []

    def write(self: FfmpegPipe, pixels: NDArray[Any]) -> None:
        frames.append(pixels.copy())
        if len(frames) == len(WHOLE):
            frames[first], frames[second] = frames[second], frames[first]
            for frame in frames:
                send(self, frame)

    return write


def late(self: FfmpegPipe, pixels: NDArray[Any], *, send: Any = FfmpegPipe.write) -> None:
    """Each frame one place later: the first twice, the last never."""
    before = getattr(self, "before", pixels)
    self.before = pixels.copy()  # type: ignore[attr-defined]
    send(self, before)


@pytest.mark.parametrize("name", [*LOSSY, "ffv1", "qtrle"])
def test_an_off_by_one_fails_the_export(
    name: str, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FfmpegPipe, "write", late)
    path = tmp_path / f"out{FORMATS[name].extension}"
    with pytest.raises(ProofError, match=r"its frame 2 (shows another frame|is read back with other values)"):
        written(project, name, path, frames=WHOLE, report=True)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["h264", "prores4444", "matte-h264"])
def test_two_frames_in_each_other_s_place_fail_the_export(
    name: str, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FfmpegPipe, "write", swapped(5, 6))
    with pytest.raises(ProofError, match="its frame 6 shows another frame"):
        written(project, name, tmp_path / f"out{FORMATS[name].extension}", frames=WHOLE)


def test_a_source_frame_that_was_misread_fails_the_export(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader that exports is one frame off; the one that checks is not."""
    readers: list[VideoReader] = []
    read = VideoReader._last

    def off_by_one(self: VideoReader, frame: int) -> Any:
        readers.append(self)
        return read(self, frame + 1 if self is readers[0] else frame)

    monkeypatch.setattr(VideoReader, "_last", off_by_one)
    with pytest.raises(ProofError, match=r"frame \d+ of clip\.mp4 is another picture when it is read again"):
        written(project, "h264", tmp_path / "out.mp4", frames=WHOLE)
    assert not list(tmp_path.iterdir())


def test_wrong_tags_fail_the_export(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ycbcr = movie_writer._ycbcr
    wrong = ColourTags("smpte170m", "smpte170m", "smpte170m", "tv")
    monkeypatch.setattr(movie_writer, "_ycbcr", lambda _, *more: ycbcr(wrong, *more))
    with pytest.raises(
        ProofError, match="read back as smpte170m/smpte170m/smpte170m instead of bt709/bt709/bt709"
    ):
        written(project, "h264", tmp_path / "out.mp4", frames=WHOLE)
    assert not list(tmp_path.iterdir())


def test_an_image_that_is_read_back_otherwise_fails_the_export(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = png_image.PngImages.write

    def flipped(self: Any, file: Path, packed: NDArray[Any], frame: int) -> None:
        write(self, file, packed[::-1] if frame == 5 else packed, frame)

    monkeypatch.setattr(png_image.PngImages, "write", flipped)
    with pytest.raises(ProofError, match=r"out\.0005\.png was not written"):
        written(project, "png", tmp_path / "out", frames=WHOLE)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", LOSSY)
def test_every_moving_frame_is_told_from_its_neighbours(name: str, project: Project, tmp_path: Path) -> None:
    proof = written(project, name, tmp_path / f"out{FORMATS[name].extension}", frames=WHOLE)
    assert (proof.frames, proof.alike, proof.alone) == (16, 16, 0)


def test_static_footage_is_said_to_be_proven_by_its_times_alone(tmp_path: Path) -> None:
    """Frames 0 to 9 are the same picture; then it moves."""
    folder = tmp_path / "plate"
    folder.mkdir()
    for number in range(16):
        image = np.full((96, 160, 3), 60, np.uint8)
        image[30:60, 40 + 4 * max(0, number - 9) :][:, :30] = 200
        from app.opencv import cv2

        cv2().imwrite(str(folder / f"plate.{number:04d}.png"), image)
    project = project_of(folder, 0)
    path = tmp_path / "out.mp4"
    proof = written(project, "h264", path, frames=FrameRange(0, 15), report=True)
    assert (proof.frames, proof.alone) == (16, 10)
    text = (tmp_path / "out.mp4.report.txt").read_text(encoding="utf-8")
    assert "10 look like a neighbour" in text
    assert "proven by count and time stamp only" in text


def test_a_source_of_variable_rate_with_b_frames_is_proven_and_reported(tmp_path: Path) -> None:
    pts = [40 * i + 80 * (i // 5) + 7 * (i // 3) for i in range(FRAMES)]
    options = {"bf": "3", "g": "12", "crf": "4"}
    project = project_of(write_clip(tmp_path / "phone.mp4", Clip(pts=pts, options=options)), FRAMES)
    proof = written(project, "prores4444", tmp_path / "out.mov", report=True, handles=3)
    assert proof.frames == FRAMES
    text = (tmp_path / "out.mov.report.txt").read_text(encoding="utf-8")
    assert "variable rate" in text
    assert f"{FRAMES} frames found, none missing, none more" in text
    assert f"frame 35 at {pts[35] / 1000:.4f} s" in text
    assert "colour tags read back: bt709/bt709/bt709, limited range" in text
    assert len(text.splitlines()) < 40


def test_a_cancel_during_the_proof_leaves_nothing(project: Project, tmp_path: Path) -> None:
    import threading

    from app.engine.export.job import ExportCancelled, ExportRequest, export

    cancel = threading.Event()
    steps = export(ExportRequest(project, "h264", tmp_path / "out.mp4", frames=WHOLE), cancel)
    for _ in WHOLE:
        next(steps)
    cancel.set()
    with pytest.raises(ExportCancelled):
        next(steps)
    assert not list(tmp_path.iterdir())
