"""Which models there are, where their weights lie, and how more of them get in."""

from __future__ import annotations

import json
import logging
import re
import shutil
import threading
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.engine.download import Download, DownloadProgress, fetch, file_sha256
from app.engine.folders import data_folder
from app.errors import UserFacingError

logger = logging.getLogger(__name__)

_RESOURCES = Path(__file__).resolve().parents[2] / "resources"
_WEIGHTS = (".pt", ".pth", ".safetensors")
_ONE_OF_OURS = "Choose the weights of a SAM 2 model: a .pt or .safetensors file."


@dataclass(frozen=True)
class ModelEntry:
    """One model. `path` is where its weights lie, or would lie where it is not `available`."""

    name: str
    title: str
    path: Path
    size_bytes: int
    licence: str
    embedded: bool  # comes with Masklet
    available: bool  # the weights are there
    note: str = ""
    architecture: str = ""  # what sam2core builds
    url: str = ""  # empty where it cannot be fetched
    sha256: str = ""  # empty where none was published
    work_gflop: float = 0.0  # of a tracked frame of one masklet; 0 where unknown
    default: bool = False  # what answers where no model was chosen

    @property
    def choice(self) -> str:
        """How a project or a setting names it: "" is the default, whichever that is."""
        return "" if self.default else self.name


def verify_weights(entry: ModelEntry) -> None:
    """Raises UserFacingError where the file is not the one that was published, or imported."""
    if entry.sha256 and file_sha256(entry.path) != entry.sha256:
        again = "download" if entry.url else "import"
        raise UserFacingError(
            f"{entry.path.name} is not the {'published' if entry.url else 'imported'} file: "
            "it is damaged or was changed.",
            f"Delete {entry.path} and {again} it again.",
        )


class ModelStore:
    """The models that come with Masklet, the published ones, and those that the user imported."""

    def __init__(self, folder: Path | None = None, resources: Path = _RESOURCES) -> None:
        self._folder = folder or data_folder() / "models"
        self._resources = resources

    def entries(self) -> tuple[ModelEntry, ...]:
        """All models: embedded, published, imported. Looks at the disk each time."""
        return (*self._known(), *self._imported())

    def names(self) -> tuple[str, ...]:
        return tuple(entry.name for entry in self.entries())

    def find(self, name: str) -> ModelEntry:
        """The model of that name; "" is the default. sam2core's names (`sam2.1_hiera_t`) work too."""
        if not name:
            return self.default()
        entries = self.entries()
        for entry in entries:
            if name == entry.name:
                return entry
        for entry in entries:
            if name == entry.architecture:
                return entry
        raise UserFacingError(f'There is no model named "{name}".', "masklet models list shows them all.")

    def default(self) -> ModelEntry:
        """The embedded model that answers where none was chosen."""
        return next(entry for entry in self._known() if entry.default)

    def require(self, name: str) -> ModelEntry:
        """Like `find`, but its weights are there. Raises UserFacingError otherwise."""
        entry = self.find(name)
        if not entry.available:
            how = (
                "This installation is incomplete: install Masklet again."
                if entry.embedded
                else f"Fetch it with: masklet models download {entry.name}"
            )
            raise UserFacingError(f"The weights of {entry.title} are not on this computer.", how)
        return entry

    def download(self, name: str, cancel: threading.Event) -> Iterator[DownloadProgress]:
        """Fetch a published model; see `download.fetch`. Nothing to do where it is there already."""
        entry = self.find(name)
        if entry.available:
            return
        if not entry.url:
            raise UserFacingError(f"{entry.title} cannot be downloaded.", "Import its file instead.")
        yield from fetch(Download(entry.url, entry.path, entry.size_bytes, entry.sha256), cancel)

    def verify(self, name: str) -> None:
        """Raises UserFacingError where the weights are missing or are not the published ones."""
        verify_weights(self.require(name))

    def import_file(self, path: Path) -> ModelEntry:
        """Copy weights into the user's models; a published file becomes that model, another one a new model.

        Raises UserFacingError for anything that is not the weights of a model we can build.
        """
        architecture = _identify(path)
        digest = file_sha256(path)
        for entry in self._known():
            if entry.sha256 == digest:
                self._copy(path, entry.path)
                return self.find(entry.name)
        return self._import_own(path, architecture, digest)

    def _known(self) -> tuple[ModelEntry, ...]:
        table = tomllib.loads((self._resources / "models.toml").read_text(encoding="utf-8"))
        return tuple(self._known_entry(row) for row in table["model"])

    def _known_entry(self, row: Mapping[str, Any]) -> ModelEntry:
        embedded = bool(row.get("embedded", False))
        path = (self._resources / "models" if embedded else self._folder) / str(row["file"])
        available = path.is_file()
        return ModelEntry(
            name=str(row["name"]),
            title=str(row["title"]),
            path=path,
            size_bytes=int(row.get("size_bytes", path.stat().st_size if available else 0)),
            licence=str(row["licence"]),
            embedded=embedded,
            default=bool(row.get("default", False)),
            available=available,
            note=str(row.get("note", "")),
            architecture=str(row["architecture"]),
            url=str(row.get("url", "")),
            sha256=str(row.get("sha256", "")),
            work_gflop=float(row.get("work_gflop", 0.0)),
        )

    def _imported(self) -> Iterator[ModelEntry]:
        for card in sorted((self._folder / "imported").glob("*.json")):
            try:
                yield _read_card(card)
            except (OSError, ValueError, KeyError, TypeError) as error:
                logger.warning("Ignoring the imported model %s: %s", card, error)

    def _import_own(self, path: Path, architecture: str, digest: str) -> ModelEntry:
        folder = self._folder / "imported"
        name = re.sub(r"[^\w.+-]+", "-", path.stem).strip("-.") or "model"
        taken = {e.name: e for e in self.entries()}
        if name in taken and taken[name].sha256 != digest:
            name = f"{name}-{digest[:8]}"
        target = folder / f"{name}{path.suffix.lower()}"
        self._copy(path, target)
        card = {"name": name, "file": target.name, "architecture": architecture, "sha256": digest}
        (folder / f"{name}.json").write_text(json.dumps(card, indent=1), encoding="utf-8")
        return replace(_read_card(folder / f"{name}.json"), available=True)

    def _copy(self, source: Path, target: Path) -> None:
        if target.exists() and target.samefile(source):
            return
        part = target.with_name(target.name + ".part")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, part)
            part.replace(target)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise UserFacingError(
                f"{source.name} cannot be copied to {target.parent}: {error.strerror}.",
                "Check the free space and the rights of that folder.",
            ) from error


def _identify(path: Path) -> str:
    if not path.is_file():
        raise UserFacingError(f"There is no file {path}.", _ONE_OF_OURS)
    if path.suffix.lower() not in _WEIGHTS:
        raise UserFacingError(f"{path.name} is not a file of weights.", _ONE_OF_OURS)
    from app.engine.predictor import identify_weights

    return identify_weights(path)


def _read_card(card: Path) -> ModelEntry:
    row = json.loads(card.read_text(encoding="utf-8"))
    path = card.parent / Path(str(row["file"])).name
    available = path.is_file()
    architecture = str(row["architecture"])
    return ModelEntry(
        name=str(row["name"]),
        title=str(row["name"]),
        path=path,
        size_bytes=path.stat().st_size if available else 0,
        licence="",
        embedded=False,
        available=available,
        note=f"Imported; built like {architecture}",
        architecture=architecture,
        sha256=str(row["sha256"]),
    )
