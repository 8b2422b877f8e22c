"""Which keys do what: the table's own, and what the user put in their place."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QAction, QKeySequence

from app.ui.actions import ACTIONS, tool_tip

Keys = tuple[str, ...]  # in Qt's portable writing: "Ctrl+Shift+Z"

# The undo stack makes these two actions itself.
HISTORY_KEYS: Mapping[str, Keys] = {"undo": ("Ctrl+Z",), "redo": ("Ctrl+Shift+Z", "Ctrl+Y")}


def default_keys() -> dict[str, Keys]:
    """By action id; actions without keys too, since they can be given some."""
    return {**HISTORY_KEYS, **{spec.id: spec.keys for spec in ACTIONS}}


def keys_with(changed: Mapping[str, Keys]) -> dict[str, Keys]:
    """The defaults with the user's own in their place. Ids that are not known any more are left out."""
    keys = default_keys()
    return keys | {id_: own for id_, own in changed.items() if id_ in keys}


def changes(keys: Mapping[str, Keys]) -> dict[str, Keys]:
    """What has to be kept of them: those that are not the default."""
    defaults = default_keys()
    return {id_: own for id_, own in keys.items() if own != defaults.get(id_)}


def users_of(key: str, keys: Mapping[str, Keys]) -> list[str]:
    """The actions that have this key."""
    wanted = QKeySequence(key)
    return [id_ for id_, own in keys.items() if any(QKeySequence(k) == wanted for k in own)]


def give_keys(actions: Mapping[str, QAction], keys: Mapping[str, Keys]) -> None:
    """Menus and tool tips say the new keys as well."""
    specs = {spec.id: spec for spec in ACTIONS}
    for id_, own in keys.items():
        if id_ not in actions:
            continue
        actions[id_].setShortcuts([QKeySequence(key) for key in own])
        if id_ in specs:
            actions[id_].setToolTip(tool_tip(specs[id_], own))
