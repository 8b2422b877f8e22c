"""What is exported is decoded again and compared, number by number."""

from __future__ import annotations

import shutil
import threading
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.document import edits
from app.document.media import ColourTags
from app.document.timing import FrameRange
from app.engine.export.formats import FORMATS
from app.engine.export.job import ExportCancelled, ExportRequest, Renderer, export
from app.engine.export.options import ExportOptions
from app.engine.image_file import read_image
from app.engine.media_reader import open_media, probe
from app.errors import UserFacingError
from tests.clips import FRAMES, Clip, beeps_s, ffmpeg, number_of, unit, write_clip

MOVIES = [name for name, f in FORMATS.items() if not f.is_sequence and f.colour_tags]


def matte(frame: int, height: int, width: int) -> NDArray[np.float32]:
    """A soft disc that moves; it leaves the barcode's row free."""
    y, x = np.mgrid[0:height, 0:width]
    return np.clip((20 - np.hypot(x - 30 - 2 * frame, y - 60)) / 6 + 0.5, 0, 1).astype(np.float32)


def renderer(source: Path, format_name: str) -> Renderer:
    media = probe(source)

    def render(frame: int, pixels: NDArray[Any]) -> NDArray[np.float32]:
        alpha = matte(frame, media.height, media.width)
        content = FORMATS[format_name].content
        if content == "matte":
            return alpha
        alpha[:16] = 1  # the barcode
        rgba = np.dstack([unit(pixels[..., :3]), np.ones(pixels.shape[:2])]).astype(np.float32)
        return rgba * alpha[..., None] if content == "cutout" else rgba

    return render


def run(source: Path, format_name: str, path: Path, first: int = 4, last: int = 23, **more: Any) -> Path:
    request = ExportRequest(
        edits.open_media(probe(source)), format_name, path, FrameRange(first, last), **more
    )
    steps = list(export(request, threading.Event(), render=renderer(source, format_name)))
    total = last - first + 1
    assert [s.done for s in steps] == list(range(1, total + 1))
    assert all(s.total == total for s in steps)
    assert steps[-1].seconds_left == 0
    assert not list(path.parent.glob("*.part")), "a partial result was left"
    return path


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    options = {"bf": "2", "g": "12", "crf": "4"}
    folder = tmp_path_factory.mktemp("source")
    return write_clip(folder / "clip.mp4", Clip(beeps_at=(2, 10, 20), options=options))


@pytest.mark.parametrize("format_name", MOVIES)
def test_movies_hold_the_frames_of_the_range_and_their_mattes(
    format_name: str, clip: Path, tmp_path: Path
) -> None:
    path = run(clip, format_name, tmp_path / f"out{FORMATS[format_name].extension}")
    content = FORMATS[format_name].content
    with open_media(path) as reader, open_media(clip) as source:
        media = reader.media
        assert (media.frame_count, media.rate) == (20, source.media.rate)
        assert (media.colour.primaries, media.colour.transfer) == ("bt709", "bt709")
        if not FORMATS[format_name].lossless:
            assert media.colour == ColourTags("bt709", "bt709", "bt709", "tv")
        for i in (0, 11, 19):
            image, alpha = unit(reader.read(i)), matte(4 + i, media.height, media.width)
            if content == "matte":
                allowed = 0.01 if "prores" in format_name else 0.03
                assert np.abs(image[..., 0] - alpha).max() < allowed
                continue
            assert number_of(image) == 4 + i
            solid = alpha[20:] == 1 if content == "cutout" else np.ones_like(alpha[20:], bool)
            original = unit(source.read(4 + i))
            assert np.abs(image[20:, :, :3] - original[20:, :, :3])[solid].mean() < 0.012
            if content == "cutout":
                allowed = 0.03 if format_name == "vp9" else 0.002
                assert np.abs(image[20:, :, 3] - alpha[20:]).max() < allowed


@pytest.mark.parametrize("format_name", ["matte-h264", "matte-prores"])
def test_a_full_matte_is_full_white_and_none_is_black(format_name: str, clip: Path, tmp_path: Path) -> None:
    path = tmp_path / f"out{FORMATS[format_name].extension}"
    request = ExportRequest(edits.open_media(probe(clip)), format_name, path, FrameRange(0, 1))

    def half(_: int, pixels: NDArray[Any]) -> NDArray[np.float32]:
        return np.repeat(np.array([0, 1], np.float32), 80)[None].repeat(96, axis=0)

    list(export(request, threading.Event(), render=half))
    with av.open(str(path)) as container:
        luma = next(container.decode(video=0)).reformat(
            format="gray16le" if "prores" in format_name else "gray"
        )
    black, white = luma.to_ndarray()[10, 5], luma.to_ndarray()[10, 150]
    assert (
        black >> (8 if "prores" in format_name else 0),
        white >> (8 if "prores" in format_name else 0),
    ) in (
        (16, 235),
        (0, 255),
    )


@pytest.mark.parametrize(("format_name", "content"), [("prores422hq", "composite"), ("h265", "matte")])
def test_white_is_940_and_black_64_in_ten_bits(
    format_name: str, content: Any, clip: Path, tmp_path: Path
) -> None:
    path = tmp_path / f"out{FORMATS[format_name].extension}"
    options = ExportOptions(content=content)
    request = ExportRequest(
        edits.open_media(probe(clip)), format_name, path, FrameRange(0, 1), options=options
    )

    def halves(_: int, pixels: NDArray[Any]) -> NDArray[np.float32]:
        grey = np.repeat(np.array([0, 1], np.float32), 80)[None].repeat(96, axis=0)
        return grey if content == "matte" else np.repeat(grey[..., None], 4, axis=2)

    list(export(request, threading.Event(), render=halves))
    with av.open(str(path)) as container:
        plane = next(container.decode(video=0)).planes[0]
        luma = np.frombuffer(memoryview(plane), np.uint16).reshape(plane.height, -1)
    assert abs(int(luma[48, 5]) - 64) <= 1
    assert abs(int(luma[48, 150]) - 940) <= 1


def test_png_images_are_straight_exact_and_numbered_as_the_source(clip: Path, tmp_path: Path) -> None:
    folder = run(clip, "png", tmp_path / "shot")
    assert sorted(f.name for f in folder.iterdir()) == [f"shot.{n:04d}.png" for n in range(4, 24)]
    image = read_image(folder / "shot.0009.png")
    with open_media(clip) as source:
        original = source.read(9)
    expected = np.round(matte(9, 96, 160) * 255)
    assert image.dtype == np.uint8
    assert np.abs(image[20:, :, 3] - expected[20:]).max() <= 1
    solid = image[..., 3] == 255
    assert np.array_equal(image[solid][:, :3], original[solid])
    soft = (image[..., 3] > 40) & ~solid  # straight: the colour is the source's, not darkened
    assert np.abs(image[soft][:, :3].astype(int) - original[soft]).max() <= 4


def test_deep_sources_give_deep_images_with_the_plate_s_numbers(tmp_path: Path) -> None:
    plate = tmp_path / "plate"
    plate.mkdir()
    for number in range(1001, 1005):
        cv2.imwrite(str(plate / f"plate.{number:06d}.png"), np.full((32, 40, 3), number * 16, np.uint16))
    folder = tmp_path / "out"
    request = ExportRequest(edits.open_media(probe(plate)), "png", folder, FrameRange(1, 2))

    def opaque(_: int, pixels: NDArray[Any]) -> NDArray[np.float32]:
        return np.dstack([pixels / np.float32(65535), np.ones(pixels.shape[:2], np.float32)]).astype(
            np.float32
        )

    list(export(request, threading.Event(), render=opaque))
    assert sorted(f.name for f in folder.iterdir()) == ["out.001002.png", "out.001003.png"]
    image = read_image(folder / "out.001002.png")
    assert image.dtype == np.uint16
    assert np.all(image == [1002 * 16] * 3 + [65535])


@pytest.mark.parametrize("extension", [".mp4", ".mkv", ".ts"])
@pytest.mark.parametrize("start", [0, 30])
def test_sound_stays_in_sync_when_the_range_is_trimmed(extension: str, start: int, tmp_path: Path) -> None:
    source = write_clip(tmp_path / f"talk{extension}", Clip(beeps_at=(2, 10, 20), start=start))
    for format_name in ("prores4444", "h264", "ffv1", "vp9"):
        path = run(source, format_name, tmp_path / f"out{FORMATS[format_name].extension}", overwrite=True)
        assert beeps_s(path) == pytest.approx([(10 - 4) / 25, (20 - 4) / 25], abs=0.01)


def test_sound_is_copied_where_the_container_takes_it_and_encoded_where_not(tmp_path: Path) -> None:
    for codec, expected in (("aac", "aac"), ("flac", "aac"), ("pcm_s16le", "pcm_s16le")):
        source = write_clip(tmp_path / f"{codec}.mkv", Clip(beeps_at=(3,), sound_codec=codec))
        path = run(source, "prores4444", tmp_path / f"{codec}.mov", 0, 9)
        with av.open(str(path)) as container:
            assert [s.codec_context.name for s in container.streams.audio] == [expected]


def test_a_range_without_sound_in_it_exports(tmp_path: Path) -> None:
    """The sound of the clip is shorter than its picture."""
    short = write_clip(tmp_path / "short.mkv", Clip(frames=10, beeps_at=(3,)))
    silent = write_clip(tmp_path / "long.mkv", Clip(frames=FRAMES))
    both = tmp_path / "both.mkv"
    ffmpeg("-i", silent, "-i", short, "-map", "0:v", "-map", "1:a", "-c", "copy", both)
    path = run(both, "h264", tmp_path / "out.mp4", 20, 30)
    assert probe(path).frame_count == 11


def test_tags_of_the_source_are_kept_whatever_they_are(tmp_path: Path) -> None:
    source = write_clip(tmp_path / "pal.mp4", Clip(matrix=5, full_range=True, options={"crf": "4"}))
    for format_name in ("prores4444", "h264"):
        path = run(source, format_name, tmp_path / f"out{FORMATS[format_name].extension}")
        with open_media(path) as reader, open_media(source) as original:
            assert reader.media.colour == ColourTags("bt470bg", "smpte170m", "bt470bg", "tv")
            alpha = matte(10, 96, 160) == 1
            difference = np.abs(unit(reader.read(6))[..., :3] - unit(original.read(10)))[alpha]
            assert difference.mean() < 0.012


def test_timecode_and_pixel_aspect_are_carried_over(tmp_path: Path) -> None:
    more = Clip(metadata={"timecode": "01:00:00:20"}, aspect=Fraction(4, 3), options={"g": "12"})
    source = write_clip(tmp_path / "tape.mov", more)
    for format_name in ("prores4444", "matte-h264"):
        media = probe(run(source, format_name, tmp_path / f"out{FORMATS[format_name].extension}"))
        assert media.timecode == "01:00:00:24"
        assert media.pixel_aspect == (4, 3)


def test_a_variable_rate_gives_one_frame_for_each(tmp_path: Path) -> None:
    pts = [40 * i + 80 * (i // 5) + 7 * (i // 3) for i in range(FRAMES)]
    source = write_clip(tmp_path / "phone.mp4", Clip(pts=pts, beeps_at=(2,)))
    path = run(source, "h264", tmp_path / "out.mp4")
    with open_media(path) as reader:
        assert [number_of(reader.read_rgb8(i)) for i in range(reader.media.frame_count)] == list(range(4, 24))
        assert float(reader.media.rate.fps) == pytest.approx(float(probe(source).rate.fps), rel=1e-3)
        assert not reader.media.is_variable_rate


@pytest.mark.parametrize("format_name", MOVIES)
def test_odd_sizes_move_no_pixel(format_name: str, tmp_path: Path) -> None:
    source = write_clip(tmp_path / "odd.mp4", Clip(width=163, height=97, pixel_format="yuv444p"))
    path = run(source, format_name, tmp_path / f"out{FORMATS[format_name].extension}")
    with open_media(path) as reader:
        image = unit(reader.read(3))
        assert image.shape[0] in (97, 98)
        assert image.shape[1] in (163, 164)
    if FORMATS[format_name].content == "matte":
        assert np.abs(image[:97, :163, 0] - matte(7, 97, 163)).max() < 0.03
    else:
        assert number_of(image) == 7


# What goes wrong


def test_nothing_is_overwritten_without_being_asked(clip: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.mov"
    path.write_text("mine")
    with pytest.raises(UserFacingError, match=r"out\.mov exists already"):
        run(clip, "prores4444", path)
    assert path.read_text() == "mine"
    run(clip, "prores4444", path, overwrite=True)
    assert probe(path).frame_count == 20


def test_a_folder_is_replaced_only_where_it_holds_an_earlier_export(clip: Path, tmp_path: Path) -> None:
    folder = run(clip, "png", tmp_path / "shot")
    run(clip, "png", folder, 0, 2, overwrite=True)
    assert len(list(folder.iterdir())) == 3
    (folder / "notes.txt").touch()
    with pytest.raises(UserFacingError, match=r"holds notes\.txt"):
        run(clip, "png", folder, overwrite=True)
    assert len(list(folder.iterdir())) == 4
    assert [f.name for f in tmp_path.iterdir()] == ["shot"]


@pytest.mark.parametrize(
    ("format_name", "name", "says"),
    [
        ("prores4444", "out.mp4", "is written as .mov"),
        ("h264", "out", "is written as .mp4"),
        ("png", "out.png", "is written to a folder"),
        ("h264", "no/such/out.mp4", "does not exist"),
        ("hap", "out.mov", "no export format"),
        ("h264", "clip.mp4", "is the clip itself"),
    ],
)
def test_a_bad_name_is_said_before_anything_is_rendered(
    format_name: str, name: str, says: str, clip: Path, tmp_path: Path
) -> None:
    source = Path(shutil.copy(clip, tmp_path))
    request = ExportRequest(edits.open_media(probe(source)), format_name, tmp_path / name, overwrite=True)
    with pytest.raises(UserFacingError, match=says) as caught:
        next(export(request, threading.Event(), render=_never))
    assert caught.value.hint
    assert [f.name for f in tmp_path.iterdir()] == ["clip.mp4"]


def test_a_folder_that_cannot_be_written_to(
    clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda path, _mode: Path(path) != tmp_path)  # root may write everywhere
    with pytest.raises(UserFacingError, match="cannot be written to"):
        run(clip, "h264", tmp_path / "out.mp4")


@pytest.mark.parametrize("format_name", ["prores4444", "png", "h264"])
def test_cancelling_leaves_nothing(format_name: str, clip: Path, tmp_path: Path) -> None:
    extension = "" if format_name == "png" else FORMATS[format_name].extension
    request = ExportRequest(edits.open_media(probe(clip)), format_name, tmp_path / f"out{extension}")
    cancel = threading.Event()
    steps = export(request, cancel, render=renderer(clip, format_name))
    next(steps)
    next(steps)
    cancel.set()
    with pytest.raises(ExportCancelled):
        list(steps)
    assert not list(tmp_path.iterdir())


def test_an_iterator_that_is_dropped_leaves_nothing(clip: Path, tmp_path: Path) -> None:
    request = ExportRequest(edits.open_media(probe(clip)), "h264", tmp_path / "out.mp4")
    steps = export(request, threading.Event(), render=renderer(clip, "h264"))
    next(steps)
    steps.close()
    assert not list(tmp_path.iterdir())
    assert not [t for t in threading.enumerate() if t.name.startswith("export-")]


def test_an_effect_that_fails_ends_the_export_and_leaves_nothing(clip: Path, tmp_path: Path) -> None:
    def fails(frame: int, pixels: NDArray[Any]) -> NDArray[np.float32]:
        if frame == 5:
            raise UserFacingError("The effect “Melt” failed.")
        return np.zeros((*pixels.shape[:2], 4), np.float32)

    request = ExportRequest(edits.open_media(probe(clip)), "prores4444", tmp_path / "out.mov")
    with pytest.raises(UserFacingError, match="Melt"):
        list(export(request, threading.Event(), render=fails))
    assert not list(tmp_path.iterdir())


def test_an_encoder_that_is_killed(clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.engine.export import ffmpeg as module

    started: list[Any] = []
    begin = module.subprocess.Popen

    def recorded(*args: Any, **kwargs: Any) -> Any:
        started.append(begin(*args, **kwargs))
        return started[-1]

    monkeypatch.setattr(module.subprocess, "Popen", recorded)
    request = ExportRequest(edits.open_media(probe(clip)), "prores4444", tmp_path / "out.mov")
    steps = export(request, threading.Event(), render=renderer(clip, "prores4444"))
    next(steps)
    started[0].kill()
    with pytest.raises(UserFacingError, match=r"out\.mov was not written: ffmpeg was ended by SIGKILL"):
        list(steps)
    assert not list(tmp_path.iterdir())


def test_a_movie_whose_frames_cannot_all_be_read_back_is_no_result(
    clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.engine.export import ffmpeg as module

    monkeypatch.setattr(module.FfmpegPipe, "write", _every_other_time(module.FfmpegPipe.write))
    with pytest.raises(UserFacingError, match="10 of its 20 frames can be read back"):
        run(clip, "h264", tmp_path / "out.mp4")
    assert not list(tmp_path.iterdir())


def test_a_missing_ffmpeg_names_the_doctor(
    clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import imageio_ffmpeg

    def missing() -> str:
        raise RuntimeError("No ffmpeg exe could be found.")

    monkeypatch.setattr(imageio_ffmpeg, "get_ffmpeg_exe", missing)
    with pytest.raises(UserFacingError, match="ffmpeg program is missing") as caught:
        run(clip, "h264", tmp_path / "out.mp4")
    assert "masklet doctor" in caught.value.hint


@pytest.mark.parametrize("format_name", ["prores4444", "png"])
def test_a_full_disk(format_name: str, small_disk: Path, tmp_path: Path) -> None:
    source = write_clip(tmp_path / "noise.mp4", Clip(width=320, height=240))
    noise = np.random.default_rng(0).random((240, 320, 4), np.float32)
    noise[..., 3] = 1
    path = small_disk / ("out" if format_name == "png" else "out.mov")
    request = ExportRequest(edits.open_media(probe(source)), format_name, path)
    with pytest.raises(UserFacingError, match="The disk is full"):
        list(export(request, threading.Event(), render=lambda _frame, _pixels: noise))
    assert not list(small_disk.iterdir())


def test_a_range_outside_the_clip(clip: Path, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="has frames 0 to 35"):
        run(clip, "h264", tmp_path / "out.mp4", 30, 40)


def test_the_compositor_is_used_where_no_renderer_is_given(clip: Path, tmp_path: Path) -> None:
    """A masklet that was never tracked has an empty matte; the export is black, and no error."""
    project = edits.add_masklet(edits.set_out_point(edits.open_media(probe(clip)), 2))
    for format_name, is_black in (("prores4444", True), ("matte-prores", True), ("h264", False)):
        path = tmp_path / f"{format_name}{FORMATS[format_name].extension}"
        assert len(list(export(ExportRequest(project, format_name, path), threading.Event()))) == 3
        with open_media(path) as reader:
            assert (unit(reader.read(1))[..., -1].max() == 0) == is_black


def _never(_frame: int, _pixels: NDArray[Any]) -> NDArray[np.float32]:
    raise AssertionError("rendered, though it cannot be written")


def _every_other_time(write: Any) -> Any:
    calls = iter(range(1_000_000))

    def sometimes(self: Any, pixels: Any) -> None:
        if next(calls) % 2:
            write(self, pixels)

    return sometimes
