"""The queue: what waits, what runs and how far it is, what has ended; moved, held and tried again here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.engine.export.job import ExportRequest
from app.engine.queue.jobs import ENDED, Job
from app.engine.queue.store import QueueStore
from app.engine.requests import Failed
from app.errors import UserFacingError
from app.ui.file_thread import FileThread, Queued, QueueExports
from app.ui.notices import notify
from app.ui.queue_thread import JobChanged, QueueThread, RunQueue
from app.ui.tracker_thread import next_request_id
from app.ui.words import mark, tr

_LOOK_MS = 700  # other windows and commands change the queue too
_STATES = {
    "waiting": mark("Waiting"),
    "running": mark("Running"),
    "done": mark("Done"),
    "failed": mark("Failed"),
    "cancelled": mark("Cancelled"),
}


class QueuePanel(QWidget):
    """Shows the store as it is; runs it when asked to, unless another window or command does so already."""

    failed = Signal(str, str)  # message, hint
    told = Signal(str)  # a job has ended

    added = Signal()  # something was put into the queue

    def __init__(
        self, store: QueueStore, lane: QueueThread, files: FileThread, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._lane = lane
        self._files = files
        self._shown: tuple[Job, ...] | None = None
        self._list = QTreeWidget(self)
        self._list.setRootIsDecorated(False)
        self._list.setHeaderLabels([tr("Job"), tr("State")])
        self._list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._list.header().setStretchLastSection(False)
        self._list.setAccessibleName(tr("Jobs of the queue"))
        self._list.currentItemChanged.connect(self._refresh_buttons)
        self._buttons: dict[str, QToolButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._list, 1)
        layout.addLayout(self._make_buttons())
        lane.replied.connect(self._take_reply)
        files.replied.connect(self._take_queued)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.refresh)
        self._timer.start(_LOOK_MS)

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for name, text, tip, act in (
            ("run", tr("Run"), tr("Run the jobs, one after the other"), self.run),
            ("pause", tr("Pause"), tr("Begin no job, and hold the running one"), self._pause),
            ("up", tr("Up"), tr("Let the job run earlier"), lambda: self._move(-1)),
            ("down", tr("Down"), tr("Let the job run later"), lambda: self._move(1)),
            ("retry", tr("Retry"), tr("Let an ended job wait again"), self._on(self._store.retry)),
            (
                "cancel",
                tr("Cancel"),
                tr("Stop the job; nothing half-written stays"),
                self._on(self._store.cancel),
            ),
            ("remove", tr("Remove"), tr("Take the job out of the queue"), self._on(self._store.remove)),
            ("clear", tr("Clear done"), tr("Take out all jobs that ended well"), self._clear),
        ):
            button = QToolButton(self)
            button.setText(text)
            button.setToolTip(tip)
            button.clicked.connect(act)
            row.addWidget(button)
            self._buttons[name] = button
        row.addStretch(1)
        return row

    @Slot()
    def run(self) -> None:
        """Run what waits; a queue that was paused goes on."""
        self._try(lambda: self._store.pause(paused=False))
        if not self._lane.is_busy:
            self._lane.submit(RunQueue(next_request_id()))
        self.refresh()

    @Slot(object)
    def add(self, exports: tuple[ExportRequest, ...]) -> None:
        """Let exports wait for their turn, and begin where nothing runs."""
        self._files.submit(QueueExports(next_request_id(), exports, self._store))

    @Slot(object)
    def _take_queued(self, reply: object) -> None:
        if isinstance(reply, Queued):
            self.added.emit()
            if not self._lane.is_busy:
                self._lane.submit(RunQueue(next_request_id()))
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show the queue as it is now. A store that cannot be read keeps what was shown."""
        if not self.isVisible() and self._shown is not None:
            return
        try:
            jobs = self._store.jobs()
            paused = self._store.is_paused
        except UserFacingError as error:
            self._timer.stop()
            self.failed.emit(str(error), error.hint)
            return
        self._buttons["pause"].setEnabled(not paused and any(j.state == "running" for j in jobs))
        self._buttons["run"].setEnabled(paused or any(j.state == "waiting" for j in jobs))
        before, self._shown = self._shown, jobs
        if jobs != before:
            self._show(jobs, before or ())

    def _show(self, jobs: tuple[Job, ...], before: tuple[Job, ...]) -> None:
        """The same jobs keep their rows, so that selection and scrolling stay."""
        if [j.id for j in jobs] != [j.id for j in before]:
            selected = self._selected_id()
            self._list.clear()
            for job in jobs:
                item = QTreeWidgetItem(self._list, [job.title])
                item.setData(0, Qt.ItemDataRole.UserRole, job.id)
                if job.id == selected:
                    self._list.setCurrentItem(item)
        for row, job in enumerate(jobs):
            item = self._list.topLevelItem(row)
            if item is not None:
                self._fill(item, job)
        self._refresh_buttons()

    def _fill(self, item: QTreeWidgetItem, job: Job) -> None:
        item.setText(0, job.title)
        item.setToolTip(0, f"masklet {' '.join(job.words)}")
        running = job.state == "running" and job.total > 0
        bar = self._list.findChild(QProgressBar, _bar_name(job))
        if running and bar is None:
            bar = QProgressBar(self._list)
            bar.setObjectName(_bar_name(job))
            self._list.setItemWidget(item, 1, bar)
        if running and bar is not None:
            bar.setMaximum(job.total)
            bar.setValue(job.done)
        elif bar is not None:
            self._list.removeItemWidget(item, 1)
        item.setText(1, "" if running else tr(_STATES[job.state]))
        item.setToolTip(1, job.message)

    def _selected_id(self) -> int | None:
        item = self._list.currentItem()
        return None if item is None else int(item.data(0, Qt.ItemDataRole.UserRole))

    @Slot()
    def _refresh_buttons(self) -> None:
        chosen = self._selected_id()
        job = next((j for j in self._shown or () if j.id == chosen), None)
        state = job.state if job is not None else None
        self._buttons["up"].setEnabled(job is not None)
        self._buttons["down"].setEnabled(job is not None)
        self._buttons["retry"].setEnabled(state in ENDED)
        self._buttons["cancel"].setEnabled(state in ("waiting", "running"))
        self._buttons["remove"].setEnabled(state is not None and state != "running")
        self._buttons["clear"].setEnabled(any(j.state == "done" for j in self._shown or ()))

    @Slot(object)
    def _take_reply(self, reply: object) -> None:
        if isinstance(reply, Failed):
            self.failed.emit(reply.message, reply.hint)
        elif isinstance(reply, JobChanged) and reply.job.state in ENDED:
            job = reply.job
            said = tr(_STATES[job.state])
            self.told.emit(f"{job.title}: {said}. {job.message}".strip())
            notify(self.window(), f"{job.title}: {said}")
            if job.state == "failed":
                self.failed.emit(f"{job.title}: {said}.", job.message)
        self.refresh()

    @Slot()
    def _pause(self) -> None:
        self._try(lambda: self._store.pause(paused=True))

    @Slot()
    def _clear(self) -> None:
        self._try(self._store.clear_done)

    def _move(self, step: int) -> None:
        ids = [j.id for j in self._shown or ()]
        chosen = self._selected_id()
        if chosen in ids:
            place = max(0, ids.index(chosen) + step)
            self._try(lambda: self._store.move(chosen, place))

    def _on(self, change: Callable[[int], None]) -> Callable[[], None]:
        """A button's action on the job that is selected."""

        def act() -> None:
            if (chosen := self._selected_id()) is not None:
                self._try(lambda: change(chosen))

        return act

    def _try(self, change: Callable[[], None]) -> None:
        try:
            change()
        except UserFacingError as error:
            self.failed.emit(str(error), error.hint)
        self.refresh()


def _bar_name(job: Job) -> str:
    return f"progress-{job.id}"
