"""Makes the pictures of the manual's pages from the real window, on the sample clip.

    xvfb-run -a -s "-screen 0 1440x900x24" python -m tests.ui.help_pictures [--folder resources/help/images]

Run it again when the window's look changes. Needs the embedded model and a display. Those of the README are
made by tests.ui.screenshots, those of effects by tests.ui.effect_pictures.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtWidgets import QDockWidget, QWidget

from app.document import approval, edits, shape_edits, shape_path
from app.document.matte import polygon
from app.document.prompts import Click
from app.engine.matte import frame_matte
from app.engine.settings import Settings
from app.engine.tracker import Tracker
from app.ui.main import application
from app.ui.main_window import MainWindow
from app.ui.services import Services, real_services
from tests.ui.screenshots import REPOSITORY, save, wait, wait_until

LIMIT_BYTES = 200_000


class Camera:
    """The window on its way through a shot."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self.window = window
        self._folder = folder

    def shoot(self, name: str, what: QWidget | None = None, pause_ms: int = 1200) -> None:
        self.window.status.show_text("")
        wait(pause_ms)
        save((what or self.window).grab().toImage(), self._folder / f"{name}.png", LIMIT_BYTES)

    def answered(self) -> None:
        window = self.window
        wait_until(lambda: not window.tracking.is_answering and not window.tracker_thread.is_busy)

    def trigger(self, action: str) -> None:
        self.window.actions_by_id[action].trigger()

    def raise_dock(self, title: str) -> QDockWidget:
        dock = next(d for d in self.window.findChildren(QDockWidget) if d.objectName() == title)
        dock.show()
        dock.raise_()
        return dock


def first_roto(camera: Camera) -> None:
    """The five minutes of the first page."""
    window = camera.window
    window.files.open_sample()
    wait_until(lambda: bool(window.document.project.masklets))
    camera.answered()
    camera.shoot("first-click")
    start = window.state.playhead
    window.track("both")
    wait_until(lambda: not window.long_work.is_running)
    window.state.go_to(start + 20)
    camera.shoot("first-tracked")
    camera.trigger("view_matte")
    camera.shoot("first-matte")
    camera.trigger("view_cutout")
    camera.shoot("first-cutout")
    camera.trigger("view_overlay")


def corrections(camera: Camera) -> None:
    """A click far from the first makes its stretch stale; some frames are locked and reviewed."""
    window = camera.window
    masklet = window.document.project.masklets[0]
    frames = sorted(masklet.track)
    window.document.edit("Lock", lambda p: approval.lock_frames(p, masklet.id, frames[2:12]))
    where = next(c for f in masklet.prompts.values() for c in f.clicks)
    late = frames[len(frames) * 3 // 4]
    window.state.go_to(late)
    click = Click(where.x, where.y)
    window.document.edit("Click", lambda p: edits.add_click(p, masklet.id, late, click))
    camera.answered()
    camera.shoot("timeline", window.timeline)
    camera.raise_dock("Prompts")
    camera.shoot("prompts", camera.raise_dock("Prompts"))
    window.document.undo_stack.undo()
    camera.answered()


def views(camera: Camera) -> None:
    window = camera.window
    camera.raise_dock("Masklets")
    window.state.set_look(replace(window.state.look, onion=2))
    camera.shoot("viewer-onion", window.centralWidget())
    window.state.set_look(replace(window.state.look, onion=0))
    camera.trigger("view_cutout")
    camera.trigger("wipe")
    camera.shoot("viewer-wipe", window.centralWidget())
    camera.trigger("wipe")
    camera.trigger("view_overlay")


def panels(camera: Camera) -> None:
    camera.shoot("matte-panel", camera.raise_dock("Matte"))
    windows = camera.window.setting_windows
    windows.show_models()
    assert windows.model_dialog is not None
    camera.shoot("models", windows.model_dialog)
    windows.model_dialog.close()
    windows.show_palette()
    assert windows.palette is not None
    windows.palette.field.setText("track")
    camera.shoot("palette", windows.palette)
    windows.palette.close()


def shapes(camera: Camera) -> None:
    """A curved garbage matte around the object and a holdout, between two keyframes of it."""
    window = camera.window
    camera.trigger("tool_shape")
    masklet = window.document.project.masklets[0]
    here = window.state.playhead
    media = window.document.project.media
    assert media is not None
    mask = frame_matte(masklet, here, media.height, media.width) > 0.5
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    left, right, top, bottom = columns[0], columns[-1], rows[0], rows[-1]
    margin = (right - left) / 6
    path = polygon(
        *((left - margin, top - margin), (right + margin, top - margin)),
        *((right + margin, bottom + margin), (left - margin, bottom + margin)),
    )
    for point in range(4):
        path = shape_path.turned_over(path, point)
    low = top + (bottom - top) * 0.7
    front = polygon((left, low), (right, low + margin), (right, bottom), (left, bottom))
    window.shaping.draw(path)
    window.state.set_shape_kind("holdout")
    window.shaping.draw(front)
    window.state.go_to(here + 10)
    shape = window.document.project.masklets[0].matte.shapes[-1]
    moved = shape_path.moved(front, (0, 1), 0, margin)
    window.document.edit("Move", lambda p: shape_edits.set_path(p, masklet.id, shape.id, here + 10, moved))
    window.state.go_to(here + 5)
    camera.shoot("matte-shapes")
    while window.document.project.masklets[0].matte.shapes:
        window.document.undo_stack.undo()
    camera.trigger("tool_click")
    window.state.go_to(here)


def delivery(camera: Camera) -> None:
    """The export dialog with a format that has layers, and two exports in the queue."""
    window = camera.window
    window.show_export()
    dialog = window.export_dialog
    assert dialog is not None
    dialog.format.setCurrentIndex(dialog.format.findData("exr"))
    dialog.path.setText("shots/bunny_cutout")
    camera.shoot("export-dialog", dialog)
    dialog.close()
    for name in ("exr", "prores4444"):
        words = ("export", "bunny.masklet", "--format", name, "-o", f"bunny-{name}")
        window.services.queue.add(words, f"bunny: {name}", Path.cwd())
    camera.shoot("queue", camera.raise_dock("Queue"))


SHOTS: tuple[Callable[[Camera], None], ...] = (first_roto, corrections, views, panels, shapes, delivery)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--folder", type=Path, default=REPOSITORY / "resources" / "help" / "images")
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ["MASKLET_HOME"] = home
        application()
        real = real_services()
        window = MainWindow(Services(lambda: Tracker(real.models), real.models, settings=Settings()))
        window.resize(1280, 800)
        window.show()
        wait(500)
        camera = Camera(window, args.folder)
        for shots in SHOTS:
            shots(camera)
        window.document.mark_saved(window.document.project, Path(home) / "unused.masklet")
        window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
