"""What each row of the action table does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from app.engine.log_file import log_path
from app.engine.view_look import MODES, ViewMode
from app.ui import dialogs
from app.ui.final_model import ask_track_again
from app.ui.full_viewer import FullViewer
from app.ui.mask_menu import ask_masks
from app.ui.track_queue import TrackQueue
from app.ui.viewer_toolbox import TOOLS

if TYPE_CHECKING:
    from app.ui.editor_state import EditorState
    from app.ui.main_window import MainWindow
    from app.ui.viewer import Viewer

Handlers = dict[str, Callable[[], object]]
_JUMP_FRAMES = 10
_BRUSH_FACTOR = 1.25


def handlers(window: MainWindow) -> Handlers:
    """By the action's id."""
    return {
        **_file_handlers(window),
        **_edit_handlers(window),
        **_track_handlers(window),
        **_view_handlers(window),
        **_time_handlers(window),
        **_check_handlers(window),
    }


def _file_handlers(window: MainWindow) -> Handlers:
    return {
        "open": window.files.ask_open,
        "open_sample": window.files.open_sample,
        "save": window.files.save,
        "save_as": window.files.save_as,
        "close": window.files.close,
        "export": window.show_export,
        "open_edit": window.files.interchanging.open_edit,
        "hand_off": window.files.interchanging.hand_off,
        "import_set": window.files.interchanging.import_file,
        "import_folder": window.files.interchanging.import_folder,
        "report": window.files.ask_report,
        "quit": window.close,
        "manual": window.setting_windows.show_manual,
        "shortcuts": window.setting_windows.show_shortcuts,
        "palette": window.setting_windows.show_palette,
        "preferences": window.setting_windows.show_preferences,
        "models": window.setting_windows.show_models,
        "plugins": window.plugins.show_dialog,
        "show_log": _show_log_folder,
        "about": lambda: dialogs.about(window, window.plugins.host),
    }


def _edit_handlers(window: MainWindow) -> Handlers:
    edit = window.editing
    return {
        "add_masklet": edit.add_masklet,
        "delete_masklet": edit.delete_masklet,
        "clear_prompts": edit.clear_prompts,
        "clear_track": edit.clear_track,
        "set_in": edit.set_in_point,
        "set_out": edit.set_out_point,
        "clear_work_area": edit.clear_work_area,
        "hover_preview": lambda: window.hover_preview.turn_on(
            on=window.actions_by_id["hover_preview"].isChecked()
        ),
        "next_meaning": lambda: window.hover_preview.choose_next(),
        "import_mask": lambda: ask_masks(window, window.prompting, window.files.last_folder),
        "paint_range": lambda: window.prompting.paint_on_range(
            on=window.actions_by_id["paint_range"].isChecked()
        ),
        "carry_paint": window.carrying.carry,
        "previous_prompt": lambda: edit.go_to_prompt(-1),
        "next_prompt": lambda: edit.go_to_prompt(1),
    }


def _track_handlers(window: MainWindow) -> Handlers:
    return {
        "track_backward": lambda: window.track("backward"),
        "track_both": lambda: window.track("both"),
        "track_forward": lambda: window.track("forward"),
        "track_again": lambda: ask_track_again(window),
        "track_queue": TrackQueue(window).add,
        "cancel": window.long_work.stop,
        "find_again": window.reacquiring.find_here,
        "follow": lambda: None,  # its check mark is all
    }


def _view_handlers(window: MainWindow) -> Handlers:
    viewer, state = window.viewer, window.state
    return {
        **{f"tool_{tool.name}": _tool_setter(viewer, tool.name) for tool in TOOLS},
        "brush_smaller": lambda: viewer.scale_brush(1 / _BRUSH_FACTOR),
        "brush_larger": lambda: viewer.scale_brush(_BRUSH_FACTOR),
        **{f"view_{mode}": _setter(state, mode) for mode in MODES},
        "loupe": lambda: _show_loupe(window, on=window.actions_by_id["loupe"].isChecked()),
        "wipe": lambda: window.view_bar.toggle_compare("wipe"),
        "difference": lambda: window.view_bar.toggle_compare("difference"),
        "onion_more": window.view_bar.more_onion,
        "look_reset": window.view_bar.reset_grade,
        "zoom_fit": viewer.fit,
        "zoom_100": lambda: viewer.zoom_to(1.0),
        "timeline_fit": window.timeline.fit,
        "full_viewer": FullViewer(window, window.view_bar).toggle,
        "full_screen": window.toggle_full_screen,
    }


def _show_loupe(window: MainWindow, *, on: bool) -> None:
    window.viewer.loupe.show(on=on)
    window.feed.set_wants_values(on=on)


def _tool_setter(viewer: Viewer, name: str) -> Callable[[], object]:
    return lambda: viewer.set_tool(name)


def _setter(state: EditorState, mode: ViewMode) -> Callable[[], object]:
    return lambda: state.set_view_mode(mode)


def _time_handlers(window: MainWindow) -> Handlers:
    play = window.playback
    return {
        "play": play.toggle,
        "shuttle_back": play.reverse,
        "shuttle_stop": play.stop,
        "shuttle_forward": play.forward,
        "loop": lambda: play.set_loops(window.actions_by_id["loop"].isChecked()),
        "mute": lambda: window.companions.sound.set_muted(on=window.actions_by_id["mute"].isChecked()),
        "proxies": lambda: window.companions.use_proxies(on=window.actions_by_id["proxies"].isChecked()),
        "step_back": lambda: window.step(-1),
        "step_forward": lambda: window.step(1),
        "jump_back": lambda: window.step(-_JUMP_FRAMES),
        "jump_forward": lambda: window.step(_JUMP_FRAMES),
        "go_first": lambda: window.go_to(0),
        "go_last": lambda: window.go_to(_last_frame(window)),
        "go_in": lambda: window.go_to(window.document.project.work_area.first),
        "go_out": lambda: window.go_to(window.document.project.work_area.last),
    }


def _last_frame(window: MainWindow) -> int:
    media = window.document.project.media
    return media.frames.last if media is not None else 0


def _show_log_folder() -> None:
    log_path().parent.mkdir(parents=True, exist_ok=True)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_path().parent)))


def _check_handlers(window: MainWindow) -> Handlers:
    check, repair = window.checking, window.repairing
    return {
        "next_problem": lambda: check.go_to_problem(1),
        "previous_problem": lambda: check.go_to_problem(-1),
        "review": check.review,
        "lock": check.lock,
        "lock_area": lambda: check.lock_work_area(locked=True),
        "unlock_area": lambda: check.lock_work_area(locked=False),
        "cut_tail": repair.cut_tail,
        "split": repair.split,
        "copy_masklet": repair.copy,
        "hold": repair.hold,
        "marker": repair.mark,
        "cut": repair.toggle_cut,
        "find_cuts": window.cut_finder.find,
    }
