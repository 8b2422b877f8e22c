"""Every frame by its exact number, whatever the container did to the time stamps."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from app.document.media import ColourTags
from app.engine.media_errors import FrameError
from app.engine.media_reader import open_media, probe
from app.errors import UserFacingError
from tests.clips import FRAMES, HEIGHT, WIDTH, Clip, ffmpeg, number_of, picture, unit, write_clip

OPEN_GROUPS = {"x264-params": "bframes=5:b-pyramid=2:open-gop=1:keyint=12:min-keyint=6"}
UNEVEN = [40 * i + 80 * (i // 5) + 7 * (i // 3) for i in range(FRAMES)]
MPEG2 = {"bf": "2", "g": "12", "b": "4M"}

CLIPS = {
    "b-frames.mp4": Clip(rate=Fraction(24000, 1001)),
    "open groups.mp4": Clip(options=OPEN_GROUPS),
    "open groups.mkv": Clip(options=OPEN_GROUPS),
    "transport.ts": Clip(),
    "transport from ten seconds.ts": Clip(start=250),
    "programme.mpg": Clip("mpeg2video", options=MPEG2, container="vob"),
    "mpeg4.avi": Clip("mpeg4", options=MPEG2),
    "variable.mp4": Clip(pts=UNEVEN),
    "variable.mkv": Clip(pts=UNEVEN),
    "late.mp4": Clip(start=13),
    "interlaced.mp4": Clip(options={"flags": "+ilme+ildct", "x264-params": "tff=1", "g": "12"}),
    "intra.mov": Clip("prores_ks", "yuv422p10le", options={"profile": "3"}),
    "one.mp4": Clip(frames=1),
}


@pytest.mark.parametrize("name", CLIPS)
def test_any_frame_is_the_one_asked_for_and_the_same_however_it_was_reached(
    name: str, tmp_path: Path
) -> None:
    clip = CLIPS[name]
    path = write_clip(tmp_path / name, clip)
    with open_media(path) as reader:
        in_order = [reader.read_rgb8(i) for i in range(reader.media.frame_count)]
        assert [number_of(image) for image in in_order] == list(range(clip.frames))
        for frame in np.random.default_rng(3).permutation(clip.frames):
            assert np.array_equal(reader.read_rgb8(int(frame)), in_order[frame]), f"frame {frame}"


@pytest.mark.parametrize(
    ("options", "first", "count"),
    [(("-ss", "0.7"), 18, 18), (("-itsoffset", "0.5"), 0, FRAMES)],
    ids=["trimmed inside a group", "delayed"],
)
def test_edit_lists_are_obeyed(options: tuple[str, str], first: int, count: int, tmp_path: Path) -> None:
    source = write_clip(tmp_path / "source.mp4")
    ffmpeg(*options, "-i", source, "-c", "copy", tmp_path / "edited.mp4")
    with open_media(tmp_path / "edited.mp4") as reader:
        assert reader.media.frame_count == count
        assert [number_of(reader.read_rgb8(i)) for i in (0, count - 1, 5)] == [
            first,
            first + count - 1,
            first + 5,
        ]


@pytest.mark.parametrize(
    ("pixel_format", "codec", "depth", "dtype"),
    [
        ("yuv420p10le", "libx264", 10, np.uint16),
        ("yuv422p10le", "prores_ks", 10, np.uint16),
        ("yuv444p12le", "ffv1", 12, np.uint16),
        ("yuva444p10le", "prores_ks", 12, np.uint16),  # the decoder gives ProRes 4444 in 12 bits
        ("gbrp16le", "ffv1", 16, np.uint16),
        ("yuv444p", "ffv1", 8, np.uint8),
    ],
)
def test_depth_is_kept_and_white_is_full_white(
    pixel_format: str, codec: str, depth: int, dtype: type[np.generic], tmp_path: Path
) -> None:
    """libswscale's own 16-bit white is 65283 for YCbCr."""
    options = {"profile": "4"} if "444" in pixel_format and codec == "prores_ks" else {}
    options |= {"crf": "2"} if codec == "libx264" else {}
    path = write_clip(tmp_path / "deep.mkv", Clip(codec, pixel_format, frames=3, options=options))
    with open_media(path) as reader:
        image = reader.read(1)
        assert reader.media.bit_depth == depth
    assert image.dtype == dtype
    assert np.abs(unit(image[..., :3]) - unit(picture(1))).mean() < 0.006
    if depth > 8:
        from app.engine.video_pixels import PixelConverter

        white = av.VideoFrame.from_ndarray(np.full((16, 16, 3), 255, np.uint8), format="rgb24").reformat(
            format="yuv420p", dst_colorspace=1, src_color_range=2, dst_color_range=1
        )
        deep = white.reformat(format="yuv420p10le", src_color_range=1, dst_color_range=1)
        converted = PixelConverter(16, 16, "bt709", full_range=False).native(deep)
        assert converted.min() == converted.max() == 65535


@pytest.mark.parametrize(
    ("name", "clip"),
    [
        (
            "prores.mov",
            Clip("prores_ks", "yuva444p10le", frames=3, options={"profile": "4", "alpha_bits": "16"}),
        ),
        ("png.mov", Clip("png", "rgba", frames=3, options={})),
        ("vp8.webm", Clip("libvpx", "yuva420p", frames=3, options={"auto-alt-ref": "0", "b": "2M"})),
        (
            "vp9.webm",
            Clip(
                "libvpx-vp9", "yuva420p", frames=3, options={"auto-alt-ref": "0", "b": "2M", "cpu-used": "8"}
            ),
        ),
    ],
)
def test_alpha_is_kept(name: str, clip: Clip, tmp_path: Path) -> None:
    """FFmpeg's usual VP9 decoder drops the alpha without a word."""
    with open_media(write_clip(tmp_path / name, clip)) as reader:
        image = reader.read(2)
        assert reader.media.has_alpha
        assert reader.read_rgb8(2).shape[2] == 3
    assert np.abs(unit(image[..., 3]) - unit(picture(2, channels=4)[..., 3])).max() < 0.03


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_rotated_clips_are_upright(rotation: int, tmp_path: Path) -> None:
    path = write_clip(tmp_path / "turned.mp4", Clip(frames=3, rotation=rotation, aspect=Fraction(4, 3)))
    shown = ffmpeg("-i", path, "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1")
    with open_media(path) as reader:
        media, image = reader.media, reader.read_rgb8(0)
    assert (media.width, media.height) == ((HEIGHT, WIDTH) if rotation % 180 else (WIDTH, HEIGHT))
    assert media.pixel_aspect == ((3, 4) if rotation % 180 else (4, 3))
    expected = np.frombuffer(shown, np.uint8).reshape(media.height, media.width, 3)
    assert np.abs(image.astype(int) - expected).mean() < 3  # turned the other way it would be about 60


@pytest.mark.parametrize(
    ("clip", "tags"),
    [
        (Clip(matrix=1), ColourTags("bt709", "bt709", "bt709", "tv")),
        (Clip(matrix=5), ColourTags("bt470bg", "smpte170m", "bt470bg", "tv")),
        (Clip(matrix=1, full_range=True), ColourTags("bt709", "bt709", "bt709", "pc")),
        (Clip(matrix=5, tagged=False), None),  # small and untagged: BT.601
        (Clip(matrix=1, tagged=False, width=1280, height=64), None),  # wide and untagged: BT.709
    ],
    ids=["709", "601", "full range", "small untagged", "wide untagged"],
)
def test_colours_are_read_by_the_tags_or_by_size(clip: Clip, tags: ColourTags | None, tmp_path: Path) -> None:
    clip = replace(clip, frames=2, options={"crf": "4"}, pixel_format="yuv444p")
    with open_media(write_clip(tmp_path / "colours.mp4", clip)) as reader:
        if tags is not None:
            assert reader.media.colour == tags
        wanted = picture(1, clip.width, clip.height).astype(int)
        assert np.abs(reader.read_rgb8(1) - wanted).mean() < 2  # the other matrix or range: more than 4
        assert np.abs(reader.read(1) - wanted).mean() < 1


def test_what_a_file_says_about_itself(tmp_path: Path) -> None:
    clip = Clip(frames=5, beeps_at=(1,), metadata={"timecode": "01:00:00:10"}, rate=Fraction(30000, 1001))
    media = probe(write_clip(tmp_path / "said.mov", clip))
    assert (media.codec, media.pixel_format, media.bit_depth) == ("h264", "yuv420p", 8)
    assert media.has_audio
    assert not media.has_alpha
    assert media.timecode == "01:00:00:10"
    assert media.rate.fps == Fraction(30000, 1001)
    assert not media.is_variable_rate


def test_a_variable_rate_is_seen_and_the_mean_is_the_nominal_rate(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "variable.mp4", Clip(pts=UNEVEN))
    with open_media(path) as reader:
        assert reader.media.is_variable_rate
        assert float(reader.media.rate.fps) == pytest.approx(1000 * (FRAMES - 1) / UNEVEN[-1], rel=1e-3)
        assert reader.seconds(7) - reader.seconds(0) == pytest.approx(UNEVEN[7] / 1000)


def test_time_stamps_in_thousandths_do_not_make_a_rate_variable(tmp_path: Path) -> None:
    media = probe(write_clip(tmp_path / "film.mkv", Clip(rate=Fraction(24000, 1001))))
    assert media.rate.fps == Fraction(24000, 1001)
    assert not media.is_variable_rate


@pytest.mark.parametrize("name", ["cut.mkv", "cut.ts", "cut.mp4"])
def test_a_file_that_was_cut_off_opens_with_what_decodes(name: str, tmp_path: Path) -> None:
    path = write_clip(
        tmp_path / name, Clip(container_options={"movflags": "faststart"} if "mp4" in name else {})
    )
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * 0.6)])
    with open_media(path) as reader:
        count = reader.media.frame_count
        assert 5 < count < FRAMES
        assert [number_of(reader.read_rgb8(i)) for i in range(count)] == list(range(count))


def test_a_stream_that_begins_inside_a_group_counts_from_its_first_whole_frame(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "tuned in.ts", Clip(container_options={"mpegts_flags": "resend_headers"}))
    path.write_bytes(path.read_bytes()[188 * 40 :])
    with open_media(path) as reader:
        count = reader.media.frame_count
        numbers = [number_of(reader.read_rgb8(i)) for i in range(count)]
    assert numbers == list(range(FRAMES - count, FRAMES))


def test_packets_that_are_no_frames_of_their_own_do_not_count(tmp_path: Path) -> None:
    """As where a camera writes the two fields of a frame apart; here every other packet is filler."""
    source = write_clip(tmp_path / "source.mp4", Clip(options={"bf": "0", "g": "12"}))
    path = tmp_path / "padded.mkv"
    with av.open(str(source)) as clip, av.open(str(path), "w") as padded:
        stream = padded.add_stream_from_template(clip.streams.video[0])
        for packet in clip.demux(clip.streams.video[0]):
            if packet.pts is None or packet.dts is None or packet.time_base is None:
                continue
            filler = av.Packet(b"\0\0\0\2\x0c\x80")
            filler.pts, filler.dts, filler.time_base = packet.pts + 256, packet.dts + 256, packet.time_base
            for written in (packet, filler):
                written.stream = stream
                padded.mux(written)
    with open_media(path) as reader:
        assert (reader.media.frame_count, reader.media.rate.fps) == (FRAMES, 25)
        assert [number_of(reader.read_rgb8(i)) for i in (30, 3, 35, 12)] == [30, 3, 35, 12]


def test_a_damaged_frame_is_named_and_no_neighbour_is_shown_for_it(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "hurt.mov", Clip("png", "rgb24", frames=6, options={}))
    with av.open(str(path)) as container:
        entry = container.streams.video[0].index_entries[3]
    data = bytearray(path.read_bytes())
    data[entry.pos : entry.pos + entry.size] = bytes(entry.size)
    path.write_bytes(data)
    with open_media(path) as reader:
        with pytest.raises(FrameError, match=r"Frame 3 of hurt\.mov") as caught:
            reader.read(3)
        assert caught.value.frame == 3
        assert [number_of(reader.read_rgb8(i)) for i in (2, 4, 5)] == [2, 4, 5]


def test_a_frame_that_the_clip_does_not_have(tmp_path: Path) -> None:
    with open_media(write_clip(tmp_path / "short.mp4", Clip(frames=3))) as reader:
        for frame in (-1, 3):
            with pytest.raises(IndexError):
                reader.read_rgb8(frame)


def _bad_file(kind: str, folder: Path) -> Path:
    path = folder / f"{kind}.mp4"
    if kind == "empty":
        path.touch()
    elif kind == "text":
        path.write_text("not a clip\n" * 100)
    elif kind == "cut off":
        write_clip(path)
        path.write_bytes(path.read_bytes()[:-2000])
    elif kind == "sound":
        whole = write_clip(folder / "whole.mp4", Clip(frames=5, beeps_at=(1,)))
        ffmpeg("-i", whole, "-vn", "-c", "copy", path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "raw":
        path = folder / "raw.h264"
        ffmpeg("-i", write_clip(folder / "whole.mp4"), "-c", "copy", "-bsf:v", "h264_mp4toannexb", path)
    return path


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("missing", "there is no such file"),
        ("empty", "empty (0 bytes)"),
        ("text", "not a video file"),
        ("cut off", "cut off or damaged"),
        ("sound", "sound but no picture"),
        ("folder", "holds no images"),
        ("raw", "no time stamps"),
    ],
)
def test_what_is_not_a_clip_is_said_in_one_sentence_with_a_hint(kind: str, says: str, tmp_path: Path) -> None:
    path = _bad_file(kind, tmp_path)
    with pytest.raises(UserFacingError) as caught:
        open_media(path)
    assert says in str(caught.value)
    assert path.name in str(caught.value)
    assert caught.value.hint


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_clip(tmp_path / "closed.mp4", Clip(frames=2))
    monkeypatch.setattr("os.access", lambda *_: False)  # root may read everything
    with pytest.raises(UserFacingError, match="permission"):
        open_media(path)
