"""A Debian package of the program folder, with its entry in menus and its file type."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from app.engine.system_libraries import ALWAYS, WINDOW  # noqa: E402 (standard library only)

_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}


def build_deb(program: Path, linux: Path, to: Path) -> Path:
    """masklet_VERSION_ARCHITECTURE.deb in `to`. Needs dpkg-deb."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    architecture = _ARCHITECTURES[platform.machine()]
    tree = to / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(program, tree / "opt" / "masklet", symlinks=True)
    _install(tree / "usr", linux)
    _control(tree / "DEBIAN", version, architecture, _kilobytes(tree))
    package = to / f"masklet_{version}_{architecture}.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "-z1", "--build", str(tree), str(package)], check=True
    )
    shutil.rmtree(tree)
    return package


def _install(usr: Path, linux: Path) -> None:
    share = usr / "share"
    for source, target in (
        (linux / "masklet.desktop", share / "applications" / "masklet.desktop"),
        (linux / "masklet-mime.xml", share / "mime" / "packages" / "masklet.xml"),
        (linux / "masklet.metainfo.xml", share / "metainfo" / "masklet.metainfo.xml"),
        (ROOT / "resources/icons/masklet.svg", share / "icons/hicolor/scalable/apps/masklet.svg"),
        (ROOT / "LICENSE", share / "doc" / "masklet" / "copyright"),
    ):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
    (usr / "bin").mkdir()
    (usr / "bin" / "masklet").symlink_to("/opt/masklet/masklet")


def _control(folder: Path, version: str, architecture: str, kilobytes: int) -> None:
    folder.mkdir()
    depends = ", ".join(sorted({*ALWAYS.values(), *WINDOW.values()}))
    (folder / "control").write_text(
        f"""Package: masklet
Version: {version}
Architecture: {architecture}
Maintainer: The Masklet authors <masklet@localhost>
Installed-Size: {kilobytes}
Depends: libc6, {depends}
Section: video
Priority: optional
Description: Click on an object in a clip, get a tracked matte
 Masklet tracks objects through a clip from a few clicks, puts effects on them
 and exports mattes and cut-outs with alpha for editing and compositing.
""",
        encoding="utf-8",
    )


def _kilobytes(tree: Path) -> int:
    return sum(f.stat().st_size for f in tree.rglob("*") if f.is_file() and not f.is_symlink()) // 1024
