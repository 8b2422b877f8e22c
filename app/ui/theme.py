"""The look of the window: neutral greys that do not bend the eye's judgement of colour."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

ACCENT = "#3d8fd1"  # selection, playhead, focus; the only hue of the window

WINDOW = "#2b2b2b"
PANEL = "#242424"
FIELD = "#1f1f1f"
RAISED = "#3a3a3a"
EDGE = "#191919"
TEXT = "#d6d6d6"
TEXT_DIM = "#8e8e8e"
TEXT_OFF = "#666666"


def apply(app: QApplication) -> None:
    """Give the whole application the dark theme. Call once, before the window is made."""
    app.setStyle("Fusion")
    app.setPalette(dark_palette())
    app.setStyleSheet(_STYLE)


def dark_palette() -> QPalette:
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    palette = QPalette()
    colours = {
        role.Window: WINDOW,
        role.WindowText: TEXT,
        role.Base: FIELD,
        role.AlternateBase: PANEL,
        role.Text: TEXT,
        role.PlaceholderText: TEXT_DIM,
        role.Button: RAISED,
        role.ButtonText: TEXT,
        role.BrightText: "#ffffff",
        role.ToolTipBase: "#111111",
        role.ToolTipText: TEXT,
        role.Light: "#4a4a4a",
        role.Midlight: "#404040",
        role.Mid: "#2f2f2f",
        role.Dark: EDGE,
        role.Shadow: "#0f0f0f",
        role.Highlight: ACCENT,
        role.HighlightedText: "#ffffff",
        role.Link: "#6fb4ea",
        role.LinkVisited: "#9a8fd1",
        role.Accent: ACCENT,
    }
    for name, value in colours.items():
        palette.setColor(name, QColor(value))
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(group.Disabled, name, QColor(TEXT_OFF))
    palette.setColor(group.Disabled, role.Highlight, QColor(RAISED))
    return palette


_STYLE = f"""
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QToolTip {{ background: #111111; color: {TEXT}; border: 1px solid #4a4a4a; padding: 3px 5px; }}
QMainWindow::separator {{ background: {EDGE}; width: 3px; height: 3px; }}
QMainWindow::separator:hover {{ background: {ACCENT}; }}
QDockWidget {{ color: {TEXT_DIM}; }}
QDockWidget::title {{ background: {PANEL}; padding: 5px 8px; border-bottom: 1px solid {EDGE}; }}
QMenuBar {{ background: {PANEL}; }}
QMenuBar::item {{ padding: 4px 9px; background: transparent; }}
QMenuBar::item:selected {{ background: {RAISED}; }}
QMenu {{ background: {PANEL}; border: 1px solid #454545; padding: 4px 0; }}
QMenu::item {{ padding: 5px 26px 5px 22px; }}
QMenu::item:selected {{ background: {ACCENT}; color: white; }}
QMenu::item:disabled {{ color: {TEXT_OFF}; background: transparent; }}
QMenu::separator {{ height: 1px; background: #3c3c3c; margin: 4px 8px; }}
QToolBar {{ background: {PANEL}; border: 0; border-bottom: 1px solid {EDGE}; }}
QToolBar {{ spacing: 2px; padding: 3px 6px; }}
QToolBar::separator {{ background: #3c3c3c; width: 1px; margin: 4px 5px; }}
QToolButton {{ border: 1px solid transparent; border-radius: 4px; padding: 4px; }}
QToolButton:hover {{ background: {RAISED}; }}
QToolButton:pressed {{ background: {FIELD}; }}
QToolButton:checked {{ background: #2c4a63; border-color: {ACCENT}; }}
QToolButton:focus {{ border-color: {ACCENT}; }}
QPushButton {{ background: {RAISED}; border: 1px solid {EDGE}; border-radius: 4px; padding: 5px 14px; }}
QPushButton:hover {{ background: #454545; }}
QPushButton:pressed {{ background: {FIELD}; }}
QPushButton:default {{ background: #2c5f8a; border-color: {ACCENT}; color: white; }}
QPushButton:default:hover {{ background: #35709f; }}
QPushButton:disabled {{ background: {WINDOW}; color: {TEXT_OFF}; border-color: #353535; }}
QPushButton:focus {{ border-color: {ACCENT}; }}
QStatusBar {{ background: {PANEL}; color: {TEXT_DIM}; border-top: 1px solid {EDGE}; }}
QStatusBar::item {{ border: 0; }}
QScrollBar:vertical {{ background: {PANEL}; width: 11px; margin: 0; }}
QScrollBar:horizontal {{ background: {PANEL}; height: 11px; margin: 0; }}
QScrollBar::handle {{ background: #4c4c4c; border-radius: 4px; margin: 2px; }}
QScrollBar::handle {{ min-width: 26px; min-height: 26px; }}
QScrollBar::handle:hover {{ background: #626262; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
QProgressBar {{ background: {FIELD}; border: 1px solid {EDGE}; border-radius: 3px; text-align: center; }}
QProgressBar::chunk {{ background: {ACCENT}; border-radius: 2px; }}
QListView, QTreeView {{ border: 1px solid {EDGE}; outline: 0; }}
QListView::item, QTreeView::item {{ padding: 3px; }}
QAbstractItemView {{ selection-background-color: #2f5573; selection-color: white; }}
"""
