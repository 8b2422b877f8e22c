"""Timelines put exports above their clips: read by OpenTimelineIO, by Apple's rules, and by ourselves."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import opentimelineio as otio
import pytest

from app.document import edits
from app.document.edit_use import EditUse
from app.document.project import Project
from app.document.timing import FrameRange, FrameRate
from app.engine.conform.conform import read_edit
from app.engine.conform.finding import Finder
from app.engine.conform.timeline import Delivered, timeline_of, write_timeline
from app.engine.media_reader import probe
from app.errors import UserFacingError
from tests.clips import Clip, write_clip

FILM, NTSC = Fraction(24000, 1001), Fraction(30000, 1001)

# Of Apple's document type definition 1.10: what the elements that are written may hold, in which order, and
# their attributes.
ANCHORED = "(?:asset-clip )*"
CHILDREN = {
    "fcpxml": "resources library ",
    "resources": "(?:format |asset )*",
    "format": "",
    "asset": "(?:media-rep )+",
    "media-rep": "",
    "library": "(?:event )*",
    "event": "(?:project )*",
    "project": "sequence ",
    "sequence": "spine ",
    "spine": "(?:asset-clip |gap )*",
    "asset-clip": ANCHORED,
    "gap": ANCHORED,
}
CLIP = "ref lane offset name start duration enabled format tcStart tcFormat"
ATTRIBUTES = {
    "fcpxml": "version",
    "format": "id name frameDuration fieldOrder width height paspH paspV colorSpace",
    "asset": "id name uid start duration hasVideo format hasAudio audioSources audioChannels",
    "media-rep": "kind sig src suggestedFilename",
    "event": "name uid",
    "project": "name uid id modDate",
    "sequence": "format duration tcStart tcFormat",
    "asset-clip": CLIP,
    "gap": "name offset start duration enabled",
}


def check_by_apples_rules(text: str) -> None:
    root = ET.fromstring(text)
    ids = {e.attrib["id"] for e in root.iter() if "id" in e.attrib}
    duration = {f.attrib["id"]: seconds(f.attrib["frameDuration"]) for f in root.iter("format")}
    sequence = next(root.iter("sequence"))
    for element in root.iter():
        held = "".join(f"{child.tag} " for child in element)
        assert re.fullmatch(CHILDREN[element.tag], held), (element.tag, held)
        assert set(element.attrib) <= set(ATTRIBUTES.get(element.tag, "").split()), element.attrib
        for name in ("ref", "format"):
            assert element.get(name) is None or element.get(name) in ids
        if element.tag in ("asset-clip", "gap", "sequence"):
            frames = seconds(element.attrib["duration"]) / duration[sequence.attrib["format"]]
            assert frames.denominator == 1, "not on a frame boundary"


def seconds(text: str) -> Fraction:
    return Fraction(text.removesuffix("s"))


def movie(path: Path, rate: Fraction, frames: int, timecode: str = "") -> Path:
    metadata = {"timecode": timecode} if timecode else {}
    clip = Clip("mjpeg", "yuvj420p", frames, rate, width=48, height=32, metadata=metadata, options={})
    return write_clip(path, clip)


def used(project: Project, event: int, frames: FrameRange, record: int) -> Project:
    rate, start = FrameRate(FILM), "01:00:00:00"
    return edits.set_use(project, EditUse("reel 3", event, frames, record, rate, start, "A001C003"), 4)


@pytest.fixture
def delivered(tmp_path: Path) -> list[Delivered]:
    """Two shots of an edit at 23.976 with a gap between them, each exported with its handles."""
    plate = probe(movie(tmp_path / "A 1.mov", FILM, 48, "10:00:00:00"))
    other = probe(movie(tmp_path / "B.mov", FILM, 30))
    first = used(edits.open_media(plate), 1, FrameRange(10, 19), 0)
    second = used(edits.open_media(other), 2, FrameRange(0, 5), 15)
    mattes = [
        probe(movie(tmp_path / "010.mov", FILM, len(first.work_area), "10:00:00:06")),
        probe(movie(tmp_path / "020.mov", FILM, len(second.work_area))),
    ]
    projects = [(first, mattes[0]), (second, mattes[1])]
    return [Delivered(p, p.work_area, (matte,)) for p, matte in projects]


def events_of(path: Path) -> list[tuple[str, FrameRange, int, str]]:
    finder = Finder([path.parent])
    found = []
    for event in read_edit(path, FrameRate(FILM)).events:
        media, frames = finder.find(event)
        found.append((media.path.name, frames, event.record, event.track))
    return found


EXPECTED = [
    ("A 1.mov", FrameRange(10, 19), 0, "V1"),
    ("010.mov", FrameRange(4, 13), 0, "V2"),
    ("B.mov", FrameRange(0, 5), 15, "V1"),
    ("020.mov", FrameRange(0, 5), 15, "V2"),
]


@pytest.mark.parametrize("suffix", [".otio", ".fcpxml"])
def test_what_is_written_is_read_again(delivered: list[Delivered], tmp_path: Path, suffix: str) -> None:
    (path,) = write_timeline(timeline_of("reel 3", delivered), tmp_path / f"out{suffix}")
    assert events_of(path) == EXPECTED
    assert read_edit(path).start == "01:00:00:00"


def test_fcpxml_keeps_to_apples_rules_and_exact_times(delivered: list[Delivered], tmp_path: Path) -> None:
    (path,) = write_timeline(timeline_of("reel 3", delivered), tmp_path / "out.fcpxml")
    text = path.read_text(encoding="utf-8")
    check_by_apples_rules(text)
    spine = next(ET.fromstring(text).iter("spine"))
    assert [e.tag for e in spine] == ["asset-clip", "gap", "asset-clip"]
    (above,) = spine[0]
    assert seconds(above.attrib["offset"]) == seconds(spine[0].attrib["start"])  # in its parent's time
    assert seconds(spine[0].attrib["start"]) == (36000 * 24 + 10) / FILM  # the clip's timecode
    assert seconds(above.attrib["start"]) == (36000 * 24 + 10) / FILM  # the export carries it on
    assert next(ET.fromstring(text).iter("media-rep")).get("src") == (tmp_path / "A 1.mov").as_uri()


def test_otio_has_references_that_others_resolve(delivered: list[Delivered], tmp_path: Path) -> None:
    (path,) = write_timeline(timeline_of("reel 3", delivered), tmp_path / "out.otio")
    timeline: Any = otio.adapters.read_from_file(str(path))
    assert [t.name for t in timeline.video_tracks()] == ["V1", "V2"]
    plate, above = (track[0] for track in timeline.video_tracks())
    assert plate.media_reference.target_url == (tmp_path / "A 1.mov").as_uri()
    assert plate.range_in_parent() == above.range_in_parent()
    assert plate.source_range.start_time.to_timecode() == "10:00:00:10"
    assert plate.metadata["cmx_3600"]["reel"] == "A001C003"
    assert timeline.global_start_time.to_timecode() == "01:00:00:00"


def test_an_edl_holds_one_track_each(delivered: list[Delivered], tmp_path: Path) -> None:
    paths = write_timeline(timeline_of("reel 3", delivered), tmp_path / "out.edl")
    assert [p.name for p in paths] == ["out_V1.edl", "out_V2.edl"]
    rows = [[(n, f, r) for n, f, r, _ in events_of(p)] for p in paths]
    assert rows == [[e[:3] for e in EXPECTED if e[3] == track] for track in ("V1", "V2")]
    first = paths[0].read_text(encoding="utf-8").splitlines()
    assert first[0:2] == ["TITLE: reel 3", "FCM: NON-DROP FRAME"]
    assert first[3].split()[:4] == ["001", "A001C003", "V", "C"]
    assert first[3].split()[4:] == ["10:00:00:10", "10:00:00:20", "01:00:00:00", "01:00:00:10"]
    others: Any = otio.adapters.read_from_file(str(paths[1]), rate=24)
    clips = list(others.find_clips())
    assert [c.name for c in clips] == ["010.mov", "020.mov"]
    assert clips[0].source_range.start_time.to_timecode() == "10:00:00:10"


def test_drop_frame_goes_out_as_drop_frame(tmp_path: Path) -> None:
    plate = probe(movie(tmp_path / "d.mov", NTSC, 20, "00:00:59;20"))
    project = edits.open_media(plate)
    timeline = timeline_of("d", [Delivered(project, plate.frames, (plate,))])
    (first, _) = write_timeline(timeline, tmp_path / "d.edl")
    line = first.read_text(encoding="utf-8").splitlines()
    assert line[1] == "FCM: DROP FRAME"
    assert line[3].split()[4:] == ["00:00:59;20", "00:01:00;12", "01:00:00;00", "01:00:00;20"]
    (file,) = write_timeline(timeline, tmp_path / "d.fcpxml")
    assert next(ET.fromstring(file.read_text()).iter("sequence")).get("tcFormat") == "DF"


def test_clips_that_are_seen_together_lie_on_layers_of_their_own(
    delivered: list[Delivered], tmp_path: Path
) -> None:
    (clip, matte) = (delivered[0].project.media, delivered[0].files[0])
    assert clip is not None
    third = used(edits.open_media(clip), 3, FrameRange(10, 19), 3)
    (path,) = write_timeline(
        timeline_of("x", [*delivered, Delivered(third, third.work_area, (matte,))]), tmp_path / "x.fcpxml"
    )
    check_by_apples_rules(path.read_text(encoding="utf-8"))
    assert [(r, t) for n, _, r, t in events_of(path) if n == "A 1.mov"] == [(0, "V1"), (3, "V3")]


def test_image_sequences_go_out_as_otio_and_a_short_export_is_refused(
    delivered: list[Delivered], tmp_path: Path
) -> None:
    import cv2
    import numpy as np

    (tmp_path / "png").mkdir()
    for number in range(1001, 1001 + len(delivered[0].frames)):
        cv2.imwrite(str(tmp_path / "png" / f"png.{number}.png"), np.zeros((32, 48), np.uint8))
    images = probe(tmp_path / "png")
    timeline = timeline_of("x", [Delivered(delivered[0].project, delivered[0].frames, (images,))])
    (path,) = write_timeline(timeline, tmp_path / "x.otio")
    clip: Any = otio.adapters.read_from_file(str(path)).video_tracks()[1][0]
    url = clip.media_reference.target_url_for_image_number(4)
    assert url == (tmp_path / "png" / "png.1005.png").as_uri()
    assert events_of(path)[1] == ("png.1001.png", FrameRange(4, 13), 0, "V2")
    with pytest.raises(UserFacingError, match="image sequence"):
        write_timeline(timeline, tmp_path / "x.fcpxml")
    whole = delivered[0].project.media
    assert whole is not None
    with pytest.raises(UserFacingError, match="48 frames, and 18"):
        timeline_of("x", [Delivered(delivered[0].project, delivered[0].frames, (whole,))])
    with pytest.raises(UserFacingError, match="no kind of timeline"):
        write_timeline(timeline, tmp_path / "x.aaf")
