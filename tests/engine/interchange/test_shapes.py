"""Shapes for roto tools keep to their error: the files are read again, drawn, and held against the mattes."""

from __future__ import annotations

import json
import re
import struct
import threading
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from app.document import edits
from app.document.media import Media
from app.document.project import Project
from app.document.timing import FrameRate
from app.engine.interchange import roto
from app.engine.interchange.contours import Ring, area, distances, filled, outlines
from app.engine.interchange.roto import SHAPE_FILES, write_shapes
from app.engine.interchange.splines import curve, fitted
from app.errors import UserFacingError

HEIGHT, WIDTH, FRAMES = 180, 260, 10
Drawn = Callable[[int], list[tuple[bool, Ring]]]  # by frame, the lowest first: is it a hole, its outline


def matte(frame: int) -> np.ndarray:
    """A star that moves and changes, with a hole of its own way; from frame 5 on a second piece."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH] + 0.5
    across, down = x - 90 - 2 * frame, y - 85 - 6 * np.sin(frame / 4)
    angle, far = np.arctan2(down, across), np.hypot(across, down)
    star = np.clip(65 + 7 * np.sin(3 * angle + frame * 0.1) - far + 0.5, 0, 1)
    hole = np.clip(20 + 3 * np.sin(2 * angle) - np.hypot(across - 6, down) + 0.5, 0, 1)
    piece = np.clip(9 - np.hypot(x - 235, y - 160) + 0.5, 0, 1) * (frame >= 5)
    return np.maximum(star * (1 - hole), piece).astype(np.float32)


@pytest.fixture
def project(monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project of a clip at 23.976 whose images begin at 1001, with the matte above as its one masklet."""
    rate = FrameRate(Fraction(24000, 1001))
    media = Media(Path("plate.1001.exr"), WIDTH, HEIGHT, rate, FRAMES, is_sequence=True, start_frame=1001)
    monkeypatch.setattr(roto, "mattes_of", lambda *_: ((f, {1: matte(f)}) for f in range(FRAMES)))
    return edits.add_masklet(edits.open_media(media), "the star!")


def written(project: Project, name: str, folder: Path, **options: Any) -> str:
    path = folder / f"shapes{SHAPE_FILES[name].suffix}"
    fit = write_shapes(project, name, path, threading.Event(), **options)
    assert fit.greatest <= options.get("error", 1.0)
    assert fit.shapes == 3  # the star, its hole, the later piece
    return path.read_text(encoding="utf-8")


def hold_against_mattes(drawn: Drawn) -> None:
    for frame in range(FRAMES):
        picture = np.zeros((HEIGHT, WIDTH), bool)
        for hole, ring in drawn(frame):
            inside = filled([ring], HEIGHT, WIDTH)
            picture = picture & ~inside if hole else picture | inside
        wanted = matte(frame) >= 0.5
        assert (picture & wanted).sum() / (picture | wanted).sum() >= 0.97, frame


def between(keys: dict[float, np.ndarray], frame: float) -> np.ndarray:
    """In straight lines between keys; the first and the last go on beyond them."""
    times = sorted(keys)
    if frame <= times[0] or frame >= times[-1]:
        return keys[times[0] if frame <= times[0] else times[-1]]
    start, end = next((a, b) for a, b in pairwise(times) if a <= frame <= b)
    return keys[start] + (keys[end] - keys[start]) * ((frame - start) / (end - start))


def braces(text: str) -> list[Any]:
    stack: list[list[Any]] = [[]]
    for token in re.findall(r'"[^"]*"|[{}]|[^\s{}]+', text):
        if token == "{":
            stack.append([])
        elif token == "}":
            done = stack.pop()
            stack[-1].append(done)
        else:
            stack[-1].append(token)
    return stack[0]


def nuke_float(word: str) -> float:
    return struct.unpack(">f", bytes.fromhex(word[1:]))[0] if word.startswith("x") else float(word)


def test_nuke_draws_them_on_the_numbers_of_the_files(project: Project, tmp_path: Path) -> None:
    kind, node = braces(written(project, "nuke-roto", tmp_path))
    assert kind == "Roto"
    assert node[node.index("name") + 1] == "Roto_the_star"
    root = node[node.index("curves") + 1][0][2][1]
    assert root[:2] == ["layer", "Root"]
    groups = [g for g in root if g[0] == "curvegroup"]

    def keys(words: list[Any]) -> dict[float, np.ndarray]:
        return {nuke_float(t): np.array(nuke_float(v)) for t, v in words}

    def drawn(frame: int) -> list[tuple[bool, Ring]]:
        found = []
        for _, _, _, kind, (cc, idem), _, attributes in groups:
            assert (kind, idem) == ("bezier", "idem")
            opacity = keys(attributes[attributes.index("opc") + 1])
            shown = between(opacity, frame + 1001)
            assert shown in (0, 1)
            if not shown:
                continue
            flat = np.array([[between(keys(axis), frame + 1001) for axis in point] for point in cc[2][1:]])
            points = flat.reshape(-1, 3, 2)
            points[:, [0, 2]] += points[:, 1:2]
            points[..., 1] = HEIGHT - points[..., 1]
            found.append(("r" in attributes, curve(points)))
        return found[::-1]  # the first of the list lies on top

    hold_against_mattes(drawn)


def test_after_effects_gets_masks_at_exact_times(project: Project, tmp_path: Path) -> None:
    script = written(project, "ae", tmp_path)
    assert "frame * 1001 / 24000" in script
    (layer,) = json.loads(
        next(line for line in script.splitlines() if "var data" in line).split("=", 1)[1][:-1]
    )
    assert layer["name"] == "the_star"

    def drawn(frame: int) -> list[tuple[bool, Ring]]:
        found = []
        for mask in (m for m in layer["masks"] if m["first"] <= frame <= m["last"]):
            keys = {
                k["frame"]: np.stack([k["inTangents"], k["vertices"], k["outTangents"]], axis=1)
                for k in mask["keys"]
            }
            assert len(keys) < mask["last"] - mask["first"] + 1
            points = between(keys, frame).copy()
            points[:, [0, 2]] += points[:, 1:2]
            found.append((mask["hole"], curve(points)))
        return found

    hold_against_mattes(drawn)


def test_silhouette_gets_corners_in_parts_of_the_height(project: Project, tmp_path: Path) -> None:
    root = ET.fromstring(written(project, "silhouette", tmp_path))
    assert root.attrib["sessionStartFrame"] == root.attrib["workRangeStart"] == "1001"
    objects = root.findall("./Layer/Properties/Property[@id='objects']/Object")

    @cache
    def numbers(shape: ET.Element, what: str) -> dict[float, np.ndarray]:
        keys = shape.findall(f"./Properties/Property[@id='{what}']/Key")
        texts = {
            float(k.attrib["frame"]): [k.text or "", *(p.text or "" for p in k.iter("Point"))] for k in keys
        }
        return {
            f: np.array([float(n) for t in ts for n in re.findall(r"[-\d.]+", t)]) for f, ts in texts.items()
        }

    def drawn(frame: int) -> list[tuple[bool, Ring]]:
        found = []
        for shape in reversed(objects):
            if between(numbers(shape, "opacity"), frame).item() < 100:
                continue
            ring = between(numbers(shape, "path"), frame).reshape(-1, 3, 2)[:, 0] * HEIGHT + (
                WIDTH / 2,
                HEIGHT / 2,
            )
            mode = shape.find("./Properties/Property[@id='mode']/Value")
            assert mode is not None
            found.append((mode.text == "Subtract", ring))
        return found

    hold_against_mattes(drawn)


def test_fusion_gets_a_chain_of_polygons(project: Project, tmp_path: Path) -> None:
    text = written(project, "fusion", tmp_path)
    names = re.findall(r"(\w+) = PolylineMask", text)
    assert names == ["the_star_1", "the_star_2", "the_star"]
    blocks = {name: re.search(rf"\t{name} = (.*?)\n\t\t}}", text, re.DOTALL) for name in names}

    def spline(name: str) -> dict[float, str]:
        body = re.search(rf"\t{name} = BezierSpline(.*?)\n\t\t\t}}", text, re.DOTALL)
        assert body
        return {float(f): rest for f, rest in re.findall(r"\[(-?\d+)\] = (.*)", body[1])}

    def points(words: str) -> np.ndarray:
        each = re.findall(r"(?:L|R)?[XY] = ([-\d.]+)", words)
        x, y, lx, ly, rx, ry = np.array(each, float).reshape(-1, 6).T
        flat = np.stack([x + lx, y + ly, x, y, x + rx, y + ry], axis=1).reshape(-1, 3, 2)
        return (flat * (1, -1) + 0.5) * (WIDTH, HEIGHT)

    def drawn(frame: int) -> list[tuple[bool, Ring]]:
        found = []
        for name in names:
            levels = {f: np.array(float(w.split()[1].strip(","))) for f, w in spline(f"{name}Level").items()}
            keys = {f: points(w) for f, w in spline(f"{name}Polyline").items()}
            block = blocks[name]
            assert block
            if between(levels, frame) == 1:
                found.append(('"Subtract"' in block[1], curve(between(keys, frame))))
        return found

    hold_against_mattes(drawn)
    assert 'EffectMask = Input { SourceOp = "the_star_2"' in (blocks["the_star"] or [""])[0]


def test_outlines_are_where_the_matte_is_a_half() -> None:
    rings = outlines(matte(0))
    assert sorted(area(r) > 0 for r in rings) == [False, True]
    assert np.array_equal(filled(rings, HEIGHT, WIDTH), matte(0) >= 0.5)
    y, x = np.mgrid[0:60, 0:60] + 0.5
    (circle,) = outlines(np.clip(20 - np.hypot(x - 30, y - 30) + 0.5, 0, 1).astype(np.float32))
    assert np.abs(np.hypot(*(circle - 30).T) - 20).max() < 0.1
    assert outlines(np.zeros((8, 8), np.float32)) == []
    (whole,) = outlines(np.ones((8, 8), np.float32))
    assert area(whole) == pytest.approx(64, abs=1)


def test_pixels_that_touch_at_a_corner_are_apart() -> None:
    assert len(outlines(np.eye(3, dtype=np.float32))) == 3


def test_a_tighter_error_is_kept_with_more_points() -> None:
    frames = [(f, outlines(matte(f))) for f in range(5)]
    counts = []
    for error in (0.5, 2.0):
        shapes = fitted(frames, error)
        counts.append(sum(len(s.keys) * len(s.at(s.first)) for s in shapes))
        for frame, rings in frames:
            for ring in rings:
                shape = next(s for s in shapes if s.is_hole == (area(ring) < 0))
                drawn = curve(shape.at(frame), 40)
                assert max(distances(drawn, ring).max(), distances(ring, drawn).max()) <= error + 0.02
    assert counts[0] > counts[1]


def test_a_shape_has_its_points_in_order_through_its_stretch() -> None:
    shapes = fitted([(f, outlines(matte(f))) for f in range(FRAMES)], 1.0)
    assert [(s.first, s.last) for s in shapes] == [(0, 9), (0, 9), (5, 9)]
    for shape in shapes:
        controls = np.stack([shape.at(f)[:, 1] for f in shape.frames])
        steps = np.diff(controls - controls.mean(axis=1, keepdims=True), axis=0)
        assert np.hypot(steps[..., 0], steps[..., 1]).max() < 6  # none jumps along the outline


def test_an_impossible_error_and_a_full_disk_leave_nothing(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UserFacingError, match="pixels"):
        written(project, "ae", tmp_path, error=0.0)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(UserFacingError, match="No space left"):
        written(project, "ae", tmp_path)
    assert not list(tmp_path.iterdir())


def test_specks_are_left_out_and_counted(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def speckled(*_: object) -> Any:
        for frame in range(4):
            found = matte(frame)
            found[5:7, 5:7] = 1
            yield frame, {1: found}

    monkeypatch.setattr(roto, "mattes_of", speckled)
    fit = write_shapes(project, "ae", tmp_path / "a.jsx", threading.Event())
    assert (fit.shapes, fit.specks) == (2, 4)
