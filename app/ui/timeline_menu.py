"""The timeline's context menu: rows of the action table for the frame and masklet under the pointer."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from app.ui.masklet_panel import MaskletPanel
from app.ui.repairing import Repairing
from app.ui.timeline_paint import HEADER_W
from app.ui.timeline_view import TimelineView
from app.ui.window_menus import SEPARATOR

_ON_LANE = (
    *("lock", "review", "lock_area", "unlock_area", SEPARATOR),
    *("split", "cut_tail", "hold", "copy_masklet", "clear_prompts"),
)
_AFTER_REPAIRS = (*(SEPARATOR, "next_problem", "marker", "cut", SEPARATOR),)
_ON_NAME = ("copy_masklet", "clear_track")
_ON_RULER = (
    *("set_in", "set_out", "clear_work_area", SEPARATOR),
    *("marker", "cut", "next_problem", SEPARATOR, "timeline_fit"),
)


class TimelineMenu(QObject):
    """What "here" means is seen before anything is chosen: the playhead goes to the frame that was hit."""

    def __init__(
        self,
        timeline: TimelineView,
        panel: MaskletPanel,
        repairing: Repairing,
        actions: Mapping[str, QAction],
    ) -> None:
        super().__init__(timeline)
        self._timeline = timeline
        self._panel = panel
        self._repairing = repairing
        self._actions = actions
        timeline.menu_wanted.connect(self._show)

    def menu_at(self, place: QPoint) -> QMenu:
        """Choose what lies at this place of the viewport; the menu for it."""
        masklet_id = self._timeline.choose_at(place)
        menu = QMenu(self._timeline)
        if masklet_id is None:
            self._add(menu, _ON_RULER)
        else:
            on_name = place.x() < HEADER_W
            self._add(menu, _ON_NAME if on_name else _ON_LANE)
            self._repairing.add_pairings(menu)
            self._add(menu, (SEPARATOR,) if on_name else _AFTER_REPAIRS)
            self._panel.add_to_menu(menu, masklet_id)
        return menu

    def _add(self, menu: QMenu, ids: tuple[str, ...]) -> None:
        for id_ in ids:
            if id_ == SEPARATOR:
                menu.addSeparator()
            else:
                menu.addAction(self._actions[id_])

    @Slot(QPoint)
    def _show(self, place: QPoint) -> None:
        menu = self.menu_at(place)
        menu.exec(self._timeline.viewport().mapToGlobal(place))
        menu.deleteLater()
