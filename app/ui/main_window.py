"""The window: puts the panels together and turns what the user does into edits and requests."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QUndoView, QVBoxLayout, QWidget

from app.document.media import Media
from app.document.project import Project
from app.engine.requests import Direction, Tracked
from app.engine.sample_clip import sample_clip
from app.engine.settings import Settings, save_settings, with_recent
from app.engine.view_look import Look
from app.ui import actions as table
from app.ui import messages, places
from app.ui.autosaving import Autosaving, ask_recovery
from app.ui.bars import top_bar, transport_bar
from app.ui.candidate_strip import CandidateStrip
from app.ui.carrying import Carrying
from app.ui.checking import Checking
from app.ui.clip_companions import ClipCompanions
from app.ui.conditions import given
from app.ui.cut_finder import CutFinder
from app.ui.document import OpenDocument
from app.ui.editing import Editing
from app.ui.editor_state import EditorState
from app.ui.effect_panel import EffectPanel
from app.ui.export_dialog import ExportDialog
from app.ui.export_thread import ExportThread
from app.ui.export_window import ExportWindow
from app.ui.file_thread import FileThread
from app.ui.frame_requests import FramesCached
from app.ui.frame_thread import FrameThread
from app.ui.handlers import handlers
from app.ui.hover_preview import HoverPreview
from app.ui.icons import app_icon, icon
from app.ui.long_work import LongWork
from app.ui.masklet_panel import MaskletPanel
from app.ui.matte_panel import MattePanel
from app.ui.menus import model_title
from app.ui.message_bar import MessageBar
from app.ui.models_thread import ModelsThread
from app.ui.picture_feed import PictureFeed
from app.ui.playback import Playback
from app.ui.project_files import ProjectFiles
from app.ui.prompt_panel import PromptPanel
from app.ui.prompting import Prompting
from app.ui.queue_panel import QueuePanel
from app.ui.queue_thread import QueueThread
from app.ui.reacquiring import Reacquiring
from app.ui.repairing import Repairing
from app.ui.running_plugins import RunningPlugins
from app.ui.services import Services
from app.ui.setting_windows import SettingWindows
from app.ui.shaping import Shaping
from app.ui.status_widgets import StatusLine
from app.ui.timeline_menu import TimelineMenu
from app.ui.timeline_view import TimelineView
from app.ui.tracker_thread import TrackerThread
from app.ui.tracking import Tracking
from app.ui.view_bar import ViewBar
from app.ui.viewer import Viewer
from app.ui.viewer_toolbox import TOOLS
from app.ui.window_menus import add_growing_menus, fill_menus
from app.ui.words import mark, tr

_PANEL_WIDTH_PX = 300
_TIMELINE_HEIGHT_PX = 234


class MainWindow(QMainWindow):
    """The editor. Knows every panel; the panels do not know it."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.services = services
        self.settings = services.settings
        self.document = OpenDocument(parent=self)
        self.state = EditorState(self.document, self)
        self._make_lanes()
        self._make_panels()
        self._make_controllers()
        self._make_actions()
        self._lay_out()
        self._connect()
        self._refresh_title()
        self._refresh_actions()
        places.restore(self, self.settings.window)

    # Made once

    def _make_lanes(self) -> None:
        services = self.services
        self.plugins = RunningPlugins(services.host, self)
        self.tracker_thread = TrackerThread(services.make_tracker, self)
        self.frame_thread = FrameThread(
            services.open_reader, lambda: self.plugins.host, lambda: self.settings.memory_mb << 20, self
        )
        self.file_thread = FileThread(self)
        self.export_thread = ExportThread(self)
        self.queue_thread = QueueThread(services.queue, self)
        self.companions = ClipCompanions(self.frame_thread, services.open_reader, self)
        self.models_thread = ModelsThread(services.models, self)
        self._lanes = (
            self.tracker_thread,
            self.frame_thread,
            self.file_thread,
            self.export_thread,
            self.queue_thread,
            self.models_thread,
        )

    def _make_panels(self) -> None:
        self.viewer = Viewer(self)
        self.timeline = TimelineView(self)
        self.masklet_panel = MaskletPanel(self.document, self.state, self)
        self.effect_panel = EffectPanel(self.document, self.state, lambda: self.plugins.host, self)
        self.queue_panel = QueuePanel(self.services.queue, self.queue_thread, self.file_thread, self)
        self.view_bar = ViewBar(self.state, self)
        self.matte_panel = MattePanel(self.document, self.state, self)
        self.history = QUndoView(self.document.undo_stack, self)
        self.history.setEmptyLabel(tr("As opened"))
        self.history.setAccessibleName(tr("History"))
        self.message_bar = MessageBar(self)

    def _make_controllers(self) -> None:
        self.playback = Playback(self, clock=self.companions.sound.clock)
        self.companions.follow(self.playback, self.timeline)
        self.editing = Editing(self.document, self.state, self)
        self.prompting = Prompting(self.document, self.state, self.editing, self.viewer, self)
        self.shaping = Shaping(self.document, self.state, self.viewer, self)
        self.prompt_panel = PromptPanel(self.document, self.state, self.prompting, self)
        self.tracking = Tracking(self.document, self.tracker_thread, self)
        self.feed = PictureFeed(self.document, self.state, self.frame_thread, self.viewer, self)
        self.hover_preview = HoverPreview(
            *(self.document, self.state, self.tracking, self.tracker_thread, self.viewer, self.feed), self
        )
        self.candidates = CandidateStrip(self.viewer)
        self.files = ProjectFiles(self.document, self.frame_thread, self.file_thread, self)
        self.files.last_folder = self.services.settings.last_folder
        self.export_window = ExportWindow(self.document, self.export_thread, self)
        self.export_window.format_chosen.connect(self._remember_format)
        self.export_window.queue_wanted.connect(self.queue_panel.add)
        self.autosaving = Autosaving(self.document, lambda: self.settings.autosave_s, self)
        self.checking = Checking(self.document, self.state, self)
        self.repairing = Repairing(self.document, self.state, self)
        self.reacquiring = Reacquiring(self.document, self.state, self.tracker_thread, self)
        self.carrying = Carrying(self.document, self.state, self.services.open_reader, self)
        self.cut_finder = CutFinder(self.document, self.services.open_reader, self)
        self.long_work = LongWork(self.tracking, self.carrying, self.cut_finder, self)
        owners = (self.checking, self.cut_finder, self.files.interchanging, self.carrying)
        self._lanes = (*self._lanes, *(owner.lane for owner in owners))
        self.setting_windows = SettingWindows(
            lambda: self.settings, self.document, self.services.models, self.models_thread, self
        )

    def _make_actions(self) -> None:
        self.actions_by_id = table.build_actions(self, handlers(self))
        self.actions_by_id |= table.history_actions(self.document.undo_stack, self)
        self.setting_windows.use_actions(self.actions_by_id)
        self.menus = fill_menus(self.menuBar(), self.actions_by_id)
        for on in ("tool_click", "view_overlay", "follow", "proxies", "hover_preview"):
            self.actions_by_id[on].setChecked(True)
        self.actions_by_id["loop"].setChecked(self.playback.loops)
        TimelineMenu(self.timeline, self.masklet_panel, self.repairing, self.actions_by_id)
        add_growing_menus(self)

    def _lay_out(self) -> None:
        self.setWindowIcon(app_icon())
        self.setUnifiedTitleAndToolBarOnMac(True)
        self.addToolBar(top_bar(self.actions_by_id, self))
        centre = QWidget(self)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.message_bar)
        column.addWidget(self.view_bar)
        column.addWidget(self.viewer, 1)
        column.addWidget(transport_bar(self.actions_by_id, centre))
        self.setCentralWidget(centre)
        right, bottom = Qt.DockWidgetArea.RightDockWidgetArea, Qt.DockWidgetArea.BottomDockWidgetArea
        masklets = self._dock(mark("Masklets"), self.masklet_panel, right)
        prompts = self._dock(mark("Prompts"), self.prompt_panel, right)
        effects = self._dock(mark("Effects"), self.effect_panel, right)
        self.tabifyDockWidget(effects, self._dock(mark("Matte"), self.matte_panel, right))
        effects.raise_()
        history = self._dock(mark("History"), self.history, right)
        history.hide()
        timeline = self._dock(mark("Timeline"), self.timeline, bottom)
        self.queue_dock = self._dock(mark("Queue"), self.queue_panel, bottom)
        self.queue_dock.hide()  # until something is put into it
        self.tabifyDockWidget(masklets, prompts)
        masklets.raise_()
        self.setCorner(Qt.Corner.BottomRightCorner, bottom)
        self.resize(1440, 860)
        self.resizeDocks([masklets], [_PANEL_WIDTH_PX], Qt.Orientation.Horizontal)
        self.resizeDocks([masklets, effects], [1, 2], Qt.Orientation.Vertical)
        self.resizeDocks([timeline], [_TIMELINE_HEIGHT_PX], Qt.Orientation.Vertical)
        self.status = StatusLine(self.actions_by_id["cancel"], self.viewer.pixel_at)
        self.setStatusBar(self.status)

    def _dock(self, title: str, widget: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(tr(title), self)
        dock.setObjectName(title)
        dock.setWidget(widget)
        self.addDockWidget(area, dock)
        self.menus["View"].addAction(dock.toggleViewAction())
        return dock

    def _connect(self) -> None:
        document, state, viewer, timeline = self.document, self.state, self.viewer, self.timeline
        document.project_changed.connect(self._show_project)
        document.modified_changed.connect(self._refresh_title)
        document.path_changed.connect(self._refresh_title)
        state.playhead_changed.connect(self._show_playhead)
        state.selection_changed.connect(self._show_selection)
        state.look_changed.connect(self._show_look)
        self.view_bar.backdrop_changed.connect(viewer.set_backdrop)
        self.companions.proxies.progressed.connect(self.view_bar.show_proxy)
        self.prompting.interrupts.connect(self.playback.stop)
        self.feed.thumbnails_shown.connect(self.candidates.show_thumbnails)
        self.hover_preview.candidates_changed.connect(self.candidates.set_candidates)
        self.candidates.chosen.connect(self.hover_preview.choose)
        viewer.files_dropped.connect(self._take_files)
        viewer.hovered.connect(self.status.show_pointer)
        viewer.zoom_changed.connect(self.status.show_zoom)
        viewer.tool_changed.connect(self._show_hint)
        timeline.playhead_moved.connect(self._scrub)
        timeline.work_area_changed.connect(self.editing.set_work_area)
        timeline.masklet_selected.connect(state.select)
        self.masklet_panel.add_wanted.connect(self.editing.add_masklet)
        self.masklet_panel.delete_wanted.connect(self.editing.delete_masklet)
        self.effect_panel.effect_added.connect(self._show_result)
        self.checking.scores_changed.connect(timeline.set_scores)
        tellers = (self.checking, self.repairing, self.reacquiring, self.carrying, self.cut_finder)
        for teller in (*tellers, self.plugins):
            teller.told.connect(self.status.tell)
        self.files.recovered.connect(self.autosaving.take_over)
        self.setting_windows.settings_changed.connect(self._take_settings)
        self.playback.frame_wanted.connect(state.go_to)
        self.playback.speed_changed.connect(self._show_speed)
        self.frame_thread.replied.connect(self._take_frame_reply)
        self._connect_work()

    def _connect_work(self) -> None:
        self.tracking.progressed.connect(self._show_tracked)
        self.long_work.running_changed.connect(self._show_running)
        self.tracking.ended.connect(self.status.tell)
        for worker in (self.tracking, self.files, self.feed):
            worker.status.connect(self.status.show_text)
        self.files.opened.connect(self._show_opened)
        self.files.closing.connect(self._let_go)
        self.files.saved.connect(self._show_saved)
        self.plugins.attend(self.feed, self.effect_panel, self.frame_thread, self.message_bar)
        self.message_bar.turn_off_wanted.connect(self.editing.turn_effect_off)
        self.queue_panel.added.connect(self.queue_dock.show)
        self.queue_panel.told.connect(self.status.tell)
        sources = (
            *(self.queue_panel, self.tracking, self.files, self.feed, self.view_bar),
            *(self.prompting, self.shaping, self.companions.proxies, self.autosaving),
            *(self.cut_finder, self.reacquiring, self.carrying),
        )
        for source in sources:
            source.failed.connect(self.message_bar.show_message)

    # What the user does

    @property
    def _project(self) -> Project:
        return self.document.project

    def open(self, path: Path) -> None:
        """Open a clip or a project."""
        self.files.open(path)

    def start(self, path: Path | None) -> None:
        """What a new window shows: what was asked for, or the sample clip to who never opened anything."""
        recovery = ask_recovery(self)
        if recovery is not None:
            self.files.recover(recovery)
        elif path is not None:
            self.open(path)
        elif not self.settings.recent:
            self.files.open_sample()

    def track(self, direction: Direction) -> None:
        self.playback.stop()
        frame = self.state.playhead
        self.cut_finder.then(lambda: self.tracking.track(direction, frame))

    def show_export(self) -> None:
        self.export_window.show(self.settings.export_format, self.files.last_folder)

    @property
    def export_dialog(self) -> ExportDialog | None:
        """The export dialog while it is open."""
        return self.export_window.dialog

    @Slot(str)
    def _remember_format(self, name: str) -> None:
        self.settings = replace(self.settings, export_format=name)

    @Slot(object)
    def _take_settings(self, settings: Settings) -> None:
        self.settings = settings

    @Slot(object)
    def _take_files(self, paths: list[Path]) -> None:
        self.open(paths[0])

    @Slot(int)
    def _scrub(self, frame: int) -> None:
        self.playback.stop()
        self.state.go_to(frame)

    def step(self, frames: int) -> None:
        self.go_to(self.state.playhead + frames)

    def go_to(self, frame: int) -> None:
        self.playback.stop()
        self.state.go_to(frame)

    def toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    # What is shown

    @Slot(object)
    def _show_project(self, project: Project) -> None:
        self.timeline.set_project(project)
        self.status.show_model(model_title(self.services.models, project.model))
        self.playback.set_range(project.work_area)
        self._show_hint()
        self._refresh_actions()

    @Slot(int)
    def _show_playhead(self, frame: int) -> None:
        self.timeline.set_playhead(frame)
        self.playback.set_frame(frame)
        self._refresh_actions()

    @Slot(int)
    def _show_selection(self, masklet_id: int) -> None:
        self.timeline.set_selected(masklet_id or None)
        self._refresh_actions()

    @Slot(object)
    def _show_look(self, look: Look) -> None:
        self.actions_by_id[f"view_{look.mode}"].setChecked(True)

    @Slot()
    def _show_hint(self) -> None:
        hints = {tool.name: tool.hint for tool in TOOLS}
        self.status.set_hint(tr(hints[self.viewer.tool]) if self._project.media is not None else "")

    @Slot(int)
    def _show_speed(self, speed: int) -> None:
        self.feed.speed = speed
        action = self.actions_by_id["play"]
        action.setIcon(icon("pause" if speed else "play"))

    @Slot()
    def _show_result(self) -> None:
        """Who adds an effect wants to see it."""
        self.actions_by_id["view_result"].trigger()

    @Slot(object)
    def _take_frame_reply(self, reply: object) -> None:
        if isinstance(reply, FramesCached):
            self.timeline.set_cached(reply.frames)

    @Slot(object)
    def _show_tracked(self, reply: Tracked) -> None:
        self.status.show_progress(reply)
        self.timeline.set_tracking(reply.samples.keys(), reply.frame)
        if self.actions_by_id["follow"].isChecked() and not self.playback.is_playing:
            self.state.go_to(reply.frame)

    @Slot(bool)
    def _show_running(self, running: bool) -> None:
        self.feed.rests = not running
        self.companions.set_tracking(running=running)
        self.status.show_running(running)
        if not running:
            self.timeline.clear_tracking()
        self._refresh_actions()

    @Slot()
    def _let_go(self) -> None:
        """The project that was open goes away."""
        self.playback.stop()
        self.tracking.forget()
        self.message_bar.hide()
        self.state.go_to(0)

    @Slot()
    def _show_opened(self) -> None:
        media = self._project.media
        if media is None:
            return
        self.playback.set_rate(media.rate)
        self.viewer.set_pixel_aspect(*media.pixel_aspect)
        self.viewer.fit()
        self.viewer.setFocus()
        self._remember(media)
        prompted = [frame for masklet in self._project.masklets for frame in masklet.prompts]
        self.state.go_to(min(prompted, default=0))
        self.tracking.prepare()
        self.cut_finder.find_in_new()

    def _remember(self, media: Media) -> None:
        path = self.document.path or media.path
        if media.path != sample_clip().path:  # who has seen only the sample has not opened anything yet
            self.settings = with_recent(self.settings, path)

    @Slot(object)
    def _show_saved(self, path: Path) -> None:
        self.status.tell(tr("Saved {name}", name=path.name))
        self.settings = with_recent(self.settings, path)

    @Slot()
    def _refresh_title(self) -> None:
        star = "*" if self.document.is_modified else ""
        empty = self._project.media is None and self.document.path is None
        self.setWindowTitle("Masklet" if empty else f"{star}{self.document.name} - Masklet")

    def _refresh_actions(self) -> None:
        is_busy = self.long_work.is_running
        table.enable_actions(self.actions_by_id, given(self._project, self.state, is_tracking=is_busy))

    # The end

    @property
    def is_stuck(self) -> bool:
        """Whether a thread did not end with the window."""
        return any(lane.is_stuck for lane in self._lanes)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.export_window.is_running and not messages.ask(
            self, tr("Export is running"), tr("Quit and give up the export?"), yes=tr("Quit")
        ):
            event.ignore()
            return
        if not self.files.may_quit(self.close):
            event.ignore()
            return
        self.hide()
        self.playback.stop()
        self.tracking.cancel()
        self.companions.close()
        for lane in self._lanes:
            lane.stop()
        self.autosaving.end()
        self._save_settings()
        super().closeEvent(event)

    def _save_settings(self) -> None:
        settings = replace(self.settings, last_folder=self.files.last_folder)
        save_settings(replace(settings, window=places.of(self)))
