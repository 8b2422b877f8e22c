"""Builds the program folder, collects the licences of its parts, and tries it; on Linux a .deb as well.

    python packaging/build.py [--deb] [--to DIR]

packaging/README.md explains what comes out.
"""

from __future__ import annotations

import argparse
import ast
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from deb import build_deb
from icons import write_icons
from licences import collect_licences

PACKAGING = Path(__file__).resolve().parent
ROOT = PACKAGING.parent
_WINDOW_S = 15.0  # a window that is still open after this long has started


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--deb", action="store_true", help="a Debian package too")
    parser.add_argument("--to", type=Path, default=ROOT / "dist", help="default: dist")
    args = parser.parse_args()
    write_icons(ROOT / "resources" / "icons" / "masklet.svg", PACKAGING)
    folder = build_folder(args.to)
    collect_licences(folder / "licences", carried(args.to))
    try_it(folder)
    if args.deb:
        print(build_deb(folder, PACKAGING / "linux", args.to))


def build_folder(to: Path) -> Path:
    """dist/masklet: the program and all that it needs."""
    words = ["--noconfirm", "--distpath", str(to), "--workpath", str(to.parent / "build")]
    subprocess.run(
        [sys.executable, "-m", "PyInstaller", *words, str(PACKAGING / "masklet.spec")], check=True, cwd=ROOT
    )
    return to / "masklet"


def carried(to: Path) -> Iterator[Path]:
    """Where the files of the program folder come from, as PyInstaller's lists of them say."""

    def entries(value: object) -> Iterator[Path]:
        match value:
            case [str(), str(source), str()]:
                yield Path(source)
            case list() | tuple():
                for part in value:
                    yield from entries(part)
            case _:
                pass

    for name in ("COLLECT-00.toc", "PYZ-00.toc"):
        yield from entries(ast.literal_eval((to.parent / "build" / "masklet" / name).read_text("utf-8")))


def try_it(folder: Path) -> None:
    """Smoke test: it examines itself, tracks and exports the sample clip, and its window stays open.

    Raises CalledProcessError where any of that fails.
    """
    program = folder / ("masklet.exe" if sys.platform == "win32" else "masklet")
    with tempfile.TemporaryDirectory() as scratch:
        environment = {**os.environ, "MASKLET_HOME": str(Path(scratch) / "home")}
        environment.pop("PYTHONPATH", None)

        def run(*words: str) -> str:
            command = [str(program), *words]
            return subprocess.run(
                command, env=environment, cwd=scratch, check=True, text=True, stdout=subprocess.PIPE
            ).stdout

        report = run("doctor")
        if "broken" in report:
            raise SystemExit(f"The built program is broken:\n{report}")
        run("demo", "-o", "demo")
        made = sorted(p.name for p in (Path(scratch) / "demo").iterdir())
        if not {"cutout.mov", "demo.masklet"} <= set(made):
            raise SystemExit(f"The built program's demo made only {made}.")
        window = subprocess.Popen(
            [str(program), "--sample"], env={**environment, "QT_QPA_PLATFORM": "offscreen"}, cwd=scratch
        )
        try:
            code = window.wait(timeout=_WINDOW_S)
        except subprocess.TimeoutExpired:
            window.terminate()
            window.wait()
        else:
            raise SystemExit(f"The built program's window closed by itself, with exit code {code}.")
    print(f"{program} works: doctor, demo and window.")


if __name__ == "__main__":
    main()
