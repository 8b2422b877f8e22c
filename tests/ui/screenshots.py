"""Makes the pictures of README and help from the real window: the sample clip, tracked, with an effect.

    xvfb-run -a -s "-screen 0 1440x900x24" python -m tests.ui.screenshots [--folder resources/help/images]

Run it again when the window's look changes. Needs the embedded model and a display.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from imageio_ffmpeg import get_ffmpeg_exe
from PySide6.QtCore import QBuffer, QEventLoop, QIODevice, Qt, QTimer
from PySide6.QtGui import QImage, QImageWriter

from app.document import approval, edits, hand
from app.document.strokes import Brush
from app.engine.settings import Settings
from app.engine.tracker import Tracker
from app.ui.main import application
from app.ui.main_window import MainWindow
from app.ui.preferences_dialog import PreferencesDialog
from app.ui.services import Services, real_services
from app.ui.shortcuts_dialog import ShortcutsDialog

LIMIT_BYTES = 400_000
WIDTHS = (1440, 1280, 1120, 960, 840)
REPOSITORY = Path(__file__).resolve().parents[2]


def wait_until(done: Callable[[], bool]) -> None:
    loop, poll = QEventLoop(), QTimer()
    poll.setInterval(50)
    poll.timeout.connect(lambda: done() and loop.quit())
    poll.start()
    loop.exec()


def wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def save(image: QImage, path: Path, limit_bytes: int = LIMIT_BYTES) -> None:
    """In 256 colours, as large as fits the limit."""
    for width in WIDTHS:
        shrunk = image.scaledToWidth(min(width, image.width()), Qt.TransformationMode.SmoothTransformation)
        png = in_256_colours(shrunk)
        if len(png) <= limit_bytes:
            path.write_bytes(png)
            print(f"{path} {shrunk.width()} px, {len(png) // 1000} kB")
            return
    raise ValueError(f"{path.name} is over {limit_bytes} bytes at every width")


def in_256_colours(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    palette = "split[a][b];[a]palettegen[p];[b][p]paletteuse=dither=none"
    command = [get_ffmpeg_exe(), "-loglevel", "error", "-f", "png_pipe", "-i", "-", "-vf", palette]
    command += ["-compression_level", "9", "-pred", "mixed", "-f", "image2pipe", "-c:v", "png", "-"]
    return subprocess.run(command, input=buffer.data().data(), capture_output=True, check=True).stdout


def take(window: MainWindow, folder: Path) -> None:
    """Three pictures on the way through the main job."""
    window.files.open_sample()
    wait_until(lambda: bool(window.document.project.masklets))
    wait_until(lambda: not window.tracking.is_answering and not window.tracker_thread.is_busy)
    start = window.state.playhead
    window.track("both")
    wait_until(lambda: not window.long_work.is_running)
    window.state.go_to(start)
    window.status.show_text("")
    wait(1500)
    save(window.grab().toImage(), folder / "window.png")
    window.effect_panel.add("recolor")
    wait(2500)
    save(window.grab().toImage(), folder / "effect.png")
    take_review(window, folder)
    take_settings(window, folder)
    window.show_export()
    assert window.export_dialog is not None
    window.export_dialog.path.setText("bunny-cutout.mov")
    wait(800)
    save(window.export_dialog.grab().toImage(), folder / "export.png")
    window.export_dialog.close()


def take_review(window: MainWindow, folder: Path) -> None:
    """Locks, reviewed and hand-painted frames, heat, a cut and a marker on the timeline."""
    masklet = window.document.project.masklets[0]
    frames = sorted(masklet.track)
    window.document.edit("Lock", lambda p: approval.lock_frames(p, masklet.id, frames[10:25]))
    window.document.edit("Review", lambda p: approval.review_frames(p, masklet.id, frames[25:50]))
    window.document.edit("Cut", lambda p: edits.add_cut(p, frames[60]))
    window.document.edit("Mark", lambda p: edits.set_marker(p, frames[40], "hand in front"))
    stroke = Brush(((400.0, 400.0),), radius=20)
    window.document.edit("Paint", lambda p: hand.paint(p, masklet.id, frames[80:92], stroke))
    wait(1500)
    save(window.timeline.grab().toImage(), folder / "timeline.png")


def take_settings(window: MainWindow, folder: Path) -> None:
    """Palette, keys, models, preferences."""
    windows = window.setting_windows
    windows.show_palette()
    assert windows.palette is not None
    windows.palette.field.setText("track")
    wait(400)
    save(windows.palette.grab().toImage(), folder / "palette.png")
    windows.palette.close()
    windows.show_models()
    assert windows.model_dialog is not None
    wait_until(lambda: not window.models_thread.is_busy)
    wait(300)
    save(windows.model_dialog.grab().toImage(), folder / "models.png")
    windows.model_dialog.close()
    for dialog, name in (
        (PreferencesDialog(Settings(), window), "preferences.png"),
        (ShortcutsDialog({}, window), "keys.png"),
    ):
        dialog.show()
        wait(400)
        save(dialog.grab().toImage(), folder / name)
        dialog.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--folder", type=Path, default=REPOSITORY / "resources" / "help" / "images")
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ["MASKLET_HOME"] = home
        application()
        real = real_services()
        window = MainWindow(Services(lambda: Tracker(real.models), real.models, settings=Settings()))
        window.resize(1440, 900)
        window.show()
        wait(500)
        take(window, args.folder)
        window.document.mark_saved(window.document.project, Path(home) / "unused.masklet")
        window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
