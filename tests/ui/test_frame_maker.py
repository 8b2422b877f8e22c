"""The worker of the pictures: what each view shows, and that it stops when something else is wanted."""

from __future__ import annotations

import threading
from fractions import Fraction

import av
import numpy as np
import pytest

from app.document import edits, matte_edits
from app.document.prompts import Click
from app.engine import view_picture
from app.engine.media_reader import open_media
from app.engine.plugin_host import load_plugins
from app.engine.requests import Cancelled, Finished
from app.engine.view_look import Look
from app.ui.frame_maker import FrameMaker
from app.ui.frame_requests import (
    ClipOpened,
    CloseClip,
    FramesCached,
    FrameShown,
    OpenClip,
    Preparing,
    ShowFrame,
)
from app.ui.frame_thread import supersedes
from tests.ui.fakes import FRAMES, HEIGHT, WIDTH, square_place, square_sample


@pytest.fixture
def maker(clip_path):
    maker = FrameMaker(open_media, load_plugins)
    assert isinstance(run(maker, OpenClip(1, clip_path))[0], ClipOpened)
    yield maker
    run(maker, CloseClip(2))


@pytest.fixture
def media(clip_path):
    with open_media(clip_path) as reader:
        return reader.media


def run(maker: FrameMaker, request, cancel: threading.Event | None = None) -> list:
    return list(maker.handle(request, cancel or threading.Event()))


def make_project(media, *, effect: str = ""):
    value = edits.add_masklet(edits.open_media(media))
    value = edits.add_click(value, 1, 0, Click(10, 10))
    value = edits.add_samples(value, 1, {3: square_sample(3, prompted=False)})
    return edits.add_effect(value, 1, effect) if effect else value


def shown(replies) -> FrameShown:
    return next(reply for reply in replies if isinstance(reply, FrameShown))


def test_the_source_comes_with_the_masks_ready_to_paint(maker, media):
    reply = shown(run(maker, ShowFrame(3, make_project(media), 3, Look())))
    assert reply.picture.pixels.shape == (HEIGHT, WIDTH, 3)
    assert not reply.picture.pixels.flags.writeable
    assert [overlay.masklet_id for overlay in reply.overlays] == [1]


def test_the_same_answer_is_the_same_overlay(maker, media):
    value = make_project(media)
    first = shown(run(maker, ShowFrame(3, value, 3, Look())))
    renamed = edits.rename_masklet(value, 1, "Dog")
    second = shown(run(maker, ShowFrame(4, renamed, 3, Look())))
    assert second.overlays[0] is first.overlays[0]


def test_a_hidden_masklet_has_no_overlay(maker, media):
    hidden = edits.show_masklet(make_project(media), 1, visible=False)
    assert shown(run(maker, ShowFrame(3, hidden, 3, Look()))).overlays == ()


def test_the_matte_is_white_on_black(maker, media):
    image = shown(run(maker, ShowFrame(3, make_project(media), 3, Look("matte")))).picture.pixels
    x, y = square_place(3)
    assert image[y + 10, x + 10].tolist() == [255, 255, 255]
    assert image[2, 90].tolist() == [0, 0, 0]


@pytest.mark.parametrize(
    ("mode", "ready", "said"), [("matte", False, 1), ("matte", True, 0), ("overlay", False, 0)]
)
def test_it_says_beforehand_that_fine_refinement_is_made_ready(maker, media, monkeypatch, mode, ready, said):
    monkeypatch.setattr(view_picture, "is_ready", lambda refine: ready or refine != "fine")
    refined = matte_edits.set_matte_param(make_project(media), 1, "refine", "fine", 3)
    replies = run(maker, ShowFrame(3, refined, 3, Look(mode)))
    assert [isinstance(reply, Preparing) for reply in replies[:2]].count(True) == said
    assert isinstance(replies[said], FrameShown)


def test_the_result_is_transparent_where_it_is_cut_out(maker, media):
    image = shown(
        run(maker, ShowFrame(3, make_project(media, effect="cutout"), 3, Look("result")))
    ).picture.pixels
    x, y = square_place(3)
    assert image.shape == (HEIGHT, WIDTH, 4)
    assert image[y + 10, x + 10, 3] == 255
    assert image[2, 90].tolist() == [0, 0, 0, 0]


def test_it_decodes_ahead_in_the_direction_of_play(maker, media):
    replies = run(maker, ShowFrame(3, make_project(media), 2, Look(), ahead=4))
    cached = next(reply for reply in replies if isinstance(reply, FramesCached))
    assert {2, 3, 4, 5, 6} <= cached.frames
    assert 7 not in cached.frames
    run(maker, ShowFrame(3, make_project(media), FRAMES - 1, Look(), ahead=50))  # ends with the clip


def test_it_stops_decoding_ahead_when_something_else_is_wanted(maker, media):
    cancel = threading.Event()
    replies = maker.handle(ShowFrame(3, make_project(media), 2, Look(), ahead=9), cancel)
    assert isinstance(next(replies), FrameShown)
    cancel.set()
    cached, end = replies
    assert 3 not in cached.frames
    assert end == Cancelled(3)


def test_a_clip_that_cannot_be_opened_leaves_the_old_one(maker, media, tmp_path):
    with pytest.raises(Exception, match="nothing"):
        run(maker, OpenClip(9, tmp_path / "nothing.mp4"))
    assert run(maker, ShowFrame(3, make_project(media), 3, Look()))[-1] == Finished(3)


def test_only_the_newest_frame_is_wanted_but_every_clip_is_opened(maker, media, clip_path):
    value = make_project(media)
    assert supersedes(ShowFrame(2, value, 3, Look()), ShowFrame(1, value, 2, Look()))
    assert not supersedes(ShowFrame(2, value, 3, Look()), OpenClip(1, clip_path))


def test_the_files_own_numbers_come_with_a_frame_that_rests(tmp_path):
    path = tmp_path / "deep.mkv"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("ffv1", rate=Fraction(24))
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "gbrp10le"
        image = np.full((HEIGHT, WIDTH, 3), 513 * 65535 // 1023, np.uint16)
        frame = av.VideoFrame.from_ndarray(image, format="rgb48le")
        container.mux(stream.encode(frame.reformat(format="gbrp10le")))
        container.mux(stream.encode())
    maker = FrameMaker(open_media, load_plugins)
    media = next(r.media for r in run(maker, OpenClip(1, path)) if isinstance(r, ClipOpened))
    project = edits.open_media(media)
    draft = shown(run(maker, ShowFrame(2, project, 0, Look(), draft=True, values=True)))
    assert (draft.values, draft.draft) == (None, True)  # is asked for again when the playhead rests
    rests = shown(run(maker, ShowFrame(3, project, 0, Look(), values=True)))
    assert rests.values is not None
    assert rests.values.at(5, 5) == (513, 513, 513)
    assert not rests.draft
    assert shown(run(maker, ShowFrame(4, project, 0, Look()))).values is None
    maker.close()
