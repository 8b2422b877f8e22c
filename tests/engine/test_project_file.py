"""A saved project comes back equal, whole or not at all, and a damaged file is one sentence."""

from __future__ import annotations

import json
import random
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from app.document import approval, edits, hand, matte_edits
from app.document.edit_use import EditUse
from app.document.effects import EffectInstance
from app.document.keyframes import Keyframe
from app.document.masklet import Masklet, Sample
from app.document.matte import polygon
from app.document.media import ColourTags, Media
from app.document.project import Marker, Project
from app.document.prompts import Box, Click, FramePrompts, MaskPrompt
from app.document.strokes import Brush, Lasso
from app.document.timing import FrameRange, FrameRate
from app.engine.project_file import MissingMediaError, forget_file, load_project, save_project
from app.engine.samples import unpack_mask
from app.errors import UserFacingError
from tests.faults.fuzz import mutated

Json = dict[str, Any]
GOLDEN = Path(__file__).parents[1] / "golden" / "projects"
HERE = Path(__file__).resolve()  # stands for the clip: the project file only asks whether it is there


def media(path: Path = HERE) -> Media:
    return Media(
        path, 1920, 1080, FrameRate(Fraction(24000, 1001)), 240, colour=ColourTags("bt709"), fingerprint="9-f"
    )


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
    new = edits.set_window(edits.set_policy(new, 1, "motion"), 2, "off")
    new = edits.set_exclusive(edits.set_depth(new, 2, 3), exclusive=True)
    new = matte_edits.set_matte_param(new, 2, "refine", "fine", 0)
    new = matte_edits.key_matte_param(new, 2, "feather_px", Keyframe(4, 2.5, "ease"))
    new = matte_edits.add_matte_shape(new, 1, "garbage", polygon((0, 0), (9.5, 0), (4, 20)), 7)
    new = matte_edits.set_holdouts(new, 1, (2,))
    new = edits.add_stroke(new, 1, 9, Lasso(((1, 2), (3, 4), (0.5, 6)), snaps=True))
    new = hand.paint(new, 1, [4, 5, 6], Brush(((1, 2), (3, 4)), 2.5, positive=False))
    new = approval.lock_frames(new, 1, [3])
    new = edits.set_marker(edits.set_cuts(new, [50, 120]), 7, "wig")
    new = edits.set_model(edits.set_out_point(edits.set_in_point(new, 2), 100), "sam2.1_hiera_tiny")
    use = EditUse("reel 3", 4, FrameRange(10, 92), 240, FrameRate(Fraction(24000, 1001)), "01:00:00:00", "A1")
    return edits.set_use(new, use, handles=8)


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


_SAVE_ON_A_FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from app.document import approval, edits, hand
from app.engine.project_file import load_project, save_project
from app.errors import UserFacingError
path = Path(sys.argv[1])
project = load_project(path)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048))
try:
    save_project(edits.rename_masklet(project, 1, "x" * 9000), path.with_name(sys.argv[2]))
except UserFacingError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no limit of file sizes")
@pytest.mark.parametrize("target", ["p.masklet", "other.masklet"])
def test_a_full_disk_keeps_the_older_file(target: str, project: Project, tmp_path: Path) -> None:
    path = tmp_path / "p.masklet"
    save_project(project, path)
    before = path.read_bytes()
    ran = subprocess.run(
        [sys.executable, "-c", _SAVE_ON_A_FULL_DISK, str(path), target],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert f"{target} cannot be saved" in ran.stdout
    assert path.read_bytes() == before
    assert load_project(path) == project
    assert [p.name for p in tmp_path.iterdir()] == ["p.masklet"]


def test_saving_again_writes_the_changes_alone(tmp_path: Path) -> None:
    path = tmp_path / "p.masklet"
    new = edits.add_masklet(edits.open_media(media()))
    new = edits.add_samples(new, 1, {f: sample(1) for f in range(5000)})
    save_project(new, path)
    before = path.read_bytes()
    after = edits.add_samples(new, 1, {7: sample(2)})
    save_project(after, path)
    now = path.read_bytes()
    assert load_project(path) == after
    pages = [i for i in range(0, len(before), 4096) if before[i : i + 4096] != now[i : i + 4096]]
    assert len(pages) < 12


def test_a_file_that_another_program_wrote_meanwhile_is_written_whole(
    project: Project, tmp_path: Path
) -> None:
    path, other = tmp_path / "p.masklet", tmp_path / "q.masklet"
    save_project(project, path)
    save_project(Project(), other)
    other.replace(path)
    save_project(edits.rename_masklet(project, 1, "new"), path)
    assert load_project(path) == edits.rename_masklet(project, 1, "new")


def test_a_file_that_became_mostly_empty_shrinks(tmp_path: Path) -> None:
    path = tmp_path / "p.masklet"
    new = edits.add_masklet(edits.open_media(media()))
    full = edits.add_samples(new, 1, {f: sample(1) for f in range(3000)})
    save_project(full, path)
    size = path.stat().st_size
    empty = edits.clear_track(full, 1)
    save_project(empty, path)
    save_project(empty, path)
    assert path.stat().st_size < size // 4
    assert load_project(path) == empty


def test_a_journal_of_a_crash_never_meets_another_file(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "p.masklet"
    save_project(project, path)
    journal = tmp_path / "p.masklet-journal"
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(2000))
    changed = edits.rename_masklet(project, 1, "new")
    forget_file(path)
    save_project(changed, path)
    assert not journal.exists()
    assert load_project(path) == changed


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON facts BEGIN DELETE FROM samples; END",
        "CREATE VIEW v AS SELECT load_extension('x')",
        "DROP TABLE parts",
        "ALTER TABLE facts ADD COLUMN more TEXT DEFAULT 'x'",
    ],
)
def test_a_file_with_other_tables_is_refused(statement: str, project: Project, tmp_path: Path) -> None:
    path = tmp_path / "p.masklet"
    save_project(project, path)
    with pytest.raises(UserFacingError, match="damaged or not a Masklet project"):
        load_project(changed_by(path, statement))


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


def rewritten(path: Path, change: Callable[[dict[int, Json]], object]) -> Path:
    """The same file with its JSON changed: the project's is row 0, a masklet's has the masklet's number."""
    with closing(sqlite3.connect(path)) as file, file:
        values = {number: json.loads(text) for number, text in file.execute("SELECT * FROM facts")}
        change(values)
        file.execute("DELETE FROM facts")
        rows = [(number, json.dumps(value)) for number, value in values.items()]
        file.executemany("INSERT INTO facts VALUES (?, ?)", rows)
    return path


def changed_by(path: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(path)) as file, file:
        for statement in statements:
            file.execute(statement)
    return path


def test_a_file_of_a_newer_version_says_so(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "p.masklet"
    save_project(project, path)
    changed_by(path, "PRAGMA user_version = 3", "CREATE TABLE news (x)")
    with pytest.raises(UserFacingError, match="newer") as raised:
        load_project(path)
    assert raised.value.hint == "Update Masklet to open it."


def test_a_project_of_version_1_opens_and_is_saved_in_the_present_version(tmp_path: Path) -> None:
    path = tmp_path / "p.masklet"
    path.write_bytes((GOLDEN / "version-1.masklet").read_bytes())
    with pytest.raises(MissingMediaError, match=r"/footage/clip\.mov"):
        load_project(path)
    old = load_project(path, media_path=HERE)
    dog, cat = old.masklets
    assert (dog.name, cat.name) == ("Masklet 1", "Žofie 犬")
    assert dog.prompts[3].clicks == (Click(10.25, 20), Click(1, 7, positive=False))
    assert (dog.prompts[3].level, dog.prompts[9].box) == (2, Box(1, 2, 3.5, 4))
    assert (sorted(dog.track), dog.track[3].presence, dog.track[4].model) == ([3, 4], 6.0, "masklet-small")
    assert dog.prompts[200].corrects is not None
    assert cat.prompts[0].mask is not None
    assert unpack_mask(cat.prompts[0].mask)[10:20, 5:30].all()
    assert dict(cat.effects[0].params) == {"red": 1.5, "n": 2, "on": True, "mode": "add", "c": (0.1, 1.0)}
    assert (old.in_point, old.out_point, old.next_id, old.cuts) == (2, 100, 4, None)
    save_project(old, path)
    assert path.read_bytes().startswith(b"SQLite format 3")
    assert load_project(path) == old


@pytest.mark.parametrize(
    "change",
    [
        lambda v: v.pop(0),
        lambda v: v[0].update(next_id=1),  # would give an id a second time
        lambda v: v[0].update(in_point=-4),
        lambda v: v[0].update(masklets={}),
        lambda v: v[0].update(masklets=[1, 1]),
        lambda v: v[0].update(masklets=[1, 2, 77]),
        lambda v: v[0].update(cuts=[-1]),
        lambda v: v[0].update(markers=[[3]]),
        lambda v: v[1].update(id=77),
        lambda v: v[1].update(colour=[1, 2]),
        lambda v: v[1].update(stale=[[0, 2**31]]),
        lambda v: v[1]["prompts"][0].update(clicks=[[1, float("nan"), True]]),
        lambda v: v[1]["prompts"][0].update(strokes=[{"brush": [1, 2, 3], "radius": 1, "positive": True}]),
        lambda v: v[1]["prompts"][0].update(strokes=[{"brush": [1, 2], "radius": 0, "positive": True}]),
        lambda v: v[1]["prompts"][1].update(box=[5, 5, 1, 1]),
        lambda v: v[2]["prompts"][0].update(frame=1),  # its mask is not in the file
        lambda v: v[2]["effects"][0].update(params={"red": None}),
        lambda v: v[0]["media"].update(rate="24/0"),
        lambda v: v[0]["media"].update(rate="-1"),
        lambda v: v[0]["media"].update(width=10**400),
        lambda v: v[0]["media"].pop("colour"),
    ],
)
def test_values_that_no_project_has_are_refused(
    change: Callable[[dict[int, Json]], object], project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "p.masklet"
    save_project(project, path)
    with pytest.raises(UserFacingError, match=r"p\.masklet"):
        load_project(rewritten(path, change))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"text renamed",
        b"PK\x03\x04" + bytes(100),
        b"SQLite format 3\0" + bytes(100),
        b"\x80\x04cos\nsystem\n",
        b"[" * 50_000,
    ],
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
    for length in range(0, len(whole), 211):
        path.write_bytes(whole[:length])
        with pytest.raises(UserFacingError):
            load_project(path)


def test_mutated_files_open_or_are_one_sentence(project: Project, tmp_path: Path) -> None:
    """Hundreds of damaged files, many with sound pages around damaged values: only sentences come out."""
    path = tmp_path / "p.masklet"
    save_project(project, path)
    whole = path.read_bytes()
    chance = random.Random(7)
    with closing(sqlite3.connect(path)) as file:
        facts = dict(file.execute("SELECT id, json FROM facts").fetchall())
    for round_ in range(400):
        path.write_bytes(whole if round_ % 3 else mutated(whole, chance))
        if round_ % 3:
            number = chance.choice(list(facts))
            text = mutated(facts[number].encode(), chance).decode(errors="replace")
            with closing(sqlite3.connect(path)) as file, file:
                file.execute("UPDATE facts SET json = ? WHERE id = ?", (text, number))
        with suppress(UserFacingError):
            load_project(path)


def test_mutated_files_of_version_1_open_or_are_one_sentence(tmp_path: Path) -> None:
    with zipfile.ZipFile(GOLDEN / "version-1.masklet") as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    path = tmp_path / "p.masklet"
    chance = random.Random(7)
    for _ in range(600):
        name = chance.choice(list(members))
        with zipfile.ZipFile(path, "w") as archive:
            for member, data in members.items():
                archive.writestr(member, mutated(data, chance) if member == name else data)
        with suppress(UserFacingError):
            load_project(path, media_path=HERE)


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
POINTS = st.tuples(NUMBERS, NUMBERS)
STROKES = st.lists(
    st.builds(Brush, st.lists(POINTS, min_size=1, max_size=3).map(tuple), st.floats(0.5, 99), st.booleans())
    | st.builds(Lasso, st.lists(POINTS, min_size=3, max_size=4).map(tuple), st.booleans(), st.booleans()),
    max_size=2,
).map(tuple)
FRAME_SETS = st.frozensets(FRAMES, max_size=3)
PROMPTS = st.one_of(
    st.builds(
        FramePrompts,
        clicks=st.lists(st.builds(Click, NUMBERS, NUMBERS, st.booleans()), max_size=3).map(tuple),
        box=st.none() | BOXES,
        corrects=st.deferred(lambda: st.none() | SAMPLES),
        strokes=STROKES,
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
    st.none() | NUMBERS,
    st.none() | NUMBERS,
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
                stale=draw(FRAME_SETS),
                effects=tuple(effects),
                locked=draw(FRAME_SETS),
                reviewed=draw(FRAME_SETS),
                hand=MappingProxyType(draw(st.dictionaries(FRAMES, STROKES, max_size=3))),
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
        cuts=draw(st.none() | st.lists(FRAMES, max_size=3).map(tuple)),
        markers=tuple(draw(st.lists(st.builds(Marker, FRAMES, TEXTS), max_size=3))),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(projects())
def test_any_project_comes_back_equal(tmp_path_factory: pytest.TempPathFactory, project: Project) -> None:
    path = tmp_path_factory.mktemp("any") / "p.masklet"
    save_project(project, path)
    assert load_project(path) == project


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(projects(), min_size=2, max_size=4))
def test_a_file_that_is_saved_again_and_again_holds_the_last(
    tmp_path_factory: pytest.TempPathFactory, versions: list[Project]
) -> None:
    path = tmp_path_factory.mktemp("again") / "p.masklet"
    for project in versions:
        save_project(project, path)
        assert load_project(path) == project


def test_ten_thousand_frames_are_a_hundred_bytes_each_beyond_their_masks(tmp_path: Path) -> None:
    new = edits.add_masklet(edits.open_media(media()))
    new = edits.add_samples(new, 1, {f: sample(1) for f in range(10_000)})
    path = tmp_path / "long.masklet"
    save_project(new, path)
    assert path.stat().st_size < 10_000 * (60 + 8 + 96)
    assert load_project(path) == new
