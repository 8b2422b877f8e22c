"""Small objects in large frames are shown to the model in windows that follow them, without anyone asking.

An object is tracked in a window or in the whole frame for the length of a pass: its first prompts decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from app.document.prompts import Box, FramePrompts
from app.document.sample import Sample
from app.engine.closing_in import close_in, mask_box
from app.engine.samples import decode_logits, unpack_mask
from app.engine.session import Answer, FoundMask, FrameSession, ObjectSession, Tracking


class WindowSession:
    """A session that chooses for each object.

    `size` is the clip's (height, width); where it is not `large`, no object is worth a window.
    """

    def __init__(
        self,
        whole: FrameSession,
        open_window: Callable[[], ObjectSession],
        size: tuple[int, int],
        *,
        large: bool,
    ) -> None:
        self._whole = whole
        self._large = large
        self._open_window = open_window
        self._size = size
        self._allowed: frozenset[int] = frozenset()
        self._opened: dict[int, ObjectSession] = {}  # with the encodings of their windows
        self._in_window: set[int] = set()
        self._in_whole: set[int] = set()
        self._policies: dict[int, str] = {}

    def allow_windows(self, masklet_ids: frozenset[int]) -> None:
        self._allowed = masklet_ids
        self._opened = {i: s for i, s in self._opened.items() if i in masklet_ids}

    def forget(self, masklet_id: int | None = None) -> None:
        self._whole.forget(masklet_id)
        gone = {*self._in_window, *self._in_whole, *self._policies} if masklet_id is None else {masklet_id}
        for number in gone & self._in_window:
            self._opened[number].forget()
        self._in_window -= gone
        self._in_whole -= gone
        for number in gone & self._policies.keys():
            del self._policies[number]

    def prompt(self, frame: int, masklet_id: int, prompts: FramePrompts) -> Answer:
        if masklet_id in self._in_whole or not self._may_window(masklet_id):
            return self._prompt_whole(frame, masklet_id, prompts)
        box = self._box(frame, masklet_id, prompts)
        if masklet_id not in self._in_window:
            if box is None or not self._window(masklet_id).is_worth_it(box):
                return self._prompt_whole(frame, masklet_id, prompts)
            self._in_window.add(masklet_id)
            if masklet_id in self._policies:
                self._window(masklet_id).follow(masklet_id, self._policies[masklet_id])
        window = self._window(masklet_id)
        window.aim(frame, box)
        clicks = tuple(c for c in prompts.clicks if c.positive or window.holds(frame, c.x, c.y))
        return window.prompt(frame, masklet_id, replace(prompts, clicks=clicks))

    def everything(self, frame: int) -> list[FoundMask]:
        return self._whole.everything(frame)

    def follow(self, masklet_id: int, policy: str) -> None:
        """Kept until the first prompts say where the object is tracked."""
        self._policies[masklet_id] = policy
        if masklet_id in self._in_window:
            self._window(masklet_id).follow(masklet_id, policy)
        elif masklet_id in self._in_whole or not self._may_window(masklet_id):
            self._in_whole.add(masklet_id)
            self._whole.follow(masklet_id, policy)

    def restore(self, frame: int, masklet_id: int, sample: Sample) -> None:
        if masklet_id in self._in_window:
            self._window(masklet_id).restore(frame, masklet_id, sample)
        else:
            self._in_whole.add(masklet_id)
            self._whole.restore(frame, masklet_id, sample)

    def propagate(
        self, first: int, last: int, *, backward: bool
    ) -> Iterator[tuple[int, Mapping[int, Answer]]]:
        sessions: list[Tracking] = [self._opened[number] for number in sorted(self._in_window)]
        if self._in_whole or not sessions:
            sessions.insert(0, self._whole)
        steps = [s.propagate(first, last, backward=backward) for s in sessions]
        for answers in zip(*steps, strict=True):
            together: dict[int, Answer] = {}
            for _, some in answers:
                together.update(some)
            yield answers[0][0], together

    def _prompt_whole(self, frame: int, masklet_id: int, prompts: FramePrompts) -> Answer:
        if masklet_id not in self._in_whole:
            self._in_whole.add(masklet_id)
            if masklet_id in self._policies:
                self._whole.follow(masklet_id, self._policies[masklet_id])
        return self._whole.prompt(frame, masklet_id, prompts)

    def _may_window(self, masklet_id: int) -> bool:
        return self._large and masklet_id in self._allowed

    def _window(self, masklet_id: int) -> ObjectSession:
        if masklet_id not in self._opened:
            self._opened[masklet_id] = self._open_window()
        return self._opened[masklet_id]

    def _box(self, frame: int, masklet_id: int, prompts: FramePrompts) -> Box | None:
        """Of the object that is meant, with all positive clicks in it; None where nothing is meant."""
        inside = [c for c in prompts.clicks if c.positive]
        box = self._given_box(prompts)
        if box is None and inside and prompts.mask is None:
            whole = self._whole.prompt(frame, masklet_id, prompts)
            self._whole.forget(masklet_id)
            # A window that tracks the object already must not lose what it knows.
            window = self._open_window() if masklet_id in self._in_window else self._window(masklet_id)
            box = close_in(window, frame, masklet_id, prompts, whole, self._size)
        if box is None:
            return None
        return Box(
            min([box.x0, *(c.x for c in inside)]),
            min([box.y0, *(c.y for c in inside)]),
            max([box.x1, *(c.x for c in inside)]),
            max([box.y1, *(c.y for c in inside)]),
        )

    def _given_box(self, prompts: FramePrompts) -> Box | None:
        if prompts.mask is not None:
            return mask_box(unpack_mask(prompts.mask), self._size)
        if prompts.box is not None:
            return prompts.box
        if prompts.corrects is not None:
            return mask_box(decode_logits(prompts.corrects) > 0, self._size)
        return None
