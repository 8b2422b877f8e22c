"""Part or whole: a level that was chosen on one frame of a masklet holds on its other frames."""

from __future__ import annotations

from dataclasses import replace

from app.document.masklet import Masklet
from app.document.prompts import FramePrompts


def with_level(masklet: Masklet, frame: int) -> FramePrompts:
    """The prompts on the frame, with the level of the nearest frame that has one where they have none."""
    prompts = masklet.prompts[frame]
    chosen = {abs(f - frame): p.level for f, p in sorted(masklet.prompts.items()) if p.level is not None}
    if prompts.level is not None or not chosen:
        return prompts
    return replace(prompts, level=chosen[min(chosen)])
