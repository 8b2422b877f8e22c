"""Lanes: newest wishes first, errors become replies, answers arrive in the window's thread."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QObject, QThread, Slot

from app.document import edits
from app.engine.requests import Cancelled, Failed, PrepareRequest, SegmentRequest, TrackRequest
from app.errors import UserFacingError
from app.ui.lane import Lane, Mailbox
from app.ui.tracker_thread import supersedes
from tests.ui.test_document import MEDIA, click

MASKLET = click(edits.open_media(MEDIA)).masklet(1)


@dataclass(frozen=True)
class Ask:
    id: int
    what: str = ""


class Listener(QObject):
    def __init__(self, lane: Lane) -> None:
        super().__init__()
        self.replies: list[object] = []
        self.threads: set[QThread] = set()
        lane.replied.connect(self.take)

    @Slot(object)
    def take(self, reply: object) -> None:
        self.replies.append(reply)
        self.threads.add(QThread.currentThread())


@pytest.fixture
def start(qtbot):
    lanes: list[Lane] = []

    def make(handler, **kwargs) -> tuple[Lane, Listener]:
        lane = Lane("test", lambda: handler, **kwargs)
        lanes.append(lane)
        return lane, Listener(lane)

    yield make
    for lane in lanes:
        lane.stop()


def test_requests_are_answered_in_order_in_the_windows_thread(start, qtbot):
    def handler(request, cancel):
        yield request.what, QThread.currentThread() is main

    main = QThread.currentThread()
    lane, listener = start(handler)
    for i, what in enumerate("abc"):
        lane.submit(Ask(i, what))
    qtbot.waitUntil(lambda: len(listener.replies) == 3)
    assert listener.replies == [("a", False), ("b", False), ("c", False)]
    assert listener.threads == {main}


@pytest.mark.parametrize(
    ("error", "message", "hint"),
    [(UserFacingError("No.", "Do this."), "No.", "Do this."), (ZeroDivisionError("oh"), "oh", "log")],
)
def test_an_exception_becomes_a_reply_and_the_lane_lives_on(start, qtbot, error, message, hint):
    def handler(request, cancel):
        if request.what == "bad":
            raise error
        yield request.what

    lane, listener = start(handler)
    lane.submit(Ask(7, "bad"))
    lane.submit(Ask(8, "good"))
    qtbot.waitUntil(lambda: len(listener.replies) == 2)
    failed, good = listener.replies
    assert isinstance(failed, Failed)
    assert failed.request_id == 7
    assert message in failed.message
    assert hint in failed.hint
    assert good == "good"


def test_what_waits_is_cancelled_with_a_reply(start, qtbot):
    started = threading.Event()

    def handler(request, cancel):
        started.set()
        cancel.wait()
        yield Cancelled(request.id)

    lane, listener = start(handler)
    lane.submit(Ask(1))
    lane.submit(Ask(2))
    started.wait()
    lane.cancel()
    qtbot.waitUntil(lambda: len(listener.replies) == 2)
    assert {reply.request_id for reply in listener.replies} == {1, 2}
    qtbot.waitUntil(lambda: not lane.is_busy)


def test_a_handler_that_cannot_be_made_fails_each_request(qtbot):
    def broken():
        raise UserFacingError("No engine.")

    lane = Lane("test", broken)
    listener = Listener(lane)
    lane.submit(Ask(1))
    lane.submit(Ask(2))
    qtbot.waitUntil(lambda: len(listener.replies) == 2)
    lane.stop()
    assert all(isinstance(reply, Failed) for reply in listener.replies)


def test_only_the_newest_of_its_kind_waits():
    box = Mailbox(lambda newer, older: newer.what == older.what)
    assert box.put(Ask(1, "a")) == []
    assert box.put(Ask(2, "b")) == []
    assert box.put(Ask(3, "a")) == [Ask(1, "a")]
    taken = [box.take(), box.take(), box.take()]
    assert [entry[0].id for entry in taken if entry] == [2, 3]


def test_what_runs_is_told_that_it_is_no_longer_wanted():
    box = Mailbox(lambda newer, older: True)
    box.put(Ask(1))
    running = box.take()
    assert running is not None
    box.put(Ask(2))
    assert running[1].is_set()


def segment(frame: int = 0) -> SegmentRequest:
    return SegmentRequest(1, MEDIA, MASKLET, frame)


TRACK = TrackRequest(2, MEDIA, (MASKLET,), MEDIA.frames, 0)


@pytest.mark.parametrize(
    ("newer", "older", "expected"),
    [
        (segment(0), segment(0), True),  # only the newest prompts of a frame matter
        (segment(1), segment(0), False),
        (segment(0), TRACK, True),  # who clicks while it tracks is correcting
        (TRACK, segment(0), False),
        (segment(0), PrepareRequest(3, MEDIA), False),  # the model is needed all the same
    ],
)
def test_which_tracker_request_supersedes_which(newer, older, expected):
    assert supersedes(newer, older) is expected
