"""The tool bars: tools, tracking and views above the picture, transport below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolBar, QToolButton, QWidget

from app.ui.theme import TEXT_DIM
from app.ui.words import mark, tr

_ICON = QSize(20, 20)
_SPACE = " "
_LABELS = frozenset({mark("Track")})

_TOP: Sequence[str] = (
    *("open", "save", "-", "undo", "redo", "-"),
    *("tool_click", "tool_box", "tool_lasso", "tool_brush", "tool_eraser", "tool_paint"),
    *("tool_shape", "tool_hand", "-"),
    *("add_masklet", "-", "Track", "track_backward", "track_both", "track_forward", "cancel", _SPACE),
    *("view_overlay", "view_result", "view_matte", "-", "zoom_fit", "zoom_100", "-", "export"),
)
_TRANSPORT: Sequence[str] = (
    *("set_in", "set_out", "clear_work_area", _SPACE),
    *("go_first", "step_back", "shuttle_back", "play", "step_forward", "go_last", "loop", "mute", _SPACE),
    *("previous_prompt", "next_prompt"),
)
SHOWN = tuple(id_ for id_ in (*_TOP, *_TRANSPORT) if id_ not in {"-", _SPACE, *_LABELS})
_WITH_TEXT = frozenset({"view_overlay", "view_result", "view_matte", "export"})


def top_bar(actions: Mapping[str, QAction], parent: QWidget) -> QToolBar:
    bar = _bar(tr("Tools"), _TOP, actions, parent)
    bar.setObjectName("Tools")
    return bar


def transport_bar(actions: Mapping[str, QAction], parent: QWidget) -> QToolBar:
    return _bar(tr("Transport"), _TRANSPORT, actions, parent)


def _bar(title: str, ids: Sequence[str], actions: Mapping[str, QAction], parent: QWidget) -> QToolBar:
    bar = QToolBar(title, parent)
    bar.setMovable(False)
    bar.setFloatable(False)
    bar.setIconSize(_ICON)
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    for id_ in ids:
        if id_ == "-":
            bar.addSeparator()
        elif id_ in _LABELS:
            bar.addWidget(_label(tr(id_), bar))
        elif id_ == _SPACE:
            bar.addWidget(_stretch(bar))
        else:
            bar.addAction(actions[id_])
            button = bar.widgetForAction(actions[id_])
            if id_ in _WITH_TEXT and isinstance(button, QToolButton):
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return bar


def _label(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setContentsMargins(4, 0, 4, 0)
    label.setStyleSheet(f"color: {TEXT_DIM};")
    return label


def _stretch(parent: QWidget) -> QWidget:
    space = QWidget(parent)
    space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return space
