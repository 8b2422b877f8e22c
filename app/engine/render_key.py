"""What a rendered frame depends on, as a key: with the same key the picture is the same."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

from app.document.project import Project
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

    All masklets count, hidden ones too: others may be held out by them. Work area and model do not.
    """
    masklets = tuple(_Same(masklet) for masklet in project.masklets)
    return frame, masklets, project.exclusive, project.media, _Same(host)
