"""Makes resources/help/effects.md and its pictures: every effect as it is added, on the sample clip.

    python -m tests.ui.effect_pictures

Run it again when an effect is added or changes. Needs the embedded model.
"""

from __future__ import annotations

import dataclasses
import sys
import threading
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from app.document import edits, effect_edits
from app.document.effects import EffectInstance, frozen_params
from app.document.project import Project
from app.effect_api import Effect, ParamSpec
from app.engine import compositor
from app.engine.footage import clip_footage
from app.engine.model_store import ModelStore
from app.engine.pixels import as_uint8
from app.engine.plugin_host import load_plugins
from app.engine.requests import Tracked, TrackRequest
from app.engine.sample_project import sample_project
from app.engine.tracker import Tracker

HELP = Path(__file__).resolve().parents[2] / "resources" / "help"
WIDTH = 400
OUTSIDE = {"fill", "lens_blur"}  # shown around the object
SHOWN: dict[str, dict[str, Any]] = {
    "grade": {"temperature": 0.6, "contrast": 0.2, "saturation": 0.5},
    "echo": {"spacing": 6, "count": 3},
    "place": {"right": 45.0, "scale": 0.8, "mirror": True},
}
HEAD = """\
# Effects

A masklet has a stack of effects, applied from top to bottom, with a live preview. Sizes in per cent of the
picture look the same at any resolution; sizes in px are pixels of the clip.

Every effect has a **side**: it is on the object, or on all that is around it. **Amount** says how much of it
is mixed in, and **blend** how, with the modes of every compositor: of what paints beyond the object (a glow,
a line, text) the paint alone is blended, wherever it lies. Effects that hide are never blended. The diamond
beside a value sets a keyframe at the playhead; the right button on it says how the value goes on from there,
and in the curve under it keyframes are dragged. The dots at an effect's left drag it up and down the stack.

Where the object is cut out, what effects paint around it (a glow, a shadow, a line, text) is part of the
file, with an alpha of its own. Nothing lies under it there that a blend mode could look at, so beyond the
object it is as with blend *Normal*.
"""


def tracked() -> Project:
    project = sample_project()
    assert project.media
    request = TrackRequest(
        1, project.media, project.masklets, project.media.frames, 0, "both", ModelStore().default().name
    )
    for reply in Tracker(ModelStore()).handle(request, threading.Event()):
        if isinstance(reply, Tracked):
            for masklet, sample in reply.samples.items():
                project = edits.add_samples(project, masklet, {reply.frame: sample})
    return project


def save_pictures(project: Project, effects: list[Effect]) -> None:
    assert project.media
    masklet = project.masklets[0]
    frame = project.media.frames.last * 2 // 3
    host = load_plugins()
    with clip_footage(project.media) as footage:
        for effect in effects:
            entry = EffectInstance(
                0, effect.id, frozen_params(SHOWN.get(effect.id, {})), outside=effect.id in OUTSIDE
            )
            shown = effect_edits.add_effects(project, masklet.id, [entry])
            image = compositor.render(shown, frame, footage.pixels(frame), host, footage=footage)
            rgb = as_uint8(np.ascontiguousarray(image[..., :3]))
            height = round(WIDTH * rgb.shape[0] / rgb.shape[1])
            small = cv2.resize(rgb, (WIDTH, height), interpolation=cv2.INTER_AREA)
            path = HELP / "images" / f"effect-{effect.id}.jpg"
            cv2.imwrite(str(path), small[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 82])


def page(effects: list[Effect]) -> str:
    return "\n".join([HEAD, *(section(effect) for effect in effects)])


def section(effect: Effect) -> str:
    rows = [row(field.metadata["spec"]) for field in dataclasses.fields(effect.params)]
    table = ["| | from | to | |", "|---|---|---|---|", *rows]
    picture = f"![{effect.title}](images/effect-{effect.id}.jpg)"
    return "\n".join([f"## {effect.title}", "", effect.description, "", picture, "", *table, ""])


def row(spec: ParamSpec) -> str:
    low, high = {
        "number": (f"{spec.low:g}", f"{spec.high:g} {spec.unit}".strip()),
        "switch": ("off", "on"),
        "choice": (", ".join(spec.choices), ""),
        "colour": ("a colour", ""),
        "point": ("a place in the picture", ""),
        "text": ("a text", ""),
        "file": ("a file", " ".join(spec.choices)),
    }[spec.kind]
    return f"| {spec.label} | {low} | {high} | {spec.hint} |"


def main() -> int:
    effects = list(load_plugins().effects.values())
    (HELP / "effects.md").write_text(page(effects), encoding="utf-8")
    save_pictures(tracked(), effects)
    return 0


if __name__ == "__main__":
    sys.exit(main())
