"""Joins the shapes of the selected masklet's matte with the viewer: what is shown and done there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, Signal, Slot

from app.document import matte_edits, shape_edits
from app.document.project import Project
from app.document.shape_path import Path
from app.ui.document import OpenDocument
from app.ui.editor_state import EditorState
from app.ui.shape_marks import ShapeMark
from app.ui.viewer import Viewer
from app.ui.viewer_shapes import (
    PointAdded,
    PointsRemoved,
    ShapeBegun,
    ShapeChosen,
    ShapeDrawn,
    ShapeGesture,
    ShapeMoved,
)
from app.ui.words import tr


class Shaping(QObject):
    """Every gesture is one edit, on the playhead's frame."""

    failed = Signal(str, str)  # message, hint

    def __init__(
        self, document: OpenDocument, state: EditorState, viewer: Viewer, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._state = state
        self._viewer = viewer
        viewer.shapes.edited.connect(self._take)
        viewer.tool_changed.connect(self._show)
        document.project_changed.connect(self._show)
        for changed in (
            *(state.playhead_changed, state.selection_changed, state.look_changed),
            state.shape_changed,
        ):
            changed.connect(self._show)

    @Slot()
    def _show(self) -> None:
        """With the tool in hand on every view, else where the masks are shown too."""
        shown = self._viewer.tool == "shape" or self._state.look.has_overlays
        self._viewer.shapes.can_draw = self._state.selected is not None
        self._viewer.shapes.show(tuple(self._marks()) if shown else (), self._state.shape_kind)

    def _marks(self) -> Iterator[ShapeMark]:
        masklet, frame = self._state.selected, self._state.playhead
        for shape in masklet.matte.shapes if masklet is not None and masklet.visible else ():
            path = shape.path.at(frame)
            if isinstance(path, tuple):
                keyed = shape.path.key_on(frame) is not None
                chosen = shape.id == self._state.chosen_shape
                yield ShapeMark(shape.id, shape.kind, path, keyed, shape.enabled, chosen)

    @Slot(object)
    def _take(self, gesture: ShapeGesture) -> None:
        masklet, frame = self._state.selected, self._state.playhead
        match gesture:
            case ShapeChosen():
                self._state.choose_shape(gesture.id)
            case ShapeBegun() if masklet is None:
                self.failed.emit(
                    tr("A shape is part of a masklet's matte, and no masklet is selected."),
                    tr("Click on the object first, or add a masklet."),
                )
            case ShapeBegun():
                self._state.choose_shape(0)
            case ShapeDrawn():
                self.draw(gesture.path)
            case ShapeMoved():
                self._edit(
                    tr("Move a shape"),
                    lambda p, m: shape_edits.set_path(p, m, gesture.id, frame, gesture.path),
                )
            case PointAdded():
                self._edit(
                    tr("Add a point"),
                    lambda p, m: shape_edits.add_point(p, m, gesture.id, gesture.index, gesture.share),
                )
            case PointsRemoved():
                self._edit(
                    tr("Remove points"),
                    lambda p, m: shape_edits.remove_points(p, m, gesture.id, gesture.indices),
                )

    def draw(self, path: Path) -> None:
        """A new shape of the chosen kind, with a keyframe on the playhead's frame."""
        new, kind, frame = self._document.project.next_id, self._state.shape_kind, self._state.playhead
        self._edit(tr("Draw a shape"), lambda p, m: matte_edits.add_matte_shape(p, m, kind, path, frame))
        self._state.choose_shape(new)

    def _edit(self, text: str, change: Callable[[Project, int], Project]) -> None:
        masklet = self._state.selected
        if masklet is not None:
            self._document.edit(text, lambda p: change(p, masklet.id))
