"""What an export shows on a frame: the cut-out, the finished picture, or mattes, with their layers."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.document.masklet import Masklet
from app.document.project import Project
from app.effect_api import Matte, spread
from app.engine import compositor
from app.engine.export.target import Target
from app.engine.export.unhidden import checked_unhidden
from app.engine.footage import Footage, Scene
from app.engine.matte import frame_matte
from app.engine.matting.edge import core_and_edge
from app.engine.plugin_host import load_plugins
from app.engine.privacy_audit import Unhidden
from app.errors import UserFacingError
from app.opencv import cv2

_LONGEST_NAME = 100  # letters of a layer: OpenEXR ends at 255 for a channel
_RGB = 3


def _no_layers() -> Mapping[str, Matte]:
    return MappingProxyType({})


@dataclass(frozen=True)
class Rendered:
    """A frame as it is to be written.

    `image` is premultiplied float32 RGBA (H, W, 4); or a matte (H, W) or mattes (H, W, 3), float32; or the
    source's own straight pixels, untouched, (H, W, 3) of any depth, with `alpha` (H, W) or none.
    """

    image: NDArray[Any]
    alpha: Matte | None = None
    layers: Mapping[str, Matte] = field(default_factory=_no_layers)  # a masklet's layer name -> its matte
    parts: Mapping[str, Matte] = field(default_factory=_no_layers)  # core and edge, by further names


Renderer = Callable[[int, NDArray[Any]], NDArray[Any] | Rendered]
"""A frame's number and its source pixels, native -> what is written of it."""


def reads_pixels(target: Target) -> bool:
    """Whether the source has to be decoded at all."""
    return target.content in ("cutout", "composite")


def layer_names(masklets: Collection[Masklet]) -> Mapping[int, str]:
    """A name for each masklet that every reader of EXR takes, the same on all frames: by masklet id."""
    names: dict[int, str] = {}
    for masklet in masklets:
        plain = re.sub(r"\W+", "_", masklet.name, flags=re.ASCII).strip("_")[:_LONGEST_NAME]
        plain = plain or f"masklet_{masklet.id}"
        plain = f"_{plain}" if plain[0].isdigit() else plain
        taken = set(names.values())
        names[masklet.id] = next(n for n in _counted(plain) if n not in taken)
    return MappingProxyType(names)


class Drawing:
    """Draws frames of one export; used on one thread. Raises UserFacingError where it cannot be drawn."""

    def __init__(
        self, project: Project, masklets: Collection[int] | None, target: Target, footage: Footage
    ) -> None:
        self._project = project
        self._footage = footage
        self._scene = Scene(project, footage)
        self._target = target
        holdouts = frozenset(target.options.holdouts)
        wanted = [m for m in project.masklets if (m.visible if masklets is None else m.id in masklets)]
        self._masklets = tuple(m for m in wanted if m.id not in holdouts)
        self._holdouts = tuple(m for m in project.masklets if m.id in holdouts)
        self._ids = frozenset(m.id for m in self._masklets)
        self._names = layer_names(self._masklets)
        self._untouched = compositor.untouched(project, self._ids)
        self._host = load_plugins() if reads_pixels(target) else None
        self.unhidden: tuple[Unhidden, ...] | None = None
        """Where what must be hidden may be seen; None where no picture leaves in which it could be."""
        if self._host is not None:
            self.unhidden = checked_unhidden(project, target, self._host, self._ids)
        if target.content == "rgb-mattes" and not 1 <= len(self._masklets) <= _RGB:
            raise UserFacingError(
                f"RGB mattes hold one to three masklets, and {len(self._masklets)} are chosen.",
                "Choose up to three, or export EXR with a layer for each.",
            )

    def draw(self, frame: int, pixels: NDArray[Any]) -> Rendered:
        """One frame at the size that is written."""
        if pixels.size:
            self._footage.give(frame, pixels)
        drawn = self._picture(frame, pixels)
        if self._has_layers:
            mattes = self._mattes(frame)
            layers = {self._names[m]: matte for m, matte in mattes.items()}
            drawn = replace(drawn, layers=layers, parts=self._parts(layers))
        return _resized(drawn, self._target.size, hard=self._target.content == "ids")

    @property
    def _has_layers(self) -> bool:
        options = self._target.options
        return self._target.format.layers and (options.layers or options.cryptomatte)

    def _picture(self, frame: int, pixels: NDArray[Any]) -> Rendered:
        match self._target.content:
            case "matte":
                return Rendered(self._part(self._union(frame)))
            case "rgb-mattes":
                planes = [self._part(matte) for matte in self._mattes(frame).values()]
                planes += [np.zeros_like(planes[0])] * (_RGB - len(planes))
                return Rendered(np.dstack(planes))
            case "ids":
                return Rendered(self._areas(frame))
            case content:
                return self._coloured(frame, pixels, cut_out=content == "cutout")

    def _coloured(self, frame: int, pixels: NDArray[Any], *, cut_out: bool) -> Rendered:
        if self._untouched and pixels.shape[2] == _RGB:
            return Rendered(pixels, self._union(frame) if cut_out else None)
        assert self._host is not None
        image = compositor.render(
            self._project,
            frame,
            pixels,
            self._host,
            masklets=self._ids,
            cut_out=cut_out,
            footage=self._footage,
        )
        if cut_out and self._holdouts:
            image *= spread(self._kept(frame))
        return Rendered(image)

    def _part(self, matte: Matte) -> Matte:
        options = self._target.options
        if options.part not in ("core", "edge"):
            return matte
        core, edge = core_and_edge(matte, options.core_px)
        return core if options.part == "core" else edge

    def _parts(self, layers: Mapping[str, Matte]) -> dict[str, Matte]:
        """With "both", a core and an edge for each masklet's layer."""
        options = self._target.options
        parts: dict[str, Matte] = {}
        if options.part == "both":
            for name, matte in layers.items():
                for kind, part in zip(("core", "edge"), core_and_edge(matte, options.core_px), strict=True):
                    own = _counted(f"{name}_{kind}")
                    parts[next(n for n in own if n not in layers and n not in parts)] = part
        return parts

    def _union(self, frame: int) -> Matte:
        media = self._target.media
        return compositor.united(list(self._mattes(frame).values()), media.height, media.width)

    def _mattes(self, frame: int) -> dict[int, Matte]:
        """Each masklet's matte at source size, less the hold-outs."""
        mattes = {m.id: self._matte(m, frame) for m in self._masklets}
        if not self._holdouts:
            return mattes
        kept = self._kept(frame)
        return {m: matte * kept for m, matte in mattes.items()}

    def _kept(self, frame: int) -> Matte:
        """1 where no hold-out covers."""
        media = self._target.media
        mattes = [self._matte(m, frame) for m in self._holdouts]
        return np.float32(1) - compositor.united(mattes, media.height, media.width)

    def _matte(self, masklet: Masklet, frame: int) -> Matte:
        media = self._target.media
        return frame_matte(masklet, frame, media.height, media.width, self._scene)

    def _areas(self, frame: int) -> NDArray[np.uint8]:
        """Later masklets lie over earlier ones."""
        media = self._target.media
        picture = np.zeros((media.height, media.width, _RGB), np.uint8)
        mattes = self._mattes(frame)
        for masklet in self._masklets:
            picture[mattes[masklet.id] >= 0.5] = masklet.colour
        return picture


def _resized(drawn: Rendered, size: tuple[int, int], *, hard: bool) -> Rendered:
    if drawn.image.shape[:2] == size:
        return drawn
    lib = cv2()
    way = lib.INTER_NEAREST if hard else lib.INTER_AREA
    height, width = size

    def smaller(values: NDArray[Any]) -> NDArray[Any]:
        return np.asarray(lib.resize(values, (width, height), interpolation=way))

    return Rendered(
        smaller(drawn.image),
        None if drawn.alpha is None else smaller(drawn.alpha),
        {name: smaller(matte) for name, matte in drawn.layers.items()},
        {name: smaller(matte) for name, matte in drawn.parts.items()},
    )


def _counted(name: str) -> list[str]:
    return [name, *(f"{name}_{number}" for number in range(2, 10_000))]
