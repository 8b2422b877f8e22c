"""An object looked for again after a cut, from what it looked like in other shots."""

from __future__ import annotations

from app.document.masklet import Masklet
from app.document.prompts import FramePrompts
from app.engine.answering import anchor_mask
from app.engine.predictor import Answer, Session
from app.engine.samples import pack_mask

_LOOKS = 4  # masks of the object that it is looked for by
_APART = 8  # frames between two of them: neighbours look alike
LEAST_IOU = 0.5  # the model's own estimate: below it what was found is no offer


def reacquired(session: Session, masklet: Masklet, frame: int, size: tuple[int, int]) -> Answer | None:
    """The object on the frame, which has no mask yet; None where it is not found there.

    `size` is the clip's (height, width). The session knows nobody else afterwards.
    """
    session.forget()
    looks = _looks(masklet, frame)
    for known in looks:
        mask = pack_mask(anchor_mask(masklet, known, size))
        session.prompt(known, masklet.id, FramePrompts(mask=mask))
    if not looks:
        return None
    (_, answers), *_ = session.propagate(frame, frame, backward=False)
    found = answers[masklet.id]
    return found if found.presence > 0 and found.iou >= LEAST_IOU else None


def _looks(masklet: Masklet, frame: int) -> list[int]:
    """Frames that show the object, the nearest first."""
    there = [
        f
        for f, s in masklet.track.items()
        if s.presence > 0 and f != frame and (f not in masklet.stale or s.prompted)
    ]
    chosen: list[int] = []
    for one in sorted(there, key=lambda f: (abs(f - frame), f)):
        if len(chosen) < _LOOKS and all(abs(one - c) >= _APART for c in chosen):
            chosen.append(one)
    return chosen
