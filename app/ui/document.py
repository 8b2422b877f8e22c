"""The open project: the one place where it changes, with undo, and with answers that arrive late."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from app.document.project import Project
from app.ui.words import tr

Change = Callable[[Project], Project]  # returns the same object where there is nothing to change


class OpenDocument(QObject):
    """Holds the project shown. `edit` is the only way to change it by hand; `amend` takes in late answers."""

    project_changed = Signal(object)  # Project
    modified_changed = Signal(bool)
    path_changed = Signal()

    def __init__(self, project: Project | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self._project = project or Project()
        self._saved = self._project
        self._path: Path | None = None
        self._was_modified = False

    @property
    def project(self) -> Project:
        return self._project

    @property
    def path(self) -> Path | None:
        """The project's file; None until it was saved for the first time."""
        return self._path

    @property
    def is_modified(self) -> bool:
        """Whether the project differs from the file. Undo back to what was saved, and it does not."""
        return self._project is not self._saved

    @property
    def name(self) -> str:
        """What the window's title calls this project."""
        if self._path is not None:
            return self._path.stem
        media = self._project.media
        return media.path.stem if media is not None else tr("Untitled")

    def open(self, project: Project, path: Path | None = None, *, is_saved: bool = True) -> None:
        """Replace all: another project, its file, an empty history. Recovered work is not saved yet."""
        self.undo_stack.clear()
        self._saved = project if is_saved else Project()
        self._path = path
        self.path_changed.emit()
        self.show(project)

    def mark_saved(self, project: Project, path: Path) -> None:
        """This very project is now in this file. What was edited while it was written stays unsaved."""
        self._saved = project
        self._path = path
        self.path_changed.emit()
        self._tell_modified()

    def edit(self, text: str, change: Change, *, merge_key: str = "") -> None:
        """One step that can be undone. Edits in a row with one `merge_key` (a slider drag) are one."""
        after = change(self._project)
        if after is not self._project:
            self.undo_stack.push(_Edit(self, text, after, merge_key))

    def amend(self, change: Change) -> bool:
        """Take in an answer as part of the step that asked for it, so that both are undone together.

        `change` returns the same object for a project that the answer does not fit. It is applied to
        the present project and to its neighbours in the history for as long as it fits. False where the
        answer fits nowhere any more.
        """
        commands = self._commands()
        index = self.undo_stack.index()
        present = change(self._project)
        if present is self._project:
            return self._amend_undone(commands[index:], change)
        if self._project is self._saved and not commands:
            self._saved = present  # the mask to prompts that were opened is nothing that the user did
        self._amend_back(commands[:index], present, change)
        self._amend_forward(commands[index:], present, change)
        self.show(present)
        return True

    def begin(self, text: str) -> LiveStep:
        """A step whose content streams in: the first answer puts it on the stack, the others grow it."""
        return LiveStep(self, text)

    def is_done(self, step: QUndoCommand) -> bool:
        """Whether the step is on the stack and not undone."""
        done = range(self.undo_stack.index())
        return any(self.undo_stack.command(i) is step for i in reversed(done))

    def grow_step(self, step: QUndoCommand, change: Change) -> bool:
        """For LiveStep: the step, and every step that stands on it, takes in one more answer."""
        if not self.is_done(step):
            return False
        commands = self._commands()
        first = next(i for i, command in enumerate(commands) if command is step)
        commands[first].after = change(commands[first].after)
        for below, command in pairwise(commands[first:]):
            command.before = below.after
            command.after = change(command.after)
        self.show(commands[self.undo_stack.index() - 1].after)
        return True

    def show(self, project: Project) -> None:
        """For the undo commands: this is the project now."""
        if project is self._project:
            return
        self._project = project
        self.project_changed.emit(project)
        self._tell_modified()

    def _commands(self) -> list[_Edit]:
        commands = [self.undo_stack.command(i) for i in range(self.undo_stack.count())]
        return [c for c in commands if isinstance(c, _Edit)]

    @staticmethod
    def _amend_back(done: list[_Edit], present: Project, change: Change) -> None:
        state = present
        for command in reversed(done):
            command.after = state
            earlier = change(command.before)
            if earlier is command.before:
                return
            command.before = state = earlier

    @staticmethod
    def _amend_forward(undone: list[_Edit], present: Project, change: Change) -> None:
        state = present
        for command in undone:
            command.before = state
            later = change(command.after)
            if later is command.after:
                return
            command.after = state = later

    @staticmethod
    def _amend_undone(undone: list[_Edit], change: Change) -> bool:
        """The click was undone before its answer came: keep the answer for a redo."""
        for i, command in enumerate(undone):
            later = change(command.after)
            if later is not command.after:
                command.after = later
                OpenDocument._amend_forward(undone[i + 1 :], later, change)
                return True
        return False

    def _tell_modified(self) -> None:
        if self.is_modified is not self._was_modified:
            self._was_modified = self.is_modified
            self.modified_changed.emit(self._was_modified)


class LiveStep:
    """One propagation as one step, open for as long as its answers arrive."""

    def __init__(self, document: OpenDocument, text: str) -> None:
        self._document = document
        self._text = text
        self._command: QUndoCommand | None = None

    def grow(self, change: Change) -> bool:
        """Add an answer. False where the step was undone meanwhile: then nothing more belongs to it."""
        if self._command is None:
            self._start(change)
            return True
        return self._document.grow_step(self._command, change)

    @property
    def was_undone(self) -> bool:
        """Whether the step has begun and is no longer part of the project."""
        return self._command is not None and not self._document.is_done(self._command)

    def _start(self, change: Change) -> None:
        before = self._document.project
        self._document.edit(self._text, change)
        if self._document.project is not before:
            stack = self._document.undo_stack
            self._command = stack.command(stack.index() - 1)


class _Edit(QUndoCommand):
    """Puts one project in the place of another; the only undo command there is."""

    def __init__(self, document: OpenDocument, text: str, after: Project, merge_key: str) -> None:
        super().__init__(text)
        self._document = document
        self._merge_key = merge_key
        self.before = document.project
        self.after = after

    def redo(self) -> None:
        self._document.show(self.after)

    def undo(self) -> None:
        self._document.show(self.before)

    def id(self) -> int:
        return 1 if self._merge_key else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Edit) or other._merge_key != self._merge_key:
            return False
        self.after = other.after
        return True
