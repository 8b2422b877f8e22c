"""The list of masklets: choose, name, colour, show, delete."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QColorDialog,
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.document import edits, effect_edits
from app.document.masklet import Masklet, WindowUse
from app.document.project import Project
from app.ui.document import OpenDocument
from app.ui.editor_state import EditorState
from app.ui.icons import icon
from app.ui.masklet_options import MaskletOptionsMenu
from app.ui.small_widgets import hint_label, swatch, tool_button
from app.ui.theme import TEXT_DIM
from app.ui.words import tr

_ROW_HEIGHT_PX = 34


class MaskletPanel(QWidget):
    """Shows the document's masklets; edits go back to the document, the choice to the editor state."""

    add_wanted = Signal()
    delete_wanted = Signal()

    def __init__(self, document: OpenDocument, state: EditorState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._state = state
        self.list = QListWidget(self)
        self.list.setUniformItemSizes(True)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.setAccessibleName(tr("Masklets"))
        self.list.currentItemChanged.connect(self._choose)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.list.itemDoubleClicked.connect(self._rename)
        self._stack = QStackedLayout()
        self._hint = hint_label(tr("Click on an object in the picture to begin a masklet."))
        self._stack.addWidget(self._hint)
        self._stack.addWidget(self.list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addLayout(self._stack, 1)
        layout.addLayout(self._buttons())
        document.project_changed.connect(self._show_project)
        state.selection_changed.connect(self._show_selection)
        self._show_project(document.project)

    def _buttons(self) -> QHBoxLayout:
        self.add_button = tool_button("add", tr("Add masklet (Ctrl+N)"), self)
        self.delete_button = tool_button("trash", tr("Delete the selected masklet (Ctrl+Del)"), self)
        self.add_button.clicked.connect(self.add_wanted)
        self.delete_button.clicked.connect(self.delete_wanted)
        row = QHBoxLayout()
        row.addWidget(self.add_button)
        row.addStretch(1)
        row.addWidget(self.delete_button)
        return row

    @Slot(object)
    def _show_project(self, project: Project) -> None:
        self._stack.setCurrentIndex(1 if project.masklets else 0)
        self.add_button.setEnabled(project.media is not None)
        shown = [self.row(i).masklet_id for i in range(self.list.count())]
        if shown != [masklet.id for masklet in project.masklets]:
            self._rebuild(project)
        for i, masklet in enumerate(project.masklets):
            self.row(i).show_masklet(masklet)
        self._show_selection()

    def _rebuild(self, project: Project) -> None:
        with QSignalBlocker(self.list):
            self.list.clear()
            for masklet in project.masklets:
                item = QListWidgetItem(self.list)
                item.setSizeHint(QSize(0, _ROW_HEIGHT_PX))
                self.list.setItemWidget(item, MaskletRow(self._document, masklet, self.list))

    def row(self, index: int) -> MaskletRow:
        """The row of the masklet with that place in the list."""
        row = self.list.itemWidget(self.list.item(index))
        assert isinstance(row, MaskletRow)
        return row

    @Slot()
    def _show_selection(self) -> None:
        selected = self._state.selected
        self.delete_button.setEnabled(selected is not None)
        with QSignalBlocker(self.list):
            self.list.setCurrentRow(-1)
            for i, masklet in enumerate(self._document.project.masklets):
                if selected is not None and masklet.id == selected.id:
                    self.list.setCurrentRow(i)

    @Slot()
    def _choose(self) -> None:
        if self.list.currentRow() >= 0:
            self._state.select(self.row(self.list.currentRow()).masklet_id)

    @Slot(QListWidgetItem)
    def _rename(self, item: QListWidgetItem) -> None:
        self.row(self.list.row(item)).begin_rename()

    @Slot(QPoint)
    def _show_menu(self, place: QPoint) -> None:
        item = self.list.itemAt(place)
        if item is None:
            return
        menu = QMenu(self)
        self.add_to_menu(menu, self.row(self.list.row(item)).masklet_id)
        menu.exec(self.list.viewport().mapToGlobal(place))

    def add_to_menu(self, menu: QMenu, masklet_id: int) -> None:
        """What can be done with a masklet that is in the list, whatever frame is shown."""
        rows = (self.row(i) for i in range(self.list.count()))
        row = next(row for row in rows if row.masklet_id == masklet_id)
        menu.addAction(tr("Rename")).triggered.connect(lambda: self._rename_in(row))
        menu.addAction(tr("Colour…")).triggered.connect(row.choose_colour)
        hide = menu.addAction(tr("Must be hidden"))
        hide.setToolTip(tr("Exports refuse frames on which it may be seen"))
        hide.setCheckable(True)
        hide.setChecked(row.must_hide)
        hide.toggled.connect(row.set_must_hide)
        window = menu.addAction(tr("Window for small objects"))
        window.setToolTip(tr("In large frames a small object is tracked in a window that follows it"))
        window.setCheckable(True)
        window.setChecked(row.may_window)
        window.toggled.connect(row.set_may_window)
        menu.addMenu(MaskletOptionsMenu(self._document, self._state, menu))
        menu.addAction(tr("Delete")).triggered.connect(self.delete_wanted)

    def _rename_in(self, row: MaskletRow) -> None:
        """The list may lie behind another panel, or be closed."""
        dock = self.parentWidget()
        if isinstance(dock, QDockWidget):
            dock.show()
            dock.raise_()
        row.begin_rename()


class MaskletRow(QWidget):
    """One masklet of the list."""

    def __init__(self, document: OpenDocument, masklet: Masklet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._masklet = masklet
        self.eye = tool_button("eye", tr("Show or hide"), self)
        self.colour = QToolButton(self)
        self.colour.setToolTip(tr("Colour"))
        self.colour.setAccessibleName(tr("Colour"))
        self.name = _NameField(self)
        self.frames = QLabel(self)
        self.frames.setStyleSheet(f"color: {TEXT_DIM};")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4, 2, 8, 2)
        layout.setSpacing(4)
        for widget in (self.eye, self.colour, self.name, self.frames):
            layout.addWidget(widget, 1 if widget is self.name else 0)
        self.eye.clicked.connect(self._toggle_shown)
        self.colour.clicked.connect(self.choose_colour)
        self.name.editingFinished.connect(self._rename)
        self.show_masklet(masklet)

    @property
    def masklet_id(self) -> int:
        return self._masklet.id

    def show_masklet(self, masklet: Masklet) -> None:
        self._masklet = masklet
        self.eye.setIcon(icon("eye" if masklet.visible else "eye-off"))
        self.colour.setIcon(swatch(QColor(*masklet.colour), 14))
        if not self.name.hasFocus():
            self.name.setText(masklet.name)
        count = len(masklet.track)
        self.frames.setText(str(count) if count else "")
        self.frames.setToolTip(tr("{count} frames have a mask", count=count) if count else "")

    @Slot()
    def begin_rename(self) -> None:
        self.name.begin()

    @Slot()
    def choose_colour(self) -> None:
        chosen = QColorDialog.getColor(
            QColor(*self._masklet.colour), self, tr("Colour of {masklet}", masklet=self._masklet.name)
        )
        if chosen.isValid():
            rgb = chosen.red(), chosen.green(), chosen.blue()
            self._document.edit(tr("Change colour"), lambda p: edits.colour_masklet(p, self.masklet_id, rgb))

    @property
    def must_hide(self) -> bool:
        return self._masklet.must_hide

    @Slot(bool)
    def set_must_hide(self, on: bool) -> None:
        text = tr("Mark as to be hidden") if on else tr("Let be seen")
        self._document.edit(text, lambda p: effect_edits.set_must_hide(p, self.masklet_id, on=on))

    @property
    def may_window(self) -> bool:
        return self._masklet.window == "auto"

    @Slot(bool)
    def set_may_window(self, on: bool) -> None:
        text = tr("Allow a window") if on else tr("Track in the whole frame")
        use: WindowUse = "auto" if on else "off"
        self._document.edit(text, lambda p: edits.set_window(p, self.masklet_id, use))

    @Slot()
    def _toggle_shown(self) -> None:
        shown = not self._masklet.visible
        text = tr("Show masklet") if shown else tr("Hide masklet")
        self._document.edit(text, lambda p: edits.show_masklet(p, self.masklet_id, visible=shown))

    @Slot()
    def _rename(self) -> None:
        name = self.name.text().strip()
        self.name.finish()
        if not name or name == self._masklet.name:
            self.name.setText(self._masklet.name)
        else:
            self._document.edit(
                tr("Rename masklet"), lambda p: edits.rename_masklet(p, self.masklet_id, name)
            )


class _NameField(QLineEdit):
    """Looks like a label, and lets the mouse through to the row, until the name is edited."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Name"))
        self._before = ""
        self.finish()

    def begin(self) -> None:
        self._before = self.text()
        self._set_editable(True)
        self.setFocus()
        self.selectAll()

    def finish(self) -> None:
        self._set_editable(False)
        self.deselect()
        self.clearFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.setText(self._before)
            self.clearFocus()
        else:
            super().keyPressEvent(event)

    def _set_editable(self, editable: bool) -> None:
        self.setReadOnly(not editable)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not editable)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if editable else Qt.FocusPolicy.NoFocus)
        self.setFrame(editable)
        self.setStyleSheet("" if editable else "background: transparent;")
