"""Opening, saving and closing: which questions are asked, and what happens to the answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from app.document import edits
from app.document.media import Media
from app.document.project import Project
from app.engine.autosave import Recovery
from app.engine.project_file import SUFFIX
from app.engine.requests import Failed
from app.engine.sample_clip import sample_clip
from app.engine.sample_project import with_sample_prompts
from app.ui import messages
from app.ui.document import OpenDocument
from app.ui.file_thread import ClipMissing, Loaded, LoadFile, Saved, SaveFile
from app.ui.frame_requests import ClipOpened, CloseClip, OpenClip
from app.ui.interchanging import Interchanging
from app.ui.lane import Lane
from app.ui.relink_dialog import RelinkDialog
from app.ui.reporting import Reporting
from app.ui.tracker_thread import next_request_id
from app.ui.words import mark, tr

CLIP_FILTER = mark(
    "Clips and projects (*.masklet *.mp4 *.mov *.mkv *.avi *.webm *.mxf *.m4v *.mts *.m2ts *.ts *.mpg *.mpeg"
    " *.wmv *.flv *.gif *.png *.jpg *.jpeg *.tif *.tiff *.exr *.dpx);;"
    "Masklet projects (*.masklet);;All files (*)"
)


_MakeProject = Callable[[Media], Project]


class ProjectFiles(QObject):
    """The document's way to and from the disk. Reading and writing happen on the lanes."""

    opened = Signal()
    recovered = Signal(object)  # Recovery: it is open now, and not saved
    closing = Signal()  # the project that was open goes away now
    saved = Signal(object)  # Path
    status = Signal(str)
    failed = Signal(str, str)  # message, hint

    def __init__(self, document: OpenDocument, frames: Lane, files: Lane, window: QWidget) -> None:
        super().__init__(window)
        self._document = document
        self._frames = frames
        self._files = files
        self._window = window
        self._request = 0  # the open or save that is under way
        self._make_project: _MakeProject = edits.open_media  # of the clip that is being opened
        self._path: Path | None = None  # the file of the project that is being opened
        self._saved_media: Media | None = None  # what that file says of its clip
        self._after_save: Callable[[], object] | None = None
        self._recovering: Recovery | None = None  # what a crash left, while it is being opened
        self.last_folder = ""
        self.reporting = Reporting(document, files, window)
        self.reporting.status.connect(self.status)
        self.reporting.failed.connect(self.failed)
        self.interchanging = Interchanging(document, self.open, lambda: self.last_folder, window)
        self.interchanging.told.connect(self.status)
        self.interchanging.failed.connect(self.failed)
        frames.replied.connect(self._take_reply)
        files.replied.connect(self._take_reply)

    # Open

    def ask_open(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self._window, tr("Open"), self.last_folder, tr(CLIP_FILTER))
        if chosen:
            self.open(Path(chosen))

    def open(self, path: Path) -> None:
        """Open a clip or a project, after asking what becomes of the one that is open."""
        self._settle(lambda: self._open(path))

    def open_sample(self) -> None:
        """Open the clip that comes with Masklet, with the clicks on its object."""
        self._settle(lambda: self._open_clip(sample_clip().path, with_sample_prompts))

    def recover(self, recovery: Recovery) -> None:
        """Open what a crash left under the name of the user's own file, as work that is not saved."""
        self._recovering = recovery
        self._open(recovery.file)

    def _open(self, path: Path) -> None:
        if path.suffix.lower() == SUFFIX:
            self._begin(path.name)
            self._files.submit(LoadFile(self._request, path))
        else:
            self._open_clip(path, edits.open_media)

    def _open_clip(self, path: Path, make_project: _MakeProject, file: Path | None = None) -> None:
        self._make_project, self._path = make_project, file
        self._begin(path.name)
        self._frames.submit(OpenClip(self._request, path))

    def _begin(self, name: str) -> None:
        self._request = next_request_id()
        self.status.emit(tr("Opening {name}…", name=name))

    def _take_loaded(self, loaded: Loaded) -> None:
        project = loaded.project
        if project.media is None:
            self._show(project, loaded.path)
        else:
            self._open_clip(project.media.path, lambda media: replace(project, media=media), loaded.path)
            self._saved_media = project.media

    def _take_clip(self, media: Media) -> None:
        project, saved = self._make_project(media), self._saved_media
        self._saved_media = None
        self.last_folder = str((self._path or media.path).parent)
        self._show(project, self._path)
        if saved is not None:
            self._compare(saved, media)

    def _compare(self, saved: Media, found: Media) -> None:
        """A project whose clip was replaced by another: say so, the masks may not fit."""
        old, new = (
            (saved.width, saved.height, saved.frame_count),
            (found.width, found.height, found.frame_count),
        )
        if old != new:
            self.failed.emit(
                tr(
                    "{clip} is not as it was when this project was saved:"
                    " {width} x {height}, {count} frames then,"
                    " {new_width} x {new_height}, {new_count} frames now.",
                    clip=found.path.name,
                    width=old[0],
                    height=old[1],
                    count=old[2],
                    new_width=new[0],
                    new_height=new[1],
                    new_count=new[2],
                ),
                tr("Check the masks, and track again where they do not fit."),
            )

    def _show(self, project: Project, path: Path | None) -> None:
        self.closing.emit()
        recovery, self._recovering = self._recovering, None
        if recovery is None:
            self._document.open(project, path)
        else:
            self._document.open(project, recovery.original, is_saved=False)
            self.recovered.emit(recovery)
        self.status.emit("")
        self.opened.emit()

    def _find_clip(self, missing: ClipMissing) -> None:
        """The project is fine, its clip is elsewhere: let the user point at it."""
        self.status.emit("")
        dialog = RelinkDialog(missing.path, missing.media, self._files, self._window)
        dialog.chosen.connect(partial(self._relink, missing.path))
        dialog.open()

    def _relink(self, project: Path, clip: Path) -> None:
        self._request = next_request_id()
        self._files.submit(LoadFile(self._request, project, clip))

    # Save

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Save under the project's name, asking for one where it has none yet; `then` follows success."""
        if self._document.path is None:
            self.save_as(then)
        else:
            self._write(self._document.path, then)

    def save_as(self, then: Callable[[], object] | None = None) -> None:
        proposed = self._document.path or Path(self.last_folder) / f"{self._document.name}{SUFFIX}"
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, tr("Save project"), str(proposed), tr("Masklet projects (*.masklet)")
        )
        if chosen:
            path = Path(chosen)
            self._write(path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX), then)

    def _write(self, path: Path, then: Callable[[], object] | None) -> None:
        self._after_save = then
        self._request = next_request_id()
        self.status.emit(tr("Saving {name}…", name=path.name))
        self._files.submit(SaveFile(self._request, self._document.project, path))

    def _take_saved(self, saved: Saved) -> None:
        self._document.mark_saved(saved.project, saved.path)
        self.last_folder = str(saved.path.parent)
        self.status.emit("")
        self.saved.emit(saved.path)
        then, self._after_save = self._after_save, None
        if then is not None:
            then()

    def ask_report(self) -> None:
        """Write a page of the frames that need eyes."""
        self.reporting.ask(self.last_folder)

    # Close

    def close(self) -> None:
        """Back to an empty window."""
        self._settle(self._close)

    def _close(self) -> None:
        self.closing.emit()
        self._frames.submit(CloseClip(next_request_id()))
        self._document.open(Project())

    def may_quit(self, quit_now: Callable[[], object]) -> bool:
        """Whether nothing would be lost. Who wants to save first is called back by `quit_now`."""
        if not self._document.is_modified:
            return True
        answer = messages.ask_to_save(self._window, self._document.name)
        if answer is messages.Answer.SAVE:
            self.save(quit_now)
        return answer is messages.Answer.DISCARD

    def _settle(self, go_on: Callable[[], object]) -> None:
        """Go on at once, after saving, or not at all."""
        if self.may_quit(go_on):
            go_on()

    # Replies

    @Slot(object)
    def _take_reply(self, reply: object) -> None:
        match reply:
            case Loaded() if reply.request_id == self._request:
                self._take_loaded(reply)
            case ClipMissing() if reply.request_id == self._request:
                self._find_clip(reply)
            case ClipOpened() if reply.request_id == self._request:
                self._take_clip(reply.media)
            case Saved():
                self._take_saved(reply)
            case Failed() if reply.request_id == self._request:
                self._take_failure(reply)
            case _:
                pass

    def _take_failure(self, reply: Failed) -> None:
        self.status.emit("")
        self._after_save = self._saved_media = self._recovering = None
        self.failed.emit(reply.message, reply.hint)
