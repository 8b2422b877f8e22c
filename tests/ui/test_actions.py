"""The table of actions: nothing double, nothing dead, nothing without words."""

from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QKeySequence

from app.engine.view_look import MODES
from app.ui.actions import ACTIONS, Needs, enable_actions
from app.ui.bars import SHOWN
from app.ui.icons import names
from app.ui.keymap import default_keys
from app.ui.shortcuts_dialog import shortcut_groups
from app.ui.viewer_toolbox import TOOLS
from app.ui.window_menus import MENUS, SEPARATOR

IDS = {spec.id for spec in ACTIONS}
HISTORY = {"undo", "redo"}


def test_no_key_does_two_things():
    keys = Counter(QKeySequence(k).toString() for spec in ACTIONS for k in spec.keys)
    keys.update(["Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Y"])
    assert [k for k, n in keys.items() if n > 1] == []
    assert "" not in keys


def test_every_action_is_in_exactly_one_menu():
    in_menus = [id_ for _, ids in MENUS for id_ in ids if id_ != SEPARATOR]
    assert sorted(in_menus) == sorted(IDS | HISTORY)


def test_the_bars_show_only_actions_that_exist():
    assert set(SHOWN) <= IDS | HISTORY


def test_every_icon_is_there():
    assert {spec.icon for spec in ACTIONS if spec.icon} <= set(names())


def test_every_key_is_in_the_list_of_shortcuts():
    listed = {what for _, rows in shortcut_groups(default_keys()) for _, what, _ in rows}
    assert {spec.text for spec in ACTIONS if spec.keys} <= listed


def test_without_a_clip_only_opening_and_help_can_be_chosen(window):
    enabled = {id_ for id_, action in window.actions_by_id.items() if action.isEnabled()}
    assert enabled == {
        *("open", "open_edit", "open_sample", "quit", "manual", "shortcuts", "show_log", "about"),
        *("palette", "plugins", "preferences", "models"),
        *(f"tool_{tool.name}" for tool in TOOLS),
        *(f"view_{mode}" for mode in MODES),
        *(
            "brush_smaller",
            "brush_larger",
            "paint_range",
            "hover_preview",
            "loupe",
            "follow",
            "loop",
            "mute",
            "proxies",
            "full_screen",
        ),
    }


def test_tracking_cannot_be_started_twice(window):
    enable_actions(window.actions_by_id, Needs.CLIP | Needs.PROMPTS | Needs.TRACKING)
    assert not window.actions_by_id["track_forward"].isEnabled()
    assert window.actions_by_id["cancel"].isEnabled()
    enable_actions(window.actions_by_id, Needs.CLIP | Needs.PROMPTS | Needs.IDLE)
    assert window.actions_by_id["track_forward"].isEnabled()
    assert not window.actions_by_id["cancel"].isEnabled()
