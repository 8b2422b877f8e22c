"""How a masklet is followed: its memory policy, and what is remembered of an earlier tracking."""

from __future__ import annotations

from app.document.masklet import Masklet, Sample

# Those of sam2core.policies, which is not imported for a menu; a test compares them.
POLICIES = ("recent", "motion", "distractor", "tree")
DEFAULT_POLICY = "distractor"  # by measurement, see tests/benchmarks/RESULTS.md

_REACH = 16  # frames: pointers are looked back on for 15
_AFTER_ABSENCE = 8  # at least as many frames with the object, however long ago


def policy(masklet: Masklet) -> str:
    return masklet.policy or DEFAULT_POLICY


def remembered(masklet: Masklet, first: int, *, backward: bool, model: str) -> dict[int, Sample]:
    """The tracked answers that a pass from frame `first` on may look back on, if it goes on beside them.

    Only those of the same model that answer the present prompts; none where the frame before is not tracked.
    The answers to prompts are not among them: prompts are put again.
    """
    sign = -1 if backward else 1
    fresh = {
        (first - f) * sign: f
        for f, s in masklet.track.items()
        if s.model == model and not s.prompted and f not in masklet.stale and f not in masklet.prompts
    }
    if 1 not in fresh:
        return {}
    kept: dict[int, Sample] = {}
    seen = 0
    for distance in sorted(d for d in fresh if d > 0):
        sample = masklet.track[fresh[distance]]
        if distance < _REACH or (seen < _AFTER_ABSENCE and sample.presence > 0):
            kept[fresh[distance]] = sample
            seen += sample.presence > 0
    return kept
