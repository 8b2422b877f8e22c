"""Every action of the window in one table: its words, its keys, when it can be used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Flag, auto

from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QUndoStack
from PySide6.QtWidgets import QWidget

from app.ui.icons import icon
from app.ui.words import tr


class Needs(Flag):
    """What must be there for an action to make sense."""

    NOTHING = 0
    CLIP = auto()
    MASKLET = auto()  # one is selected
    PROMPTS = auto()  # a visible masklet has prompts
    PROMPTS_HERE = auto()  # the selected masklet has prompts on this frame
    ANY_PROMPTS = auto()  # the selected masklet has prompts somewhere
    WORK_AREA = auto()  # an in or out point is set
    TRACKED = auto()  # the selected masklet has tracked frames
    IDLE = auto()  # nothing is being tracked
    TRACKING = auto()


@dataclass(frozen=True)
class ActionSpec:
    """One action. `group` makes it one of several of which one is on."""

    id: str
    text: str
    keys: tuple[str, ...] = ()
    tip: str = ""
    needs: Needs = Needs.NOTHING
    icon: str = ""
    group: str = ""
    checkable: bool = False


_ICONS: Mapping[str, str] = {
    "open": "open",
    "save": "save",
    "export": "export",
    "add_masklet": "add",
    "delete_masklet": "trash",
    "previous_prompt": "prompt-previous",
    "next_prompt": "prompt-next",
    "loop": "loop",
    "tool_click": "click",
    "tool_box": "box",
    "tool_lasso": "lasso",
    "tool_brush": "brush",
    "tool_eraser": "eraser",
    "tool_paint": "paint",
    "tool_shape": "shape",
    "tool_hand": "hand",
    "track_backward": "track-backward",
    "track_both": "track-both",
    "track_forward": "track-forward",
    "cancel": "cancel",
    "play": "play",
    "shuttle_back": "play-reverse",
    "step_back": "step-backward",
    "step_forward": "step-forward",
    "go_first": "first",
    "go_last": "last",
    "set_in": "in-point",
    "set_out": "out-point",
    "clear_work_area": "clear-range",
    "view_overlay": "overlay",
    "view_result": "result",
    "view_matte": "matte",
    "view_cutout": "cutout",
    "view_outline": "outline",
    "view_source": "source",
    "zoom_fit": "zoom-fit",
    "zoom_100": "zoom-100",
    "shortcuts": "help",
    "about": "info",
}


def _spec(id_: str, text: str, keys: str = "", tip: str = "", needs: Needs = Needs.NOTHING) -> ActionSpec:
    return ActionSpec(id_, text, tuple(keys.split()), tip, needs, icon=_ICONS.get(id_, ""))


def _radio(id_: str, text: str, keys: str, tip: str, group: str, needs: Needs = Needs.NOTHING) -> ActionSpec:
    return ActionSpec(id_, text, tuple(keys.split()), tip, needs, _ICONS.get(id_, ""), group, checkable=True)


_TRACKABLE = Needs.CLIP | Needs.PROMPTS | Needs.IDLE

ACTIONS: tuple[ActionSpec, ...] = (
    _spec("open", "Open…", "Ctrl+O", "Open a clip, an image sequence or a project"),
    _spec("open_edit", "Open edit…", "", "Open what an edit uses (OpenTimelineIO, FCPXML, EDL)"),
    _spec("open_sample", "Open sample clip", "", "Open the clip that comes with Masklet"),
    _spec("save", "Save", "Ctrl+S", "Save the project with its masklets", Needs.CLIP),
    _spec("save_as", "Save as…", "Ctrl+Shift+S", "Save the project under another name", Needs.CLIP),
    _spec("close", "Close", "Ctrl+W", "Close the project", Needs.CLIP),
    _spec("export", "Export…", "Ctrl+E", "Write the matte, cut-out or composite to a file", Needs.CLIP),
    _spec(
        "hand_off", "Export shapes and masks…", "", "For Nuke, After Effects, Fusion, data sets", Needs.CLIP
    ),
    _spec("import_set", "Import masks from COCO or SA-V…", "", "Each object becomes a masklet", Needs.CLIP),
    _spec("import_folder", "Import masks from a folder…", "", "Label pictures (DAVIS) or YOLO", Needs.CLIP),
    _spec("report", "Report…", "", "A page with pictures of the frames that need eyes", Needs.CLIP),
    _spec("quit", "Quit", "Ctrl+Q"),
    _spec("add_masklet", "Add masklet", "Ctrl+N", "Begin another object", Needs.CLIP),
    _spec("delete_masklet", "Delete masklet", "Ctrl+Del", "Remove the selected masklet", Needs.MASKLET),
    _spec(
        "clear_prompts",
        "Clear prompts on this frame",
        "Del Backspace",
        "Remove the selected masklet's clicks and box on this frame",
        Needs.PROMPTS_HERE,
    ),
    _spec(
        "clear_track",
        "Clear tracked frames",
        "",
        "Forget what was tracked for the selected masklet; its prompts stay",
        Needs.TRACKED | Needs.IDLE,
    ),
    _radio("tool_click", "Click", "C", "Click on the object; Alt or right click on what is not it", "tool"),
    _radio("tool_box", "Box", "B", "Drag a box around the object", "tool"),
    _radio("tool_lasso", "Lasso", "Q", "Draw loosely around the object; Shift: exactly this area", "tool"),
    _radio("tool_brush", "Brush", "P", "Paint on the mask; Alt or right button erases", "tool"),
    _radio("tool_eraser", "Eraser", "E", "Erase from the mask; Alt or right button paints", "tool"),
    _radio("tool_paint", "Hand paint", "U", "Paint above the track, which tracking never changes", "tool"),
    _radio("tool_shape", "Shape", "S", "Draw and change the shapes of the selected masklet's matte", "tool"),
    _spec("brush_smaller", "Smaller brush", "[", "Ctrl and the wheel do so too"),
    _spec("brush_larger", "Larger brush", "]", "Ctrl and the wheel do so too"),
    ActionSpec(
        "paint_range",
        "Hand paint on the work area",
        tip="Hand paint goes on every frame from in to out point, and not on this one alone",
        checkable=True,
    ),
    _spec(
        "carry_paint",
        "Carry hand paint along",
        "Shift+U",
        "Move this frame's hand paint with the picture through the work area, as far as the shot goes",
        Needs.MASKLET | Needs.IDLE,
    ),
    ActionSpec(
        "hover_preview",
        "Preview clicks",
        tip="Show what a click would give while the pointer rests",
        checkable=True,
    ),
    _spec("next_meaning", "Part or whole", "X", "The next of what the click may mean", Needs.PROMPTS_HERE),
    _spec("import_mask", "Import mask…", "Ctrl+I", "Use pictures as masks on this frame", Needs.CLIP),
    _radio("tool_hand", "Hand", "H", "Drag the picture; the middle button does so in any tool", "tool"),
    _spec("track_backward", "Track backward", "Ctrl+Shift+T", "Track from here to the in point", _TRACKABLE),
    _spec("track_both", "Track both ways", "Ctrl+T", "Track the whole work area", _TRACKABLE),
    _spec("track_forward", "Track forward", "T", "Track from here to the out point", _TRACKABLE),
    _spec(
        "track_again",
        "Track again with another model…",
        "",
        "Answer the same prompts with another model and mark where the two differ; locked frames stay",
        _TRACKABLE,
    ),
    _spec("track_queue", "Track in the queue", "", "Let it wait its turn; open the next clip", _TRACKABLE),
    _spec(
        "find_again",
        "Find again here",
        "Shift+T",
        "Look for the selected masklet's object on this frame: after a cut, or when it comes back",
        Needs.TRACKED | Needs.IDLE,
    ),
    _spec("cancel", "Stop", "Esc", "Stop tracking or carrying, and keep what is done", Needs.TRACKING),
    ActionSpec(
        "follow",
        "Follow while tracking",
        tip="Show each frame as it is tracked",
        checkable=True,
    ),
    _spec("play", "Play / pause", "Space", "Play or pause", Needs.CLIP),
    _spec("shuttle_back", "Play backward", "J", "Play backward; again: faster", Needs.CLIP),
    _spec("shuttle_stop", "Stop playing", "K", "Stop", Needs.CLIP),
    _spec("shuttle_forward", "Play forward", "L", "Play forward; again: faster", Needs.CLIP),
    ActionSpec("mute", "Mute", ("Alt+M",), "Play without sound", icon="mute", checkable=True),
    ActionSpec(
        "proxies",
        "Proxies",
        tip="Make small copies of clips that are slow to jump about in, and scrub and play those",
        checkable=True,
    ),
    ActionSpec(
        "loop", "Loop", ("Ctrl+L",), "Play the work area again and again", icon="loop", checkable=True
    ),
    _spec("step_back", "Previous frame", "Left", "One frame back", Needs.CLIP),
    _spec("step_forward", "Next frame", "Right", "One frame on", Needs.CLIP),
    _spec("jump_back", "10 frames back", "Shift+Left", "", Needs.CLIP),
    _spec("jump_forward", "10 frames on", "Shift+Right", "", Needs.CLIP),
    _spec("go_first", "First frame", "Home", "Go to the first frame", Needs.CLIP),
    _spec("go_last", "Last frame", "End", "Go to the last frame", Needs.CLIP),
    _spec("go_in", "Go to in point", "Shift+I", "", Needs.WORK_AREA),
    _spec("go_out", "Go to out point", "Shift+O", "", Needs.WORK_AREA),
    _spec("previous_prompt", "Previous prompt", "Up", "", Needs.ANY_PROMPTS),
    _spec("next_prompt", "Next prompt", "Down", "", Needs.ANY_PROMPTS),
    _spec("set_in", "Set in point", "I", "The work area begins at this frame", Needs.CLIP),
    _spec("set_out", "Set out point", "O", "The work area ends at this frame", Needs.CLIP),
    _spec("clear_work_area", "Clear in and out", "Alt+X", "The work area is the whole clip", Needs.WORK_AREA),
    _radio("view_overlay", "Overlay", "1", "The clip with the masklets over it", "view"),
    _radio("view_result", "Result", "2", "The effects as they will be exported", "view"),
    _radio("view_matte", "Matte", "3", "The matte: white is the object", "view"),
    _radio("view_cutout", "Cut-out", "4", "The objects without their surroundings", "view"),
    _radio("view_outline", "Outline", "5", "The clip with a line around each masklet", "view"),
    _radio("view_source", "Source", "6", "The clip alone", "view"),
    ActionSpec("loupe", "Loupe", ("Ctrl+M",), "Single pixels and their values", checkable=True),
    _spec("wipe", "Wipe compare", "W", "Drag a line between this view and the source", Needs.CLIP),
    _spec("difference", "Difference", "Shift+W", "Where this view differs from the source", Needs.CLIP),
    _spec("onion_more", "Onion skin", "Alt+O", "Lines of one more frame each way, or none", Needs.CLIP),
    _spec("look_reset", "Reset viewer", "Shift+G", "Normal exposure, gamma and channels", Needs.CLIP),
    _spec("zoom_fit", "Zoom to fit", "Shift+Z F", "Show the whole picture", Needs.CLIP),
    _spec("zoom_100", "Zoom to 100 %", "Ctrl+1", "One picture pixel on one screen pixel", Needs.CLIP),
    _spec("timeline_fit", "Zoom timeline to fit", "\\", "Show the whole clip in the timeline", Needs.CLIP),
    _spec("full_viewer", "Picture alone", "Shift+F11", "Nothing but the picture; again: back", Needs.CLIP),
    _spec("full_screen", "Full screen", "F11"),
    _spec(
        "next_problem",
        "Next problem",
        "N",
        "Go to the next worst frame that nobody has looked at",
        Needs.CLIP,
    ),
    _spec("previous_problem", "Previous problem", "Shift+N", "Go back to the worst frame before", Needs.CLIP),
    _spec("review", "Reviewed", "R", "This frame was looked at and is good; again: not yet", Needs.MASKLET),
    _spec(
        "lock", "Lock frame", "Ctrl+R", "Approve this frame: nothing changes it until unlocked", Needs.MASKLET
    ),
    _spec(
        "lock_area",
        "Lock work area",
        "",
        "Approve the masks from in to out point",
        Needs.TRACKED | Needs.IDLE,
    ),
    _spec("unlock_area", "Unlock work area", "", "Let them be changed again", Needs.MASKLET | Needs.IDLE),
    _spec("cut_tail", "Cut the tail", "", "The object is gone from here on", Needs.MASKLET | Needs.IDLE),
    _spec(
        "split", "Split from here on", "", "The rest becomes a masklet of its own", Needs.MASKLET | Needs.IDLE
    ),
    _spec("copy_masklet", "Copy masklet", "Ctrl+D", "With its prompts, track and effects", Needs.MASKLET),
    _spec(
        "hold",
        "Hold through occlusion",
        "",
        "Carry the mask through the work area",
        Needs.MASKLET | Needs.IDLE,
    ),
    _spec("marker", "Marker…", "M", "Put a note on this frame", Needs.CLIP),
    _spec("find_cuts", "Find cuts", "", "Look for cuts in the clip; tracking never crosses one", Needs.CLIP),
    _spec("cut", "Shot begins here", "", "Mark a cut at this frame, or take it away", Needs.CLIP),
    _spec("palette", "Command palette…", "Ctrl+K", "Find any action by typing a part of its name"),
    _spec("preferences", "Preferences…", "Ctrl+,", "Language, device, memory and keys"),
    _spec("models", "Models…", "", "Download, import and choose models"),
    _spec("plugins", "Plugins…", "", "List the effects; allow, turn off and try plugins"),
    _spec("manual", "Manual…", "Shift+F1", "Read and search the manual"),
    _spec("shortcuts", "Keyboard shortcuts…", "F1 ?", "All keys in one list, to be read and changed"),
    _spec("show_log", "Show log folder", "", "Open the folder with the log"),
    _spec("about", "About Masklet"),
)


def build_actions(parent: QWidget, handlers: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """One QAction per row, connected to the handler of its id. KeyError where one has no handler."""
    groups: dict[str, QActionGroup] = {}
    actions: dict[str, QAction] = {}
    for spec in ACTIONS:
        action = QAction(tr(spec.text), parent)
        action.setObjectName(spec.id)
        action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
        action.setToolTip(tool_tip(spec))
        action.setStatusTip(tr(spec.tip))
        action.setCheckable(spec.checkable)
        if spec.icon:
            action.setIcon(icon(spec.icon))
        if spec.group:
            groups.setdefault(spec.group, QActionGroup(parent)).addAction(action)
        handler = handlers[spec.id]
        action.triggered.connect(_call(handler))
        parent.addAction(action)
        actions[spec.id] = action
    return actions


def history_actions(stack: QUndoStack, parent: QWidget) -> dict[str, QAction]:
    """The undo stack's own two actions, which name the step."""
    undo, redo = stack.createUndoAction(parent, tr("Undo")), stack.createRedoAction(parent, tr("Redo"))
    undo.setIcon(icon("undo"))
    redo.setIcon(icon("redo"))
    return {"undo": undo, "redo": redo}


def _call(handler: Callable[[], object]) -> Callable[[], None]:
    """Without the "checked" that QAction would hand over."""

    def run() -> None:
        handler()

    return run


def tool_tip(spec: ActionSpec, keys: tuple[str, ...] | None = None) -> str:
    """What it does, with its first key in brackets."""
    tip = tr(spec.tip or spec.text).rstrip("…")
    keys = spec.keys if keys is None else keys
    return f"{tip} ({native(keys[0])})" if keys else tip


def native(keys: str) -> str:
    """Keys as this platform writes them."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def enable_actions(actions: Mapping[str, QAction], given: Needs) -> None:
    """Only what can be done now can be chosen."""
    for spec in ACTIONS:
        actions[spec.id].setEnabled((spec.needs & given) == spec.needs)
