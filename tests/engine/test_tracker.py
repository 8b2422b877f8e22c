"""The tracker answers prompts, follows masklets in the asked direction, and ends every request with one word.

The model is a fake that finds the bright square of the test clip; clip, plan, samples and replies are real.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from app.document import approval, edits
from app.document.masklet import Masklet, Sample
from app.document.media import Media
from app.document.project import Project
from app.document.prompts import Box, Click, FramePrompts
from app.document.strokes import Lasso
from app.document.timing import FrameRange
from app.engine.media_reader import MediaReader, open_media
from app.engine.model_store import ModelEntry, ModelStore
from app.engine.predictor import Answer, FoundMask, Frames
from app.engine.requests import (
    Cancelled,
    Direction,
    Everything,
    EverythingRequest,
    Failed,
    Finished,
    ReacquireRequest,
    Reply,
    Request,
    Segmented,
    SegmentRequest,
    Status,
    Tracked,
    TrackRequest,
)
from app.engine.samples import decode_logits, pack_mask, unpack_mask
from app.engine.taking import with_tracked
from app.engine.tracker import Tracker
from app.errors import UserFacingError

FRAMES = 12
WHOLE = FrameRange(0, FRAMES - 1)
GRID = 16


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """64 x 48, a bright 12-pixel square whose left edge is at 4 * frame."""
    path = tmp_path_factory.mktemp("clip") / "square.mov"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("png", rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "rgb24"
        for number in range(FRAMES):
            image = np.full((48, 64, 3), 20, np.uint8)
            image[20:32, 4 * number : 4 * number + 12] = 230
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, "rgb24")))
        container.mux(stream.encode())
    return path


class FakeSession:
    """Answers with what is bright; remembers who was prompted where, as a real session does."""

    def __init__(self, frames: Frames, log: list[str]) -> None:
        self._frames = frames
        self._log = log
        self._prompted: dict[int, list[int]] = {}

    def allow_windows(self, masklet_ids: frozenset[int]) -> None:
        self.windowed = masklet_ids

    def forget(self, masklet_id: int | None = None) -> None:
        for gone in [masklet_id] if masklet_id is not None else list(self._prompted):
            self._prompted.pop(gone, None)

    def prompt(self, frame: int, masklet_id: int, prompts: FramePrompts) -> Answer:
        assert prompts
        self._prompted.setdefault(masklet_id, []).append(frame)
        self._log.append(f"prompt {masklet_id}@{frame}")
        return self._find(frame)

    def everything(self, frame: int) -> list[FoundMask]:
        inside = self._find(frame).logits > 0
        mask = inside.repeat(48 // GRID, axis=0).repeat(64 // GRID, axis=1)
        return [FoundMask(mask, Box(1, 2, 3, 4), 0.7)]

    def follow(self, masklet_id: int, policy: str) -> None:
        self._log.append(f"{policy} {masklet_id}@")

    def restore(self, frame: int, masklet_id: int, sample: Sample) -> None:
        self._log.append(f"restore {masklet_id}@{frame}")

    def propagate(
        self, first: int, last: int, *, backward: bool
    ) -> Iterator[tuple[int, Mapping[int, Answer]]]:
        assert self._prompted
        self._log.append(f"{first}{'<' if backward else '>'}{last}")
        for frame in range(first, last - 1, -1) if backward else range(first, last + 1):
            yield frame, {masklet: self._find(frame) for masklet in self._prompted}

    def _find(self, frame: int) -> Answer:
        bright = (
            self._frames[frame].mean(axis=2).reshape(GRID, 48 // GRID, GRID, 64 // GRID).mean(axis=(1, 3))
        )
        return Answer(np.where(bright > 120, 8, -8).astype(np.float32), 4.0, 0.9, np.ones(4, np.float32))


class FakePredictor:
    def __init__(self, log: list[str], keys: list[str] | None = None) -> None:
        self._log = log
        self._keys = [] if keys is None else keys

    def open(self, frames: Frames) -> FakeSession:
        assert len(frames) == FRAMES
        self._log.append("open")
        self._keys.append(getattr(frames, "key", ""))
        return FakeSession(frames, self._log)


class OneModel(ModelStore):
    """A store whose only model is there."""

    def require(self, name: str) -> ModelEntry:
        return ModelEntry(name or "fake", "Fake", Path(f"/{name}.pt"), 1, "", embedded=True, available=True)


class Desk:
    """A tracker, a project on the clip, and what happened behind the tracker."""

    def __init__(self, clip: Path) -> None:
        self.log: list[str] = []
        self.keys: list[str] = []  # under which encodings are kept on disk
        self.tracker = Tracker(OneModel(), load=self._load, open_clip=self._open)
        self.cancel = threading.Event()
        with open_media(clip) as reader:
            self.media: Media = reader.media
        self.project: Project = edits.open_media(self.media)

    def _load(self, entry: ModelEntry, device: str) -> FakePredictor:
        self.log.append(f"load {entry.name} on {device}")
        return FakePredictor(self.log, self.keys)

    def _open(self, path: Path) -> MediaReader:
        self.log.append("clip")
        return open_media(path)

    def masklet(self, *prompted: int) -> Masklet:
        """A new masklet with a click on each of these frames."""
        self.project = edits.add_masklet(self.project)
        number = self.project.masklets[-1].id
        for frame in prompted:
            self.project = edits.add_click(self.project, number, frame, Click(10, 25))
        return self.project.masklet(number)

    def ask(self, request: Request) -> list[Reply]:
        return list(self.tracker.handle(request, self.cancel))

    def track(self, start: int, direction: Direction, frames: FrameRange = WHOLE) -> list[Reply]:
        shots = self.project.shots
        return self.ask(
            TrackRequest(7, self.media, self.project.masklets, frames, start, direction, shots=shots)
        )


@pytest.fixture
def desk(clip: Path) -> Iterator[Desk]:
    made = Desk(clip)
    yield made
    made.tracker.close()


def tracked(replies: list[Reply]) -> list[tuple[int, list[int]]]:
    return [(r.frame, sorted(r.samples)) for r in replies if isinstance(r, Tracked)]


def test_a_click_is_answered_with_a_mask_over_the_whole_frame(desk: Desk) -> None:
    masklet = desk.masklet(5)
    *_, answer, end = desk.ask(SegmentRequest(3, desk.media, masklet, 5))
    assert isinstance(answer, Segmented)
    assert (answer.masklet_id, answer.frame, answer.prompts) == (1, 5, masklet.prompts[5])
    assert answer.sample.prompted
    columns = np.flatnonzero((decode_logits(answer.sample) > 0).any(axis=0))
    assert columns.tolist() == [5, 6, 7]  # the square spans pixels 20 to 31 of 64
    assert end == Finished(3)


def test_model_and_clip_are_loaded_once(desk: Desk) -> None:
    masklet = desk.masklet(0, 4)
    for frame in (0, 4, 0):
        desk.ask(SegmentRequest(1, desk.media, masklet, frame))
    desk.track(0, "forward")
    assert [line for line in desk.log if "@" not in line] == [
        "load fake on auto",
        "clip",
        "open",
        "1>3",
        "5>11",
        "3<1",
    ]


def test_another_model_is_loaded_in_place_of_the_first(desk: Desk) -> None:
    masklet = desk.masklet(0)
    for model in ("a", "b", "b"):
        replies = desk.ask(SegmentRequest(1, desk.media, masklet, 0, model))
        assert isinstance(replies[-2], Segmented)
        assert replies[-2].sample.model == model
    assert [line for line in desk.log if "load" in line] == ["load a on auto", "load b on auto"]


def test_two_models_of_one_file_are_two_models(desk: Desk) -> None:
    """As Masklet small and Masklet fine are: the same weights on pictures of two sizes."""

    class OneFile(ModelStore):
        def require(self, name: str) -> ModelEntry:
            return replace(OneModel().require(name), path=Path("/one.pt"), architecture=name)

    desk.tracker = Tracker(OneFile(), load=desk._load)
    masklet = desk.masklet(0)
    for model in ("a", "b"):
        desk.ask(SegmentRequest(1, desk.media, masklet, 0, model))
    assert [line for line in desk.log if "load" in line] == ["load a on auto", "load b on auto"]
    first, second = desk.keys
    assert first != second  # what one keeps on disk is not read by the other


def test_a_replaced_file_is_opened_again(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "copy.mov"
    path.write_bytes(desk.media.path.read_bytes())
    masklet = desk.masklet(0)
    media = Media(path, 64, 48, desk.media.rate, FRAMES)
    desk.ask(SegmentRequest(1, media, masklet, 0))
    path.write_bytes(path.read_bytes() + b"\0" * 9)
    desk.ask(SegmentRequest(2, media, masklet, 0))
    assert desk.log.count("clip") == 2


def test_a_first_prompt_is_tracked_to_the_end_of_the_range(desk: Desk) -> None:
    desk.masklet(2)
    assert tracked(desk.track(2, "both", FrameRange(2, 6))) == [(f, [1]) for f in (2, 3, 4, 5, 6)]


def test_a_prompt_in_the_middle_is_tracked_both_ways(desk: Desk) -> None:
    desk.masklet(4)
    frames = [f for f, _ in tracked(desk.track(4, "both", FrameRange(2, 6)))]
    assert frames == [4, 5, 6, 3, 2]


def test_the_mask_follows_the_object(desk: Desk) -> None:
    desk.masklet(0)
    lefts = [
        int(np.flatnonzero((decode_logits(r.samples[1]) > 0).any(axis=0))[0])
        for r in desk.track(0, "forward")
        if isinstance(r, Tracked)
    ]
    assert lefts == list(range(FRAMES))


def test_masklets_join_at_their_own_prompts(desk: Desk) -> None:
    desk.masklet(0)
    desk.masklet(3)
    assert tracked(desk.track(0, "both", FrameRange(0, 4))) == [
        (0, [1]),
        (1, [1]),
        (2, [1]),
        (3, [1]),
        (3, [2]),
        (4, [1, 2]),
        (2, [2]),
        (1, [2]),
        (0, [2]),
    ]


def test_only_answers_to_prompts_are_marked_as_such(desk: Desk) -> None:
    desk.masklet(0, 3, 9)
    replies = desk.track(0, "forward", FrameRange(0, 5))
    marks = {r.frame: r.samples[1].prompted for r in replies if isinstance(r, Tracked)}
    assert marks == {0: True, 1: False, 2: False, 3: True, 4: False, 5: False}


def test_a_stretch_is_tracked_from_its_own_two_anchors_alone(desk: Desk) -> None:
    desk.masklet(0, 3, 9)
    desk.track(0, "both")
    assert steps(desk) == [
        *("prompt 1@0", "prompt 1@3", "1>2"),
        *("prompt 1@3", "prompt 1@9", "4>8"),
        *("prompt 1@9", "10>11"),
        *("prompt 1@3", "prompt 1@9", "8<4"),
        *("prompt 1@0", "prompt 1@3", "2<1"),
    ]


def test_one_end_of_a_stretch_is_not_the_last_word(desk: Desk) -> None:
    desk.masklet(2, 6)
    replies = [r for r in desk.track(0, "both", FrameRange(2, 6)) if isinstance(r, Tracked)]
    open_ = {r.frame for r in replies if r.provisional}
    last = {r.frame: r for r in replies}
    assert open_ == {3, 4, 5}
    assert not any(last[f].provisional for f in open_)
    assert all(last[f].samples[1].agreement == 1.0 for f in open_)


def steps(desk: Desk) -> list[str]:
    """What the session was asked for, less its opening and the choice of policies."""
    return [line for line in desk.log if line.startswith(("prompt", "restore")) or line[0].isdigit()]


def taken(desk: Desk, replies: list[Reply]) -> None:
    for reply in replies:
        if isinstance(reply, Tracked):
            desk.project = with_tracked(desk.project, reply, desk.project.masklets)


def test_track_tracks_what_is_stale_and_nothing_else(desk: Desk) -> None:
    desk.masklet(0, 4, 8)
    taken(desk, desk.track(0, "both"))
    assert not desk.project.masklet(1).stale
    end = desk.track(0, "both")[-1]
    assert isinstance(end, Failed)
    assert "up to date" in end.message
    desk.project = edits.add_click(desk.project, 1, 8, Click(1, 1))
    assert {f for f, _ in tracked(desk.track(0, "both"))} == {5, 6, 7, 8, 9, 10, 11}


def test_a_cancelled_track_goes_on_where_it_stopped(desk: Desk) -> None:
    desk.masklet(0)
    taken(desk, desk.track(0, "both", FrameRange(0, 7)))
    desk.log.clear()
    assert [f for f, _ in tracked(desk.track(0, "both"))] == [8, 9, 10, 11]
    assert steps(desk) == ["prompt 1@0", *(f"restore 1@{f}" for f in range(1, 8)), "8>11"]


def test_a_locked_frame_is_an_anchor_and_never_answered(desk: Desk) -> None:
    desk.masklet(0)
    taken(desk, desk.track(0, "both"))
    desk.project = approval.lock_frames(desk.project, 1, [6])
    desk.project = edits.add_click(desk.project, 1, 3, Click(1, 1))
    desk.log.clear()
    assert {f for f, _ in tracked(desk.track(0, "both"))} == {1, 2, 3, 4, 5}
    assert steps(desk) == [
        *("prompt 1@0", "prompt 1@3", "1>2"),
        *("prompt 1@3", "prompt 1@6", "4>5"),
        *("prompt 1@3", "prompt 1@6", "5<4"),
        *("prompt 1@0", "prompt 1@3", "2<1"),
    ]


def test_a_cut_is_not_crossed(desk: Desk) -> None:
    desk.masklet(2)
    desk.project = edits.set_cuts(desk.project, [5])
    assert {f for f, _ in tracked(desk.track(2, "both"))} == {0, 1, 2, 3, 4}


def test_what_was_painted_is_the_answer_pixel_for_pixel(desk: Desk) -> None:
    desk.masklet(5)
    outline = Lasso(((20, 20), (26, 20), (26, 32), (20, 32)), positive=False)
    desk.project = edits.add_stroke(desk.project, 1, 5, outline)
    answer = desk.ask(SegmentRequest(1, desk.media, desk.project.masklet(1), 5))[-2]
    assert isinstance(answer, Segmented)
    mask = decode_logits(answer.sample) > 0
    assert mask.shape == (48, 64)
    assert not mask[25, :26].any()
    assert mask[25, 27:31].all()


def test_progress_counts_to_the_end_with_an_estimate(desk: Desk) -> None:
    desk.masklet(4)
    replies = [r for r in desk.track(4, "both") if isinstance(r, Tracked)]
    assert [(r.done, r.total) for r in replies] == [(n + 1, FRAMES) for n in range(FRAMES)]
    assert replies[0].seconds_left is None
    assert replies[-1].seconds_left == 0


def test_cancel_keeps_what_is_done_and_says_so(desk: Desk) -> None:
    desk.masklet(0)
    replies: list[Reply] = []
    for reply in desk.tracker.handle(
        TrackRequest(7, desk.media, desk.project.masklets, desk.media.frames, 0, "forward"), desk.cancel
    ):
        replies.append(reply)
        if isinstance(reply, Tracked) and reply.frame == 3:
            desk.cancel.set()
    assert [f for f, _ in tracked(replies)] == [0, 1, 2, 3]
    assert replies[-1] == Cancelled(7)
    desk.cancel.clear()
    assert desk.track(0, "forward")[-1] == Finished(7)  # the lane goes on


def test_a_masklet_without_prompts_is_left_out(desk: Desk) -> None:
    desk.masklet()
    desk.masklet(0)
    assert tracked(desk.track(0, "forward", FrameRange(0, 1))) == [(0, [2]), (1, [2])]


@pytest.mark.parametrize(
    ("prompted", "frames", "direction", "message"),
    [
        ([], FrameRange(0, 5), "both", "no masklet has a prompt"),
        ([9], FrameRange(0, 5), "forward", "all prompts lie after the range"),
        ([1], FrameRange(3, 5), "backward", "all prompts lie before the range"),
    ],
)
def test_nothing_to_track_is_a_sentence_with_a_hint(
    prompted: list[int], frames: FrameRange, direction: Direction, message: str, desk: Desk
) -> None:
    desk.masklet(*prompted)
    end = desk.track(frames.first, direction, frames)[-1]
    assert isinstance(end, Failed)
    assert message in end.message
    assert end.hint


def test_a_missing_clip_is_a_sentence(desk: Desk, tmp_path: Path) -> None:
    gone = Media(tmp_path / "gone.mov", 64, 48, desk.media.rate, FRAMES)
    end = desk.ask(SegmentRequest(1, gone, desk.masklet(0), 0))[-1]
    assert isinstance(end, Failed)
    assert "gone.mov" in end.message


def test_weights_that_are_not_there_are_a_sentence(clip: Path, tmp_path: Path) -> None:
    desk = Desk(clip)
    desk.tracker = Tracker(ModelStore(tmp_path))
    end = desk.ask(SegmentRequest(1, desk.media, desk.masklet(0), 0, "sam2_hiera_large"))[-1]
    assert isinstance(end, Failed)
    assert end.message == "The weights of SAM 2.0 large are not on this computer."
    assert "masklet models download sam2_hiera_large" in end.hint


def test_an_unexpected_error_is_logged_and_the_tracker_lives_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    masklet = desk.masklet(0)
    with monkeypatch.context() as patch:
        patch.delattr(FakeSession, "prompt")
        end = desk.ask(SegmentRequest(1, desk.media, masklet, 0))[-1]
    assert isinstance(end, Failed)
    assert "AttributeError" in caplog.text
    assert "AttributeError" not in end.message
    assert desk.ask(SegmentRequest(2, desk.media, masklet, 0))[-1] == Finished(2)


def test_an_error_the_user_can_act_on_is_passed_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> Answer:
        raise UserFacingError("The graphics card is out of memory.", "Choose a smaller model.")

    monkeypatch.setattr(FakeSession, "prompt", full)
    end = desk.ask(SegmentRequest(1, desk.media, desk.masklet(0), 0))[-1]
    assert end == Failed(1, "The graphics card is out of memory.", "Choose a smaller model.")


def test_a_given_mask_is_the_answer_pixel_for_pixel(desk: Desk) -> None:
    mask = np.random.default_rng(0).random((48, 64)) > 0.5
    desk.masklet()
    desk.project = edits.set_mask(desk.project, 1, 2, pack_mask(mask))
    answer = desk.ask(SegmentRequest(1, desk.media, desk.project.masklet(1), 2))[-2]
    assert isinstance(answer, Segmented)
    np.testing.assert_array_equal(decode_logits(answer.sample) > 0, mask)
    first, second = (r for r in desk.track(2, "forward", FrameRange(2, 3)) if isinstance(r, Tracked))
    assert first.samples[1] == answer.sample
    assert (second.samples[1].width, second.samples[1].prompted) == (GRID, False)


def test_tracking_beside_tracked_frames_goes_on_from_them(desk: Desk) -> None:
    desk.masklet(0)
    for reply in desk.track(0, "forward", FrameRange(0, 5)):
        if isinstance(reply, Tracked):
            desk.project = edits.add_samples(desk.project, 1, {reply.frame: reply.samples[1]})
    desk.log.clear()
    desk.track(6, "forward", FrameRange(6, 8))
    assert [line for line in desk.log if "restore" in line] == [f"restore 1@{f}" for f in (1, 2, 3, 4, 5)]


def test_each_masklet_is_followed_by_its_own_policy(desk: Desk) -> None:
    desk.masklet(0)
    desk.masklet(0)
    desk.project = edits.set_policy(desk.project, 2, "motion")
    desk.track(0, "forward", FrameRange(0, 1))
    assert {"distractor 1@", "motion 2@"} <= set(desk.log)


def test_objects_are_found_without_a_prompt(desk: Desk) -> None:
    answer, end = desk.ask(EverythingRequest(5, desk.media, 2))[-2:]
    assert isinstance(answer, Everything)
    assert (answer.frame, end) == (2, Finished(5))
    (found,) = answer.objects
    columns = np.flatnonzero(unpack_mask(found.mask).any(axis=0))
    assert (columns[0], columns[-1]) == (8, 19)  # the square is there on frame 2


def test_loading_is_announced(desk: Desk) -> None:
    assert desk.ask(SegmentRequest(4, desk.media, desk.masklet(0), 0))[0] == Status(
        4, "Loading {model}", "Fake"
    )


def test_an_object_is_offered_again_after_a_cut(desk: Desk) -> None:
    desk.masklet(2)
    desk.project = edits.set_cuts(desk.project, [5])
    taken(desk, desk.track(2, "both"))
    *_, offer, end = desk.ask(ReacquireRequest(3, desk.media, desk.project.masklet(1), 5))
    assert end == Finished(3)
    assert isinstance(offer, Segmented)
    desk.project = edits.set_prompts(desk.project, 1, 5, offer.prompts)
    assert {f for f, _ in tracked(desk.track(5, "both"))} == {5, 6, 7, 8, 9, 10, 11}


def test_an_object_that_was_never_seen_is_not_found_again(desk: Desk) -> None:
    end = desk.ask(ReacquireRequest(3, desk.media, desk.masklet(2), 8))[-1]
    assert isinstance(end, Failed)
    assert "not found on frame 8" in end.message
