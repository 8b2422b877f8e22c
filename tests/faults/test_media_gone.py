"""Media that goes away or is damaged in the middle: what was done is kept, and the frame is named."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.document import edits
from app.document.media import Media
from app.document.prompts import Click
from app.document.timing import FrameRange
from app.engine.export.job import ExportRequest, export
from app.engine.media_reader import open_media, probe
from app.engine.requests import Failed, Tracked, TrackRequest
from app.engine.tracker import Tracker
from app.errors import UserFacingError
from tests.clips import Clip, write_clip
from tests.engine.export.scene import project_of
from tests.engine.test_tracker import FRAMES, FakePredictor, OneModel
from tests.faults.program import masklet


def images(folder: Path) -> Path:
    folder.mkdir()
    for number in range(FRAMES):
        picture = np.full((48, 64, 3), 20, np.uint8)
        picture[20:32, 4 * number : 4 * number + 12] = 230
        Image.fromarray(picture).save(folder / f"shot.{number + 1001}.png")
    return folder


def damaged(path: Path, first: int = 20, packets: int = 4) -> Path:
    """The clip with some packets in its middle overwritten, as a bad sector leaves them."""
    write_clip(path, Clip(frames=48, width=64, height=48, options={"bf": "0", "g": "1"}))
    import av

    with av.open(str(path)) as container:
        found = [(p.pos, p.size) for p in container.demux(video=0) if p.size and p.pos is not None]
    content = bytearray(path.read_bytes())
    for position, size in found[first : first + packets]:
        content[position : position + size] = bytes(size)
    path.write_bytes(bytes(content))
    return path


def track(media: Media, meanwhile: dict[int, Path]) -> list[object]:
    """The replies to a track of the whole clip; after so many answers that file or folder disappears."""
    project = edits.add_click(edits.add_masklet(edits.open_media(media)), 1, 0, Click(10, 25))
    tracker = Tracker(OneModel(), load=lambda entry, device: FakePredictor([]))
    request = TrackRequest(1, media, project.masklets, media.frames, 0)
    replies: list[object] = []
    for reply in tracker.handle(request, threading.Event()):
        replies.append(reply)
        if isinstance(reply, Tracked) and reply.done in meanwhile:
            gone = meanwhile[reply.done]
            shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    tracker.close()
    return replies


def test_images_that_disappear_while_tracking_end_it_in_a_sentence_and_the_answers_stay(
    tmp_path: Path,
) -> None:
    folder = images(tmp_path / "shot")
    replies = track(probe(folder), {4: folder})
    done = [r.frame for r in replies if isinstance(r, Tracked)]
    assert done[:4] == [0, 1, 2, 3]
    assert len(done) < FRAMES
    end = replies[-1]
    assert isinstance(end, Failed)
    assert f"Frame {done[-1] + 1} " in end.message
    assert "unexpected" not in end.message


def test_an_image_that_is_lost_while_tracking_is_named(tmp_path: Path) -> None:
    folder = images(tmp_path / "shot")
    replies = track(probe(folder), {2: folder / "shot.1009.png"})
    assert [r.frame for r in replies if isinstance(r, Tracked)] == list(range(8))
    end = replies[-1]
    assert isinstance(end, Failed)
    assert "Frame 8 of shot" in end.message


@pytest.mark.parametrize(("format_name", "name"), [("prores4444", "out.mov"), ("png", "out")])
def test_images_that_disappear_while_exporting_leave_no_export(
    tmp_path: Path, format_name: str, name: str
) -> None:
    folder = images(tmp_path / "shot")
    project = project_of(folder, FRAMES)
    steps = export(ExportRequest(project, format_name, tmp_path / name), threading.Event())
    next(steps)
    shutil.rmtree(folder)
    with pytest.raises(UserFacingError, match=r"shot"):
        list(steps)
    assert not list(tmp_path.iterdir())


def test_a_clip_that_is_gone_when_the_export_begins_is_named(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "clip.mp4", Clip(frames=4, width=64, height=48))
    project = project_of(clip, 4)
    clip.unlink()
    with pytest.raises(UserFacingError, match=r"clip\.mp4"):
        list(export(ExportRequest(project, "png", tmp_path / "out"), threading.Event()))
    assert not list(tmp_path.iterdir())


def test_a_damaged_frame_is_named_by_track_and_export_and_the_others_are_there(tmp_path: Path) -> None:
    clip = damaged(tmp_path / "clip.mp4")
    bad = next(f for f in range(48) if not _reads(clip, f))
    assert bad in range(20, 24)
    ran = masklet("track", clip, "--click", "8,25@0", "-o", tmp_path / "p.masklet")
    assert ran.returncode == 1
    assert f"Frame {bad} of clip.mp4 cannot be read" in ran.stderr
    assert "in and out points" in ran.stderr
    assert masklet("info", tmp_path / "p.masklet").returncode == 0, "what was tracked is saved"
    ran = masklet("export", tmp_path / "p.masklet", "--format", "png", "-o", tmp_path / "out")
    assert ran.returncode == 1
    assert f"Frame {bad} of clip.mp4 cannot be read" in ran.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == ["clip.mp4", "p.masklet"]
    before = ("export", tmp_path / "p.masklet", "--format", "png", "--out", bad - 1, "-o", tmp_path / "out")
    assert masklet(*before).returncode == 0
    assert len(FrameRange(0, bad - 1)) == len(list((tmp_path / "out").iterdir()))


def _reads(clip: Path, frame: int) -> bool:
    with open_media(clip) as reader:
        try:
            reader.read(frame)
        except UserFacingError:
            return False
    return True
