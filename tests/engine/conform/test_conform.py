"""Edits as Premiere, Resolve and Final Cut write them open on exactly the frames that they use."""

from __future__ import annotations

import random
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from urllib.parse import quote

import pytest

from app.document.timing import FrameRange, FrameRate
from app.engine.conform.conform import Conformed, conform, read_edit, save_projects
from app.engine.conform.edit_list import exact_rate
from app.engine.project_file import load_project
from app.errors import UserFacingError
from tests.clips import Clip, write_clip
from tests.faults.fuzz import mutated

FILM, NTSC, PAL = Fraction(24000, 1001), Fraction(30000, 1001), Fraction(25)


def media(path: Path, rate: Fraction, frames: int = 48, timecode: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    metadata = {"timecode": timecode} if timecode else {}
    clip = Clip("mjpeg", "yuvj420p", frames, rate, width=48, height=32, metadata=metadata, options={})
    return write_clip(path, clip)


def used(conformed: Conformed) -> list[tuple[str, FrameRange, int]]:
    return [
        (p.media.path.name, p.use.frames, p.use.record)
        for _, p in conformed.projects
        if p.media is not None and p.use is not None
    ]


def edl(folder: Path, text: str) -> Path:
    path = folder / "cut.edl"
    path.write_text(text, encoding="utf-8")
    return path


PREMIERE = """TITLE: reel 3
FCM: NON-DROP FRAME

001  AX       V     C        01:00:00:10 01:00:01:00 00:00:00:00 00:00:00:14
* FROM CLIP NAME: A001C003.mov
002  AX       AA/V  C        00:00:00:05 00:00:00:15 00:00:00:14 00:00:01:00
* FROM CLIP NAME: B.cam.mov
003  AX       A     C        00:00:00:05 00:00:00:15 00:00:00:14 00:00:01:00
* FROM CLIP NAME: B.cam.mov
004  BL       V     C        00:00:00:00 00:00:00:10 00:00:01:00 00:00:01:10
"""


def test_a_list_of_premiere_opens_the_used_frames_with_handles(tmp_path: Path) -> None:
    media(tmp_path / "footage" / "A001C003.mov", FILM, timecode="01:00:00:00")
    media(tmp_path / "footage" / "B.cam.mov", FILM)
    found = conform(edl(tmp_path, PREMIERE), [], handles=8)
    assert found.edit.rate.fps == FILM  # of the clips: a list does not say it
    assert used(found) == [("A001C003.mov", FrameRange(10, 23), 0), ("B.cam.mov", FrameRange(5, 14), 14)]
    (name, first), (_, second) = found.projects
    assert name == "010_A001C003.masklet"
    assert first.work_area == FrameRange(2, 31)
    assert second.work_area == FrameRange(0, 22)  # the clip has no more before
    assert [m.frame for m in first.markers] == [10, 23]


def test_projects_are_written_whole_and_never_over_others(tmp_path: Path) -> None:
    media(tmp_path / "A001C003.mov", FILM, timecode="01:00:00:00")
    media(tmp_path / "B.cam.mov", FILM)
    found = conform(edl(tmp_path, PREMIERE), [], handles=0)
    paths = save_projects(found, tmp_path / "shots")
    assert [load_project(p) for p in paths] == [p for _, p in found.projects]
    with pytest.raises(UserFacingError, match="exists already"):
        save_projects(found, tmp_path / "shots")


def test_drop_frame_and_reels_of_media_composer(tmp_path: Path) -> None:
    """Below FCM: DROP FRAME, Media Composer writes colons; ;00 and ;01 are left out at each minute."""
    media(tmp_path / "A001C003_R1AB.mov", NTSC, timecode="01:00:59;20")
    text = """TITLE: DF
FCM: DROP FRAME
001  A001C003 V     C        01:00:59:28 01:01:00:04 01:00:00:00 01:00:00:04
* FROM CLIP NAME:  scene 4 take 2
"""
    found = conform(edl(tmp_path, text), [], handles=0)
    assert used(found) == [("A001C003_R1AB.mov", FrameRange(8, 11), 0)]
    assert found.edit.start == "01:00:00;00"


def test_a_source_that_does_not_drop_is_counted_by_its_own_timecode(tmp_path: Path) -> None:
    media(tmp_path / "n.mov", NTSC, timecode="01:00:59:20")
    text = """FCM: DROP FRAME
001  AX V C 01:00:59;28 01:01:00;04 01:00:00;00 01:00:00;04
* FROM CLIP NAME: n.mov
"""
    assert used(conform(edl(tmp_path, text), [], handles=0))[0][1].first == 8


def test_a_dissolve_shows_both_clips_while_it_lasts_and_speed_takes_more_frames(tmp_path: Path) -> None:
    media(tmp_path / "a.mov", PAL)
    media(tmp_path / "b.mov", PAL)
    text = """TITLE: x
001  AX V C        00:00:00:00 00:00:00:10 01:00:00:00 01:00:00:10
* FROM CLIP NAME: a.mov
002  AX V C        00:00:00:10 00:00:00:10 01:00:00:10 01:00:00:10
002  AX V D    006 00:00:00:05 00:00:00:20 01:00:00:10 01:00:01:00
* FROM CLIP NAME: a.mov
* TO CLIP NAME: b.mov
003  AX V C        00:00:00:02 00:00:00:10 01:00:01:00 01:00:01:08
* FROM CLIP NAME: b.mov
M2   AX       050.0                00:00:00:02
"""
    found = conform(edl(tmp_path, text), [], handles=0)
    assert used(found) == [
        ("a.mov", FrameRange(0, 15), 0),
        ("b.mov", FrameRange(5, 19), 10),
        ("b.mov", FrameRange(2, 17), 25),
    ]
    assert any("200%" in note for note in found.notes)


def resolve_fcpxml(folder: Path, clip: Path) -> Path:
    """As Resolve writes: offsets from the sequence's timecode, source times from the clip's; 23.976."""
    url = "file://" + quote(str(clip))
    path = folder / "cut.fcpxml"
    path.write_text(
        f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE fcpxml>
<fcpxml version="1.9"><resources>
 <format id="r0" name="FFVideoFormat1080p2398" frameDuration="1001/24000s" width="1920" height="1080"/>
 <asset id="r2" name="A.mov" start="86486400/24000s" duration="48048/24000s" hasVideo="1" format="r0">
  <media-rep kind="original-media" src="{url}"/></asset>
</resources><library><event name="e"><project name="reel 3">
 <sequence tcStart="86486400/24000s" tcFormat="NDF" format="r0" duration="40040/24000s"><spine>
  <asset-clip ref="r2" name="A.mov" offset="86486400/24000s" start="86496410/24000s" duration="10010/24000s">
   <asset-clip ref="r2" lane="1" name="above" offset="86498412/24000s" start="86486400/24000s"
    duration="2002/24000s"/>
  </asset-clip>
  <gap name="Gap" offset="86496410/24000s" start="3600s" duration="10010/24000s"/>
  <asset-clip ref="r2" name="A.mov" offset="86506420/24000s" start="86486400/24000s" duration="5005/24000s"/>
 </spine></sequence></project></event></library></fcpxml>""",
        encoding="utf-8",
    )
    return path


def test_fcpxml_of_resolve_is_exact_at_23976(tmp_path: Path) -> None:
    clip = media(tmp_path / "my clips" / "A.mov", FILM, timecode="01:00:00:00")
    found = conform(resolve_fcpxml(tmp_path, clip), [], handles=0)
    assert found.edit.rate.fps == FILM
    assert found.edit.start == "01:00:00:00"
    assert used(found) == [
        ("A.mov", FrameRange(10, 19), 0),
        ("A.mov", FrameRange(0, 1), 2),  # connected: placed in its parent's own time
        ("A.mov", FrameRange(0, 4), 20),
    ]
    assert [e.track for e in found.edit.events] == ["V1", "V2", "V1"]


def test_fcpxml_of_final_cut_with_clips_in_clips(tmp_path: Path) -> None:
    """A `clip` with a `video` in it, a compound clip and half speed."""
    clip = media(tmp_path / "A.mov", PAL)
    path = tmp_path / "cut.fcpxml"
    path.write_text(
        f"""<fcpxml version="1.8"><resources>
 <format id="r1" frameDuration="100/2500s"/>
 <asset id="r2" name="A" src="file://{quote(str(clip))}" start="0s" duration="48/25s" hasVideo="1"
  format="r1"/>
 <media id="r3" name="nest"><sequence format="r1" duration="20/25s"><spine>
   <asset-clip ref="r2" name="A" offset="0s" start="4/25s" duration="20/25s"/></spine></sequence></media>
</resources><project name="fcp"><sequence format="r1" duration="4s"><spine>
 <clip name="A" offset="0s" start="6/25s" duration="10/25s">
  <video offset="0s" ref="r2" duration="48/25s"/></clip>
 <ref-clip ref="r3" name="nest" offset="10/25s" start="2/25s" duration="5/25s"/>
 <asset-clip ref="r2" name="slow" offset="15/25s" start="10/25s" duration="10/25s">
  <timeMap><timept time="0s" value="0s"/><timept time="96/25s" value="48/25s"/></timeMap></asset-clip>
 <title ref="r9" name="credits" offset="25/25s" duration="1s"/>
</spine></sequence></project></fcpxml>""",
        encoding="utf-8",
    )
    found = conform(path, [], handles=0)
    assert used(found) == [
        ("A.mov", FrameRange(6, 15), 0),
        ("A.mov", FrameRange(6, 10), 10),
        ("A.mov", FrameRange(5, 9), 15),
    ]


def test_final_cut_7_xml_of_premiere(tmp_path: Path) -> None:
    clip = media(tmp_path / "A.mov", NTSC, timecode="00:01:00;02")
    path = tmp_path / "cut.xml"
    path.write_text(
        f"""<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE xmeml><xmeml version="4"><sequence id="s">
 <name>seq</name><rate><timebase>30</timebase><ntsc>TRUE</ntsc></rate>
 <timecode><frame>107892</frame><displayformat>DF</displayformat></timecode>
 <media><video><track>
  <clipitem id="c1"><name>A.mov</name><enabled>TRUE</enabled>
   <in>10</in><out>20</out><start>0</start><end>10</end>
   <file id="f1"><name>A.mov</name><pathurl>file://localhost{quote(str(clip))}</pathurl>
    <rate><timebase>30</timebase><ntsc>TRUE</ntsc></rate><timecode><frame>1800</frame>
    <displayformat>DF</displayformat></timecode></file></clipitem>
  <clipitem id="c2"><name>A.mov</name><in>30</in><out>40</out><start>-1</start><end>30</end>
   <file id="f1"/></clipitem>
 </track></video></media></sequence></xmeml>""",
        encoding="utf-8",
    )
    found = conform(path, [], handles=0)
    assert found.edit.start == "01:00:00;00"
    assert used(found) == [("A.mov", FrameRange(10, 19), 0), ("A.mov", FrameRange(30, 39), 20)]


def test_otio_with_movies_image_sequences_and_a_dissolve(tmp_path: Path) -> None:
    import cv2
    import numpy as np
    import opentimelineio as otio

    clip = media(tmp_path / "A.mov", FILM, timecode="01:00:00:00")
    (tmp_path / "plate").mkdir()
    for number in range(1001, 1021):
        cv2.imwrite(str(tmp_path / "plate" / f"sh.{number}.png"), np.zeros((32, 48, 3), np.uint8))
    fps = float(FILM)

    def span(first: int, count: int) -> otio.opentime.TimeRange:
        time = otio.opentime.RationalTime
        return otio.opentime.TimeRange(time(first, fps), time(count, fps))

    movie = otio.schema.ExternalReference(clip.as_uri(), span(86400, 48))
    images = otio.schema.ImageSequenceReference(
        str(tmp_path / "plate"), "sh.", ".png", 1001, 1, fps, 4, available_range=span(1001, 20)
    )
    track = otio.schema.Track("V1")
    track.append(otio.schema.Clip("A", movie, span(86410, 10)))
    track.append(
        otio.schema.Transition(
            "", "SMPTE_Dissolve", otio.opentime.RationalTime(2, fps), otio.opentime.RationalTime(3, fps)
        )
    )
    track.append(otio.schema.Clip("sh", images, span(1005, 10)))
    timeline = otio.schema.Timeline("cut", global_start_time=otio.opentime.RationalTime(86400, fps))
    timeline.tracks.append(track)
    timeline.to_json_file(str(tmp_path / "cut.otio"))
    found = conform(tmp_path / "cut.otio", [], handles=0)
    assert used(found) == [("A.mov", FrameRange(10, 22), 0), ("sh.1001.png", FrameRange(2, 13), 8)]
    assert found.edit.start == "01:00:00:00"


def test_what_is_missing_is_all_said_and_another_folder_helps(tmp_path: Path) -> None:
    media(tmp_path / "elsewhere" / "A001C003.mov", FILM, timecode="01:00:00:00")
    media(tmp_path / "elsewhere" / "B.cam.mov", FILM)
    (tmp_path / "edit").mkdir()
    path = edl(tmp_path / "edit", PREMIERE)
    with pytest.raises(UserFacingError, match=r"A001C003.*B\.cam"):
        conform(path, [])
    assert len(conform(path, [tmp_path / "elsewhere"]).projects) == 2


def test_of_two_clips_of_a_name_the_one_with_the_frames_is_taken(tmp_path: Path) -> None:
    media(tmp_path / "a" / "A001C003.mov", FILM, timecode="05:00:00:00", frames=8)
    media(tmp_path / "b" / "A001C003.mov", FILM, timecode="01:00:00:00")
    media(tmp_path / "b" / "B.cam.mov", FILM)
    project = conform(edl(tmp_path, PREMIERE), []).projects[0][1]
    assert project.media is not None
    assert project.media.path.parent.name == "b"


@pytest.mark.parametrize("name", ["cut.otio", "cut.fcpxml", "cut.xml", "cut.edl", "cut.aaf"])
def test_damaged_edits_are_one_sentence(name: str, tmp_path: Path) -> None:
    for text in ("", "{}", "<fcpxml/>", "<xmeml><sequence/></xmeml>", '{"OTIO_SCHEMA": "Clip.1"}', "\0\1"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        with pytest.raises(UserFacingError):
            read_edit(tmp_path / name)


def test_edits_of_random_bytes_never_do_more_than_refuse(tmp_path: Path) -> None:
    clip = media(tmp_path / "A.mov", FILM, timecode="01:00:00:00")
    xml = resolve_fcpxml(tmp_path, clip).read_bytes()
    seeds = random.Random(7)
    for name, whole in [("x.fcpxml", xml), ("x.edl", PREMIERE.encode())]:
        for _ in range(400):
            (tmp_path / name).write_bytes(mutated(whole, seeds))
            with suppress(UserFacingError):
                read_edit(tmp_path / name)


def test_rounded_rates_are_meant_exactly() -> None:
    rates = [exact_rate(r).fps for r in (23.976, 23.98, 24, 29.97, 59.94, 25, 12.5)]
    assert rates == [FILM, FILM, 24, NTSC, Fraction(60000, 1001), 25, Fraction(25, 2)]
    assert exact_rate(float(FILM)) == FrameRate(FILM)
