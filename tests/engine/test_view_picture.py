"""Every view of a frame: modes, comparison, exposure, gamma and channels, by their pixels."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.document import edits
from app.document.media import Media
from app.document.timing import FrameRate
from app.engine import compositor
from app.engine.footage import Footage, single_frame
from app.engine.plugin_host import load_plugins
from app.engine.samples import encode_sample
from app.engine.view_look import Look
from app.engine.view_picture import shrunk, view_pictures

HOST = load_plugins()
MEDIA = Media(Path("clip.mov"), 16, 8, FrameRate(Fraction(24)), 3)


@dataclass(frozen=True)
class Still:
    """A frame without a file."""

    values: np.ndarray

    @property
    def size(self) -> tuple[int, int]:
        return self.values.shape[0], self.values.shape[1]

    @property
    def footage(self) -> Footage:
        return single_frame(0, self.rgb8())

    def rgb8(self) -> np.ndarray:
        scale = {"uint8": 1.0, "uint16": 255 / 65535, "float32": 255.0}[str(self.values.dtype)]
        return np.clip(self.values[..., :3] * scale + 0.5, 0, 255).astype(np.uint8)

    def pixels(self) -> np.ndarray:
        return self.rgb8()

    def deep(self) -> np.ndarray:
        return self.values


def flat(*colour: float, dtype: type = np.uint8) -> Still:
    return Still(np.full((8, 16, len(colour)), colour, dtype))


def project(*, effect: str = ""):
    """The left half of the frame is the object."""
    logits = np.full((8, 16), -12.0, np.float32)
    logits[:, :8] = 12.0
    sample = encode_sample(
        logits, presence=5.0, iou=0.9, pointer=np.zeros(4, np.float32), model="m", prompted=False
    )
    value = edits.add_samples(edits.add_masklet(edits.open_media(MEDIA)), 1, {0: sample})
    return edits.add_effect(value, 1, effect) if effect else value


def shown(look: Look, source: Still, value=None) -> list[np.ndarray]:
    return list(view_pictures(project() if value is None else value, 0, look, source, HOST))


INSIDE, OUTSIDE = (4, 2), (4, 14)


@pytest.mark.parametrize("mode", ["source", "overlay", "outline"])
def test_the_clip_is_shown_as_it_is(mode):
    (picture,) = shown(Look(mode), flat(10, 20, 30))
    assert picture.shape == (8, 16, 3)
    assert (picture == (10, 20, 30)).all()


def test_the_matte_is_white_on_the_object():
    (picture,) = shown(Look("matte"), flat(10, 20, 30))
    assert picture[INSIDE].tolist() == [255, 255, 255]
    assert picture[OUTSIDE].tolist() == [0, 0, 0]


def test_the_cut_out_needs_no_effect_and_takes_none():
    (picture,) = shown(Look("cutout"), flat(10, 20, 30), project(effect="pixelate"))
    assert picture[INSIDE].tolist() == [10, 20, 30, 255]
    assert picture[OUTSIDE].tolist() == [0, 0, 0, 0]


def test_a_wipe_has_both_pictures():
    left, right = shown(Look("matte", "wipe", "source"), flat(10, 20, 30))
    assert left[INSIDE].tolist() == [255, 255, 255]
    assert right[INSIDE].tolist() == [10, 20, 30]


def test_a_difference_is_black_where_nothing_changed():
    (picture,) = shown(Look("cutout", "difference", "source"), flat(10, 20, 30))
    assert picture[INSIDE].tolist() == [0, 0, 0]
    assert picture[OUTSIDE].tolist() == [10, 20, 30]


def test_one_stop_doubles_the_light():
    (brighter,) = shown(Look("source", exposure=1.0), flat(100, 100, 100))
    light = (brighter[0, 0, 0] / 100) ** 2.2
    assert light == pytest.approx(2.0, rel=0.02)
    (darker,) = shown(Look("source", exposure=-1.0), flat(100, 100, 100))
    assert (darker[0, 0, 0] / 100) ** 2.2 == pytest.approx(0.5, rel=0.02)


def test_lower_exposure_shows_what_lies_above_white():
    (picture,) = shown(Look("source", exposure=-2.2), flat(1.5, 0.5, 0.0, dtype=np.float32))
    assert picture[0, 0].tolist() == [191, 64, 0]


def test_deep_sources_are_graded_from_their_own_values():
    """Two values that are one in 8 bits are told apart when the exposure is raised."""
    values = np.full((8, 16, 3), 512, np.uint16)
    values[:, 8:] = 600
    (picture,) = shown(Look("source", exposure=2.2 * 5), Still(values))
    assert picture[0, 15, 0] > picture[0, 0, 0]


def test_gamma_lifts_the_middle_and_keeps_black_and_white():
    values = np.zeros((8, 16, 3), np.uint8)
    values[:, 4:] = 64
    values[:, 8:] = 255
    (picture,) = shown(Look("source", gamma=2.0), Still(values))
    assert [int(picture[0, x, 0]) for x in (0, 5, 12)] == [0, 128, 255]


@pytest.mark.parametrize(
    ("channel", "value"), [("red", 10), ("green", 20), ("blue", 30), ("luma", 19), ("alpha", 255)]
)
def test_a_channel_is_shown_in_grey(channel, value):
    (picture,) = shown(Look("source", channel=channel), flat(10, 20, 30))
    assert picture[0, 0].tolist() == [value] * 3


def test_the_alpha_of_a_source_and_of_a_cut_out_can_be_looked_at():
    (own,) = shown(Look("source", channel="alpha"), flat(10, 20, 30, 99))
    assert own[0, 0].tolist() == [99, 99, 99]
    (cut,) = shown(Look("cutout", channel="alpha"), flat(10, 20, 30))
    assert cut[INSIDE].tolist() == [255, 255, 255]
    assert cut[OUTSIDE].tolist() == [0, 0, 0]


def test_a_graded_cut_out_stays_premultiplied():
    (picture,) = shown(Look("cutout", exposure=6.0), flat(100, 100, 100))
    assert (picture[..., :3] <= picture[..., 3:]).all()
    assert picture[INSIDE].tolist() == [255, 255, 255, 255]


def test_shrinking_averages():
    checks = (np.indices((8, 8)).sum(axis=0) % 2 * 255).astype(np.uint8)
    small = shrunk(np.repeat(checks[..., None], 3, axis=2), 4, 4)
    assert small.shape == (4, 4, 3)
    assert np.abs(small.astype(int) - 127).max() <= 1


def test_a_preview_has_the_size_of_the_screen_and_lengths_to_match() -> None:
    """A blur of eight source pixels is one of four on a picture half the size."""
    made = edits.add_effect(project(), 1, "cutout", {"feather_px": 4.0})
    values = np.full((8, 16, 3), 200, np.uint8)
    whole, half = (
        view_pictures(made, 0, Look("result"), Still(values), HOST, size)[0] for size in (None, (8, 4))
    )
    assert half.shape[:2] == (4, 8)
    wanted = shrunk(whole, 8, 4)
    assert np.abs(half[1:-1].astype(int) - wanted[1:-1]).max() <= 24


def test_a_rendered_frame_is_made_once_for_the_same_inputs(monkeypatch: pytest.MonkeyPatch) -> None:
    made = project(effect="recolor")
    values = np.full((8, 16, 3), 200, np.uint8)
    footage = single_frame(0, values)
    source = Still(values)
    monkeypatch.setattr(Still, "footage", footage)
    count = 0
    render = compositor.render

    def counted(*arguments: Any, **more: Any) -> Any:
        nonlocal count
        count += 1
        return render(*arguments, **more)

    monkeypatch.setattr(compositor, "render", counted)
    for shown in (made, edits.set_in_point(made, 1), made):  # the work area is no part of a picture
        view_pictures(shown, 0, Look("result"), source, HOST)
    assert count == 1
    view_pictures(edits.show_masklet(made, 1, visible=False), 0, Look("result"), source, HOST)
    assert count == 2
    view_pictures(made, 0, Look("result"), source, HOST)  # undone
    assert count == 2
