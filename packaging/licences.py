"""The licences of everything that the program folder carries, as files beside it and as one table."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import (
    Distribution,
    PackageNotFoundError,
    distribution,
    distributions,
    packages_distributions,
)
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEXTS = Path(__file__).resolve().parent / "texts"
_FILES = re.compile(r"(licen[cs]e|copying|notice|authors|copyright)", re.IGNORECASE)
# Parts that are no Python packages, or whose packages do not say it all.
_OTHER = (
    ("Python", "PSF-2.0", "the language and its standard library"),
    (
        "Qt (in PySide6)",
        "LGPL-3.0-only",
        "shared libraries, which may be replaced by others of the same version",
    ),
    ("PyInstaller (what starts the program)", "GPL-2.0-or-later with an exception for what it starts", ""),
    ("FFmpeg (program, in imageio-ffmpeg)", "GPL-3.0-or-later", "started as a program of its own"),
    ("FFmpeg (libraries, in av)", "LGPL-2.1-or-later or GPL, see av's licence files", "decoding"),
    ("masklet-small (weights)", "CC-BY-NC-SA-4.0", "resources/models/masklet-small.md names every data set"),
    ("EfficientNet-Lite0 (weights that the trunk of masklet-small began with)", "Apache-2.0", ""),
    ("Big Buck Bunny (sample clip)", "CC-BY-3.0", "resources/sample/LICENCE.md"),
)
# Licences that a package's own fields do not name, and texts that it does not carry.
_NAMES = {"opencolorio": "BSD-3-Clause", "OpenEXR": "BSD-3-Clause"}
_MISSING_TEXTS = {"PySide6_Essentials": "LGPL-3.0", "shiboken6": "LGPL-3.0", "pycocotools": "pycocotools"}


def collect_licences(folder: Path, carried: Iterable[Path]) -> None:
    """One folder for each package, and LICENCES.md. What was there before is replaced.

    `carried`: where the files of the program folder come from. Raises SystemExit where one of them comes from
    a package that the table would not name.
    """
    carried = tuple(carried)
    if strangers := _packages_of(carried) - {p.name for p in bundled()} - {"masklet", "pyinstaller"}:
        raise SystemExit(f"The program folder carries what nothing requires: {', '.join(sorted(strangers))}")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    rows = [f"| {name} | | {licence} | {what} |" for name, licence, what in _OTHER]
    for package in sorted(bundled(), key=lambda d: d.name.lower()):
        files = _copy(package, folder / f"{package.name}-{package.version}")
        kept = f"{files} files" if files else f"{_MISSING_TEXTS[package.name]}.txt"
        rows.append(f"| {package.name} | {package.version} | {_licence(package)} | {kept} |")
    rows += [
        f"| {name} | {version} | see its file | of the system |"
        for name, version in _of_system(carried, folder)
    ]
    shutil.copy(ROOT / "LICENSE", folder / "Masklet-LICENSE")
    shutil.copytree(TEXTS, folder, dirs_exist_ok=True)
    _copy_python(folder)
    table = "| part | version | licence | |\n|---|---|---|---|\n" + "\n".join(rows)
    text = (
        f"# Licences\n\nMasklet is licensed under Apache-2.0. This program folder also carries:\n\n{table}\n"
    )
    (folder / "LICENCES.md").write_text(text, encoding="utf-8")


@cache
def bundled() -> tuple[Distribution, ...]:
    """Masklet's requirements and theirs, as they are installed here."""
    found: dict[str, Distribution] = {}
    waiting = ["masklet"]
    while waiting:
        for name in _requirements(distribution(waiting.pop())):
            key = _key(name)
            if key not in found:
                try:
                    found[key] = distribution(name)
                except PackageNotFoundError:  # wanted on other systems only
                    continue
                waiting.append(name)
    return tuple(found.values())


def is_required(name: str) -> bool:
    """Whether a package is Masklet or one of its requirements; spelled as folders or as the index does."""
    return _key(name) in {"masklet"} | {_key(p.name) for p in bundled()}


def others() -> set[str]:
    """Top-level modules that are installed here and that Masklet does not require: not to be bundled."""
    wanted = {p.name for p in bundled()} | {"masklet"}
    return {module for module, owners in packages_distributions().items() if not wanted & set(owners)}


def _packages_of(files: Iterable[Path]) -> set[str]:
    """Names of the packages that are installed here and own one of the files."""
    owners = {Path(str(p.locate_file(f))).resolve(): p.name for p in distributions() for f in p.files or ()}
    return {owners[f.resolve()] for f in files if f.resolve() in owners}


def _of_system(files: Iterable[Path], folder: Path) -> list[tuple[str, str]]:
    """Debian's packages (name, version) whose libraries are carried; their licences go to the folder."""
    libraries = sorted({str(f) for f in files if f.is_absolute() and f.is_relative_to("/usr/lib")})
    if not libraries or not shutil.which("dpkg-query"):
        return []
    said = subprocess.run(["dpkg", "-S", *libraries], capture_output=True, text=True, check=False).stdout
    found: list[tuple[str, str]] = []
    for name in sorted({line.split(":")[0] for line in said.splitlines()}):
        words = ["dpkg-query", "-W", "-f", "${Version}\n", name]
        version = subprocess.run(words, capture_output=True, text=True, check=True).stdout.split()[0]
        shutil.copy(Path("/usr/share/doc", name, "copyright"), folder / f"{name}-{version}.txt")
        found.append((name, version))
    return found


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _requirements(package: Distribution) -> Iterator[str]:
    for line in package.requires or ():
        if "extra ==" not in line:
            yield re.split(r"[\s;<>=!~\[(]", line, maxsplit=1)[0]


def _licence(package: Distribution) -> str:
    meta = package.metadata
    if package.name in _NAMES:
        return _NAMES[package.name]
    if "License-Expression" in meta:
        return meta["License-Expression"]
    classes = [c.split(" :: ")[-1] for c in meta.get_all("Classifier") or () if c.startswith("License ::")]
    first = meta["License"].strip().splitlines() if "License" in meta else []
    return ", ".join(classes) or (first[0] if first else "see its files")


def _copy(package: Distribution, to: Path) -> int:
    count = 0
    for file in package.files or ():
        source = Path(str(package.locate_file(file)))
        if (
            _FILES.search(file.name)
            and file.suffix.lower() in {"", ".txt", ".md", ".rst"}
            and source.is_file()
        ):
            to.mkdir(exist_ok=True)
            shutil.copy(
                source, to / f"{count:02d}-{file.name}" if (to / file.name).exists() else to / file.name
            )
            count += 1
    return count


def _copy_python(folder: Path) -> None:
    for place in (
        Path(sys.base_prefix),
        Path(sys.base_prefix) / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}",
    ):
        if (place / "LICENSE.txt").exists():
            shutil.copy(place / "LICENSE.txt", folder / "Python-LICENSE.txt")
