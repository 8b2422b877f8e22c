"""The protocols on scenes in which every score can be told beforehand, and data sets with bad files."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from sam2core.evaluation.clicks import First
from sam2core.evaluation.dataset import Dataset, DatasetError, read_sequences
from sam2core.evaluation.interactive import Interaction
from sam2core.evaluation.measuring import measure_interactive, measure_stills, measure_vos, spread
from sam2core.evaluation.report import InteractiveReport, StillsReport, VosReport
from sam2core.evaluation.stills import read_stills
from sam2core.evaluation.vos import Start
from tests.sam2core.evaluation.clickable import clickable, finished, write_video
from tests.sam2core.matcher import SIDE, Scene, Thing

RED, BLUE = (220, 40, 40), (40, 40, 220)
STILL = Thing((10, 10), (0, 0), RED, side=8)
MOVING = Thing((8, 24), (1, 0), BLUE, side=6)


def vos(folder: Path, start: Start | None = None) -> VosReport:
    return finished(measure_vos(clickable(), "stand-in", read_sequences(folder), start or Start()))


def clicks(folder: Path, **interaction) -> InteractiveReport:
    dataset = read_sequences(folder)
    return finished(measure_interactive(clickable(), "stand-in", dataset, Interaction(**interaction)))


@pytest.mark.parametrize("start", [Start(), Start("box"), Start("clicks", 3)], ids=str)
def test_a_video_that_is_tracked_without_fault_scores_one(tmp_path: Path, start: Start) -> None:
    write_video(tmp_path, "red", Scene(6, STILL))
    report = vos(tmp_path, start)
    assert report.mean["J&F"] == 1.0
    assert report.prompt == str(start)
    assert not report.skipped


def test_first_and_last_frame_do_not_count(tmp_path: Path) -> None:
    write_video(tmp_path, "red", Scene(6, STILL))
    wrong = Image.fromarray(np.zeros((SIDE, SIDE), np.uint8))
    wrong.save(tmp_path / "Annotations/red/00005.png")
    assert vos(tmp_path).mean["J"] == 1.0
    wrong.save(tmp_path / "Annotations/red/00004.png")
    assert vos(tmp_path).mean["J"] == pytest.approx(3 / 4)


def test_the_mean_is_over_objects_and_not_over_videos(tmp_path: Path) -> None:
    write_video(tmp_path, "one", Scene(4, STILL))
    gone = Thing((24, 24), (0, 0), BLUE, side=6, last=0)  # its truth is then empty, and so is the answer
    write_video(tmp_path, "two", Scene(4, STILL, gone), objects=2)
    empty = np.zeros((SIDE, SIDE), np.uint8)
    for frame in (1, 2):
        Image.fromarray(empty).save(tmp_path / f"Annotations/one/{frame:05d}.png")  # all wrong
    report = vos(tmp_path)
    assert [len(s.objects) for s in report.scores] == [1, 2]
    assert report.mean["J"] == pytest.approx(2 / 3)
    rows = [line.split(",")[:2] for line in report.to_csv().splitlines()]
    assert rows == [
        ["sequence", "object"],
        ["one", "1"],
        ["two", ""],
        ["two", "1"],
        ["two", "2"],
        ["mean", ""],
    ]


def test_no_pixel_belongs_to_two_objects(tmp_path: Path) -> None:
    """Two objects of one colour: the stand-in sees each in both places, and only one may own a pixel."""
    write_video(tmp_path, "twins", Scene(4, STILL, Thing((24, 24), (0, 0), RED, side=6)), objects=2)
    report = vos(tmp_path)
    painted = report.scores[0].worst[0].labels
    assert set(np.unique(painted)) <= {0, 1, 2}
    assert sum(o.region.mean for o in report.objects) <= 2


def test_annotations_of_two_values_are_one_object(tmp_path: Path) -> None:
    write_video(tmp_path, "red", Scene(4, STILL), two_valued=True)
    assert [o.label for o in vos(tmp_path).objects] == [255]


def test_bad_files_are_named_skipped_and_counted(tmp_path: Path) -> None:
    for name in ("fine", "late", "torn", "small", "broken", "void"):
        write_video(tmp_path, name, Scene(5, STILL))
    notes, frames = tmp_path / "Annotations", tmp_path / "JPEGImages"
    (notes / "late/00000.png").unlink()
    torn = notes / "torn/00002.png"
    torn.write_bytes(torn.read_bytes()[:40])
    Image.fromarray(np.zeros((8, 8), np.uint8)).save(notes / "small/00003.png")
    (frames / "broken/00003.png").write_bytes(b"not a picture")
    (notes / "void/00000.png").write_bytes(b"")
    report = vos(tmp_path)
    assert [s.name for s in report.scores] == ["fine", "small", "torn"]
    assert report.mean["J"] == 1.0
    told = {s.name: s.reason for s in report.skipped}
    assert told.keys() == {"late", "torn, frame 2", "small, frame 3", "broken", "void"}
    assert "00000.png" in told["late"]
    assert "another size" in told["small, frame 3"]
    assert "00003.png cannot be read" in told["broken"]
    assert "Skipped: 5." in report.to_markdown()
    assert len(json.loads(report.to_json())["skipped"]) == 5


def test_annotations_may_be_sparse(tmp_path: Path) -> None:
    write_video(tmp_path, "red", Scene(9, STILL))
    for frame in range(9):
        if frame % 4:
            (tmp_path / f"Annotations/red/{frame:05d}.png").unlink()
    report = vos(tmp_path)
    assert not report.skipped
    assert len(report.objects[0].regions) == 1  # of the three the one in the middle


def test_nothing_to_measure_is_an_error_that_says_why(tmp_path: Path) -> None:
    write_video(tmp_path, "late", Scene(4, STILL))
    (tmp_path / "Annotations/late/00000.png").unlink()
    with pytest.raises(DatasetError, match=r"late: its first frame has no annotation 00000\.png"):
        vos(tmp_path)
    with pytest.raises(DatasetError, match="no video nobody"):
        read_sequences(tmp_path, ["nobody"])


def test_the_layout_of_davis_itself_is_read(tmp_path: Path) -> None:
    write_video(tmp_path / "flat", "red", Scene(4, STILL))
    for kind in ("JPEGImages", "Annotations"):
        (tmp_path / kind).mkdir()
        (tmp_path / "flat" / kind).rename(tmp_path / kind / "480p")
    assert [s.name for s in read_sequences(tmp_path).sequences] == ["red"]


SUDDEN = Thing((10, 10), (0, 0), RED, side=8, later=(range(4, 5), BLUE))  # lost from frame 4 on


def test_offline_the_worst_frame_is_clicked_next(tmp_path: Path) -> None:
    write_video(tmp_path, "sudden", Scene(8, SUDDEN))
    report = clicks(tmp_path, frames=4)
    (score,) = report.scores
    assert score.clicked == (0, 4)  # then nothing is wrong any more
    assert [r.region for r in score.rounds] == pytest.approx([0.5, 1.0, 1.0, 1.0])
    assert report.mean == pytest.approx((0.5 + 3) / 4)
    assert report.to_csv().splitlines()[1].startswith("sudden,1,1,0,0.5")


def test_online_one_pass_stops_where_the_mask_is_bad(tmp_path: Path) -> None:
    write_video(tmp_path, "sudden", Scene(8, SUDDEN))
    (score,) = clicks(tmp_path, mode="online").scores
    assert score.clicked == (0, 4)
    assert len(score.rounds) == 1
    assert score.final.region == 1.0
    (held,) = clicks(tmp_path, mode="online", frames=1).scores
    assert held.clicked == (0,)
    assert held.final.region == pytest.approx(0.5)


def test_a_user_takes_away_what_is_answered_where_nothing_is(tmp_path: Path) -> None:
    """The object leaves and its double comes: the answer there is wrong and is clicked away."""
    left, double = Thing((10, 10), (0, 0), RED, last=3, side=8), Thing((24, 24), (0, 0), RED, first=4, side=8)
    write_video(tmp_path, "double", Scene(6, left, double))
    (score,) = clicks(tmp_path, mode="online").scores
    assert score.clicked[:2] == (0, 4)
    assert score.final.region > 4 / 6


def test_bad_files_are_skipped_when_videos_are_clicked(tmp_path: Path) -> None:
    for name in ("fine", "broken"):
        write_video(tmp_path, name, Scene(5, STILL))
    (tmp_path / "JPEGImages/broken/00003.png").write_bytes(b"")
    report = clicks(tmp_path, frames=2)
    assert [s.sequence for s in report.scores] == ["fine"]
    assert [s.name for s in report.skipped] == ["broken"]


def make_stills(folder: Path) -> None:
    folder.mkdir()
    rows = ["set\timage\tlabels\tmasks"]
    scene = Scene(1, STILL, MOVING)
    for name, kind in (("a", "plain"), ("b", "plain"), ("c", "odd")):
        Image.fromarray(scene[0]).save(folder / f"{name}.png")
        labels = np.zeros((SIDE, SIDE), np.uint8)
        for number, thing in enumerate(scene.things, start=1):
            labels[thing.mask(0)] = number
        labels[0] = 255  # to be ignored
        Image.fromarray(labels).save(folder / f"{name}.0.png")
        rows.append(f"{kind}\t{folder.name}/{name}.png\t{name}.0.png\t2")
    (folder / "index.tsv").write_text("\n".join(rows))


def stills(folder: Path, *sets: str, first: First = "click", least: float = 0.0) -> StillsReport:
    chosen = read_stills(folder, sets)
    return finished(measure_stills(clickable(), "stand-in", chosen, clicks=3, first=first, least=least))


@pytest.mark.parametrize("first", ["click", "box"])
def test_every_object_of_the_chosen_sets_is_clicked(tmp_path: Path, first: First) -> None:
    make_stills(tmp_path / "stills")
    report = stills(tmp_path / "stills", "plain", first=first)
    assert {(o.set, o.picture, o.label) for o in report.scores.objects} == {
        ("plain", f"stills/{name}.png", label) for name in "ab" for label in (1, 2)
    }
    facts = json.loads(report.to_json())
    assert facts["objects"] == 4
    assert facts["mean_iou_after_clicks"] == pytest.approx([1.0, 1.0, 1.0])
    assert ("box" in report.to_markdown()) == (first == "box")


def test_small_objects_and_bad_pictures_are_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "stills"
    make_stills(folder)
    assert {o.label for o in stills(folder, least=0.05).scores.objects} == {1}
    (folder / "a.png").write_bytes(b"")
    Image.fromarray(np.zeros((5, 5), np.uint8)).save(folder / "b.0.png")
    report = stills(folder)
    assert {o.set for o in report.scores.objects} == {"odd"}
    assert [s.name for s in report.skipped] == ["a.png", "b.0.png"]


def test_an_unknown_set_is_refused_with_the_names_of_the_others(tmp_path: Path) -> None:
    make_stills(tmp_path / "stills")
    with pytest.raises(DatasetError, match="has no set sports; it has odd, plain"):
        read_stills(tmp_path / "stills", ["sports"])


def test_a_limit_is_spread_evenly() -> None:
    assert spread(range(10), 3) == [0, 3, 6]
    assert spread(range(3), None) == spread(range(3), 9) == [0, 1, 2]


def test_pictures_show_source_truth_and_answer_of_the_worst(tmp_path: Path) -> None:
    write_video(tmp_path / "videos", "sudden", Scene(8, SUDDEN))
    make_stills(tmp_path / "stills")
    reports = (vos(tmp_path / "videos"), clicks(tmp_path / "videos", frames=2), stills(tmp_path / "stills"))
    names = {name for report in reports for name, _ in report.pictures()}
    assert names == {"sudden", "sudden-1", "plain", "odd"}
    ((_, data),) = reports[0].pictures()
    (tmp_path / "sheet.jpg").write_bytes(data)
    with Image.open(tmp_path / "sheet.jpg") as sheet:
        assert sheet.width > 3 * 400
    assert [w.frame for w in reports[0].scores[0].worst] == [4, 5, 6]


def test_a_data_set_without_videos_is_empty(tmp_path: Path) -> None:
    (tmp_path / "JPEGImages").mkdir()
    (tmp_path / "Annotations").mkdir()
    assert read_sequences(tmp_path) == Dataset((), ())
