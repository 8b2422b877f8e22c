"""The menu bar: which action stands where, and the menus that are filled when they open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

from app.ui.mask_menu import MaskMenu
from app.ui.menus import InputSpaceMenu, ModelMenu, RecentMenu
from app.ui.words import mark, tr

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

SEPARATOR = "-"
MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        mark("&File"),
        (
            *("open", "open_edit", SEPARATOR, "save", "save_as", "close", SEPARATOR, "import_set"),
            *("import_folder", SEPARATOR, "export", "hand_off", "report", SEPARATOR, "quit"),
        ),
    ),
    (
        mark("&Edit"),
        (
            "undo",
            "redo",
            SEPARATOR,
            "set_in",
            "set_out",
            "clear_work_area",
            SEPARATOR,
            "marker",
            SEPARATOR,
            "preferences",
            "plugins",
        ),
    ),
    (
        mark("&Masklet"),
        (
            *(
                "add_masklet",
                "copy_masklet",
                "split",
                "delete_masklet",
                SEPARATOR,
                "clear_prompts",
                "clear_track",
                SEPARATOR,
            ),
            *("import_mask", SEPARATOR, "tool_click", "tool_box", "tool_lasso", "tool_brush", "tool_eraser"),
            *(
                "tool_paint",
                "tool_shape",
                "tool_hand",
                SEPARATOR,
                "brush_smaller",
                "brush_larger",
                "paint_range",
                "carry_paint",
                SEPARATOR,
            ),
            *(SEPARATOR, "hover_preview", "next_meaning"),
        ),
    ),
    (
        mark("&Track"),
        (
            *(
                "track_forward",
                "track_backward",
                "track_both",
                "track_again",
                "track_queue",
                "find_again",
                SEPARATOR,
                "cancel",
                SEPARATOR,
                "follow",
            ),
            *(SEPARATOR, "next_problem", "previous_problem", "review", SEPARATOR),
            *(
                "lock",
                "lock_area",
                "unlock_area",
                SEPARATOR,
                "cut_tail",
                "hold",
                "cut",
                "find_cuts",
                SEPARATOR,
                "models",
            ),
        ),
    ),
    (
        mark("&View"),
        (
            *("view_overlay", "view_result", "view_matte", "view_cutout", "view_outline", "view_source"),
            *(
                SEPARATOR,
                "wipe",
                "difference",
                "onion_more",
                "loupe",
                "look_reset",
                SEPARATOR,
                "proxies",
                SEPARATOR,
            ),
            *("zoom_fit", "zoom_100", "timeline_fit", SEPARATOR, "full_viewer", "full_screen"),
        ),
    ),
    (
        mark("&Go"),
        (
            *("play", "shuttle_back", "shuttle_stop", "shuttle_forward", "loop", "mute", SEPARATOR),
            *("step_back", "step_forward", "jump_back", "jump_forward", SEPARATOR),
            *("go_first", "go_last", "go_in", "go_out", SEPARATOR, "previous_prompt", "next_prompt"),
        ),
    ),
    (mark("&Help"), ("open_sample", "manual", "palette", "shortcuts", "show_log", SEPARATOR, "about")),
)


def fill_menus(bar: QMenuBar, actions: Mapping[str, QAction]) -> dict[str, QMenu]:
    menus: dict[str, QMenu] = {}
    for title, ids in MENUS:
        menu = bar.addMenu(tr(title))
        menus[title.replace("&", "")] = menu
        for id_ in ids:
            if id_ == SEPARATOR:
                menu.addSeparator()
            else:
                menu.addAction(actions[id_])
    return menus


def add_growing_menus(window: MainWindow) -> None:
    """What depends on the project and on this computer."""
    document, menus = window.document, window.menus
    recent = RecentMenu(lambda: window.settings.recent, window)
    recent.chosen.connect(window.open)
    menus["File"].insertMenu(menus["File"].actions()[1], recent)
    masks = MaskMenu(document, window.state, window.prompting, window)
    menus["Masklet"].insertMenu(window.actions_by_id["import_mask"], masks)
    window.repairing.add_menus(menus["Masklet"])
    menus["Track"].addMenu(ModelMenu(document, window.services.models, window))
    menus["View"].addMenu(InputSpaceMenu(document, window))
