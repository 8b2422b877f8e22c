"""What a rendered frame depends on, as a key: with the same key the picture is the same."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, Final

from app.document.masklet import Masklet
from app.document.project import Project
from app.engine.matting.pipeline import REACH
from app.engine.plugin_host import PluginHost


class _Same:
    """Equal to itself alone: documents are immutable, another value is another object.

    Undo brings back the same one. It keeps the value alive, so that no later one gets its identity.
    """

    __slots__ = ("_value",)

    def __init__(self, value: object) -> None:
        self._value: Final = value

    def __hash__(self) -> int:
        return id(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other._value is self._value


def render_key(project: Project, frame: int, host: PluginHost) -> Hashable:
    """Changes when anything does that the frame's picture is made from; else edits leave it as it is.

    All masklets count, hidden ones too: others may be held out by them. Names, prompts, work area and
    model do not. Of the tracks only the frames count that the picture looks at: its own, those near it
    where a matte is stabilised, and all where an effect looks at the clip.
    """
    whole = any(_looks_in_time(masklet, host) for masklet in project.masklets)
    reach = REACH if any(m.matte.changes("stabilise") for m in project.masklets) else 0
    frames = range(frame - reach, frame + reach + 1)

    def part(values: Mapping[int, Any]) -> Hashable:
        return _Same(values) if whole else tuple(_Same(values.get(number)) for number in frames)

    masklets = tuple(
        (m.id, m.visible, m.must_hide, m.depth, _Same(m.effects), _Same(m.matte), part(m.track), part(m.hand))
        for m in project.masklets
    )
    return frame, masklets, project.exclusive, project.media, _Same(host)


def _looks_in_time(masklet: Masklet, host: PluginHost) -> bool:
    """Whether any of its effects looks at other frames than the one that is rendered."""
    found = (host.effects.get(entry.effect) for entry in masklet.effects if entry.enabled)
    return any(effect is not None and effect.render_in_time is not None for effect in found)
