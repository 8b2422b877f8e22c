"""A saved project comes back equal, whole or not at all, and a damaged file is one sentence."""

from __future__ import annotations

import json
import os
import random
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from app.document import edits, matte_edits
from app.document.effects import EffectInstance
from app.document.keyframes import Keyframe
from app.document.masklet import Masklet, Sample
from app.document.matte import polygon
from app.document.media import ColourTags, Media
from app.document.project import Project
from app.document.prompts import Box, Click, FramePrompts, MaskPrompt
from app.document.timing import FrameRate
from app.engine.project_file import MissingMediaError, load_project, save_project
from app.errors import UserFacingError

Json = dict[str, Any]
HERE = Path(__file__).resolve()  # stands for the clip: the project file only asks whether it is there


def media(path: Path = HERE) -> Media:
    return Media(path, 1920, 1080, FrameRate(Fraction(24000, 1001)), 240, colour=ColourTags("bt709"))


def sample(seed: int = 0, *, prompted: bool = False) -> Sample:
    blob = random.Random(seed).randbytes(60)
    return Sample(96, 96, blob, 1.25 * seed, 1 / (seed + 1), blob[:8], "masklet-small", prompted)


@pytest.fixture
def project() -> Project:
    """A bit of everything that a project can hold."""
    new = edits.add_masklet(edits.add_masklet(edits.open_media(media()), "Žofie 犬"))
    new = edits.add_click(new, 1, 3, Click(10.25, 20))
    new = edits.add_click(new, 1, 3, Click(1e-7, 7, positive=False))
    new = edits.choose_level(new, 1, 3, 2)
    new = edits.set_box(new, 1, 9, Box(1, 2, 3.5, 4))
    new = edits.set_mask(new, 2, 0, MaskPrompt(1920, 1080, b"\x00bytes"))
    new = edits.add_samples(new, 1, {3: sample(3, prompted=True), 4: sample(4), 200: sample(5)})
    new = edits.add_click(new, 1, 200, Click(0, 0, positive=False))  # corrects 200, makes 4 stale
    new = edits.add_effect(
        new, 2, "recolor", {"red": 1.5, "n": 2, "on": True, "mode": "add", "c": (0.1, 1.0)}
    )
    new = edits.enable_effect(new, 2, 3, enabled=False)
    new = matte_edits.set_matte_param(new, 2, "refine", "fine", 0)
    new = matte_edits.key_matte_param(new, 2, "feather_px", Keyframe(4, 2.5, "ease"))
    new = matte_edits.add_matte_shape(new, 1, "garbage", polygon((0, 0), (9.5, 0), (4, 20)), 7)
    new = matte_edits.set_holdouts(new, 1, (2,))
    return edits.set_model(edits.set_out_point(edits.set_in_point(new, 2), 100), "sam2.1_hiera_tiny")


def test_a_project_comes_back_equal(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "shot.masklet"
    save_project(project, path)
    assert load_project(path) == project


def test_an_empty_project_comes_back_equal(tmp_path: Path) -> None:
    save_project(Project(), tmp_path / "p.masklet")
    assert load_project(tmp_path / "p.masklet") == Project()


def test_the_same_project_gives_the_same_bytes(project: Project, tmp_path: Path) -> None:
    save_project(project, tmp_path / "a.masklet")
    save_project(load_project(tmp_path / "a.masklet"), tmp_path / "b.masklet")
    assert (tmp_path / "a.masklet").read_bytes() == (tmp_path / "b.masklet").read_bytes()


def test_saving_leaves_nothing_else_behind_and_keeps_links(project: Project, tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    link = tmp_path / "link.masklet"
    link.symlink_to(tmp_path / "store" / "real.masklet")
    save_project(Project(), link)
    save_project(project, link)
    assert link.is_symlink()
    assert [p.name for p in (tmp_path / "store").iterdir()] == ["real.masklet"]
    assert load_project(link) == project


def test_a_failed_save_keeps_the_older_file(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "p.masklet"
    save_project(project, path)
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserFacingError, match="No space left on device"):
        save_project(edits.remove_masklet(project, 1), path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["p.masklet"]


def test_an_unwritable_place_is_a_sentence(project: Project, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match=r"p\.masklet cannot be saved in .*nowhere"):
        save_project(project, tmp_path / "nowhere" / "p.masklet")


def clip_and_project(folder: Path) -> tuple[Path, Path]:
    folder.mkdir()
    clip, path = folder / "clip.mov", folder / "work" / "p.masklet"
    path.parent.mkdir()
    clip.touch()
    save_project(edits.open_media(media(clip)), path)
    return clip, path


def test_a_moved_folder_takes_its_clip_along(tmp_path: Path) -> None:
    clip_and_project(tmp_path / "old")
    (tmp_path / "old").rename(tmp_path / "new")
    loaded = load_project(tmp_path / "new" / "work" / "p.masklet")
    assert loaded.media is not None
    assert loaded.media.path == tmp_path / "new" / "clip.mov"


def test_the_clip_stays_the_one_that_was_used_while_it_is_there(tmp_path: Path) -> None:
    clip, path = clip_and_project(tmp_path / "old")
    (tmp_path / "new" / "work").mkdir(parents=True)
    (tmp_path / "new" / "clip.mov").touch()
    copied = path.rename(tmp_path / "new" / "work" / "p.masklet")
    assert load_project(copied).media == media(clip)


def test_a_missing_clip_is_named_and_can_be_pointed_to(tmp_path: Path) -> None:
    clip, path = clip_and_project(tmp_path / "old")
    elsewhere = clip.rename(tmp_path / "renamed.mov")
    with pytest.raises(MissingMediaError, match=r"clip\.mov") as raised:
        load_project(path)
    assert raised.value.hint
    assert raised.value.media.path == clip
    assert load_project(path, media_path=elsewhere).media == media(elsewhere)


def rewritten(path: Path, change: Callable[[Json], object]) -> Path:
    """The same file with its JSON changed."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    values = json.loads(members["project.json"])
    change(values)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in {**members, "project.json": json.dumps(values).encode()}.items():
            archive.writestr(name, data)
    return path


def test_a_file_of_a_newer_version_says_so(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "p.masklet"
    save_project(project, path)
    rewritten(path, lambda values: values.update(version=2))
    with pytest.raises(UserFacingError, match="newer") as raised:
        load_project(path)
    assert raised.value.hint == "Update Masklet to open it."


@pytest.mark.parametrize(
    "change",
    [
        lambda v: v.update(format="other"),
        lambda v: v.update(version="1"),
        lambda v: v.update(next_id=1),  # would give an id a second time
        lambda v: v.update(in_point=-4),
        lambda v: v.update(masklets={}),
        lambda v: v["masklets"].append(v["masklets"][0]),
        lambda v: v["masklets"][0].update(id=77),  # its track is not in the file
        lambda v: v["masklets"][0].update(colour=[1, 2]),
        lambda v: v["masklets"][0]["prompts"][0].update(clicks=[[1, float("nan"), True]]),
        lambda v: v["masklets"][0]["prompts"][1].update(box=[5, 5, 1, 1]),
        lambda v: v["masklets"][1]["effects"][0].update(params={"red": None}),
        lambda v: v["media"].update(rate="24/0"),
        lambda v: v["media"].update(rate="-1"),
        lambda v: v["media"].update(width=10**400),
        lambda v: v["media"].pop("colour"),
    ],
)
def test_values_that_no_project_has_are_refused(
    change: Callable[[Json], object], project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "p.masklet"
    save_project(project, path)
    with pytest.raises(UserFacingError, match=r"p\.masklet"):
        load_project(rewritten(path, change))


@pytest.mark.parametrize(
    "data", [b"", b"text renamed", b"PK\x03\x04" + bytes(100), b"\x80\x04cos\nsystem\n", b"[" * 50_000]
)
def test_foreign_files_are_one_sentence(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "p.masklet"
    path.write_bytes(data)
    with pytest.raises(UserFacingError, match="damaged or not a Masklet project"):
        load_project(path)


def test_a_missing_file_and_a_folder_are_sentences(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="there is no such file"):
        load_project(tmp_path / "none.masklet")
    with pytest.raises(UserFacingError, match="Cannot open"):
        load_project(tmp_path)


def test_every_truncation_is_a_sentence(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "p.masklet"
    save_project(project, path)
    whole = path.read_bytes()
    for length in range(0, len(whole), 7):
        path.write_bytes(whole[:length])
        with pytest.raises(UserFacingError):
            load_project(path)


def test_mutated_files_open_or_are_one_sentence(project: Project, tmp_path: Path) -> None:
    """Thousands of damaged files, most with the checksums made right again: only sentences come out."""
    path = tmp_path / "p.masklet"
    save_project(project, path)
    whole = path.read_bytes()
    chance = random.Random(7)
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for round_ in range(3000):
        if round_ % 3 == 0:
            path.write_bytes(mutated(whole, chance))
        else:
            name = chance.choice(list(members))
            with zipfile.ZipFile(path, "w") as archive:
                for member, data in members.items():
                    archive.writestr(member, mutated(data, chance) if member == name else data)
        with suppress(UserFacingError):
            load_project(path)


def mutated(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 8])):
        at = chance.randrange(len(changed) + 1)
        kind = chance.randrange(4)
        if kind == 0:
            changed[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 1:
            del changed[at : at + chance.choice([1, 4, 50])]
        elif kind == 2:
            changed[at:at] = chance.choice([b"\xff\xff\xff\xff", b"0", b"[", b'"', b"-", b"9" * 30, b"null"])
        else:
            other = chance.randrange(len(changed) + 1)
            changed[at : at + 8] = changed[other : other + 8]
    return bytes(changed)


def test_a_crafted_file_cannot_fill_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "p.masklet"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.json", b" " * (65 << 20))
    with pytest.raises(UserFacingError, match="damaged"):
        load_project(path)


FRAMES = st.integers(0, 2**32 - 1)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
PARAMS = st.one_of(
    st.booleans(),
    st.integers(-(2**53), 2**53),
    NUMBERS,
    TEXTS,
    st.lists(NUMBERS, max_size=4).map(tuple),
)
BOXES = (
    st.tuples(*[st.lists(NUMBERS, min_size=2, max_size=2, unique=True)] * 2)
    .map(lambda sides: (sorted(sides[0]), sorted(sides[1])))
    .map(lambda sides: Box(sides[0][0], sides[1][0], sides[0][1], sides[1][1]))
)
PROMPTS = st.one_of(
    st.builds(
        FramePrompts,
        clicks=st.lists(st.builds(Click, NUMBERS, NUMBERS, st.booleans()), max_size=3).map(tuple),
        box=st.none() | BOXES,
        corrects=st.deferred(lambda: st.none() | SAMPLES),
    ),
    st.builds(
        FramePrompts,
        mask=st.builds(MaskPrompt, st.integers(1, 9000), st.integers(1, 9000), st.binary(max_size=20)),
    ),
)
SAMPLES = st.builds(
    Sample,
    st.integers(1, 2**16 - 1),
    st.integers(1, 2**16 - 1),
    st.binary(max_size=30),
    NUMBERS,
    NUMBERS,
    st.binary(max_size=8),
    TEXTS,
    st.booleans(),
)


@st.composite
def projects(draw: st.DrawFn) -> Project:
    numbers = iter(range(1, 1000))
    masklets = []
    for _ in range(draw(st.integers(0, 3))):
        effects = [
            EffectInstance(next(numbers), draw(TEXTS), MappingProxyType(params), draw(st.booleans()))
            for params in draw(st.lists(st.dictionaries(TEXTS, PARAMS, max_size=3), max_size=2))
        ]
        masklets.append(
            Masklet(
                id=next(numbers),
                name=draw(TEXTS),
                colour=draw(st.tuples(*[st.integers(0, 255)] * 3)),
                visible=draw(st.booleans()),
                prompts=MappingProxyType(draw(st.dictionaries(FRAMES, PROMPTS, max_size=3))),
                track=MappingProxyType(draw(st.dictionaries(FRAMES, SAMPLES, max_size=4))),
                stale=draw(st.frozensets(FRAMES, max_size=3)),
                effects=tuple(effects),
            )
        )
    return Project(
        media=draw(
            st.sampled_from([None, media(), replace(media(), is_sequence=True, timecode="01:00:00:00")])
        ),
        masklets=tuple(masklets),
        in_point=draw(st.none() | FRAMES),
        out_point=draw(st.none() | FRAMES),
        model=draw(TEXTS),
        next_id=next(numbers) + draw(st.integers(0, 5)),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(projects())
def test_any_project_comes_back_equal(tmp_path_factory: pytest.TempPathFactory, project: Project) -> None:
    path = tmp_path_factory.mktemp("any") / "p.masklet"
    save_project(project, path)
    assert load_project(path) == project


def test_ten_thousand_frames_are_a_few_bytes_each_beyond_their_masks(tmp_path: Path) -> None:
    new = edits.add_masklet(edits.open_media(media()))
    new = edits.add_samples(new, 1, {f: sample(1) for f in range(10_000)})
    path = tmp_path / "long.masklet"
    save_project(new, path)
    assert path.stat().st_size < 10_000 * (60 + 8 + 48) + 10_000
    assert load_project(path) == new
