"""Prompts put to the model: what it can answer itself, and what was painted on top."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.document.masklet import Masklet
from app.document.prompts import Box, FramePrompts
from app.document.sample import Sample
from app.document.strokes import Lasso, Strokes
from app.engine.levels import with_level
from app.engine.painting import painted_mask
from app.engine.predictor import Answer, Session
from app.engine.samples import encode_sample, mask_logits, pack_mask, resize_logits, unpack_mask
from app.opencv import cv2

_SNAPPED = 0.1  # of an outline's area: a smaller object in it is no object, and the outline itself is meant


@dataclass(frozen=True)
class Answered:
    """The model's answer, and the mask at source size where the user gave or painted it."""

    answer: Answer
    given: NDArray[np.bool_] | None = None

    def sample(self, model: str, *, prompted: bool) -> Sample:
        """What was given is kept pixel for pixel, not as coarse as the model sees it."""
        return encode_sample(
            self.answer.logits if self.given is None else mask_logits(self.given),
            presence=self.answer.presence,
            iou=self.answer.iou,
            pointer=self.answer.pointer,
            model=model,
            prompted=prompted,
        )


def answer_prompts(session: Session, masklet: Masklet, frame: int, size: tuple[int, int]) -> Answered:
    """Put the masklet's prompts on the frame of the session; `size` is the clip's (height, width)."""
    prompts = with_level(masklet, frame)
    if not prompts.strokes:
        given = unpack_mask(prompts.mask) if prompts.mask is not None else None
        return Answered(session.prompt(frame, masklet.id, prompts), given)
    mask = painted_mask(*_base(session, masklet.id, frame, prompts, size))
    return Answered(session.prompt(frame, masklet.id, FramePrompts(mask=pack_mask(mask))), mask)


def anchor_mask(masklet: Masklet, frame: int, size: tuple[int, int]) -> NDArray[np.bool_]:
    """The mask of a frame as it is shown, with what was painted on it by hand: (height, width)."""
    sample = masklet.track[frame]
    mask = resize_logits(sample, *size) > 0 if sample.presence > 0 else np.zeros(size, bool)
    return painted_mask(mask, masklet.hand.get(frame, ()))


def _base(
    session: Session, masklet_id: int, frame: int, prompts: FramePrompts, size: tuple[int, int]
) -> tuple[NDArray[np.bool_], Strokes]:
    """What the strokes are painted on, and the strokes that are still to be painted."""
    plain = replace(prompts, strokes=())
    strokes = prompts.strokes
    if prompts.mask is not None:
        return unpack_mask(prompts.mask), strokes
    if plain:
        return _mask(session.prompt(frame, masklet_id, plain), size), strokes
    if prompts.corrects is not None:
        return resize_logits(prompts.corrects, *size) > 0, strokes
    first = strokes[0]
    if isinstance(first, Lasso) and first.snaps and first.positive:
        return _snapped(session, masklet_id, frame, first, size), strokes[1:]
    return np.zeros(size, bool), strokes


def _snapped(
    session: Session, masklet_id: int, frame: int, lasso: Lasso, size: tuple[int, int]
) -> NDArray[np.bool_]:
    """The object in an outline: what the model finds in its bounds, as far as it lies in the outline."""
    outline = painted_mask(np.zeros(size, bool), (lasso,))
    x0, y0, x1, y1 = lasso.bounds
    if x0 < x1 and y0 < y1:
        answer = session.prompt(frame, masklet_id, FramePrompts(box=Box(x0, y0, x1, y1)))
        found = _mask(answer, size) & outline
        if np.count_nonzero(found) >= _SNAPPED * np.count_nonzero(outline):
            return found
    return outline


def _mask(answer: Answer, size: tuple[int, int]) -> NDArray[np.bool_]:
    lib = cv2()
    return lib.resize(answer.logits, (size[1], size[0]), interpolation=lib.INTER_LINEAR) > 0
