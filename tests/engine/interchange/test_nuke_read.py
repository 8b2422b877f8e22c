"""The nodes for Nuke read the images that are there, and cut out with each masklet's layer."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.engine.interchange.nuke_read import write_read_nodes
from app.errors import UserFacingError
from tests.clips import Clip, write_clip
from tests.engine.export.scene import project_of, written

Node = tuple[str, dict[str, str], list[int]]


def nodes_of(text: str) -> list[Node]:
    """As Nuke builds them: nodes take their inputs from a stack, the top one first."""
    nodes: list[Node] = []
    stack: list[int] = []
    named: dict[str, int] = {}
    lines = iter(text.splitlines())
    for line in lines:
        if line.startswith("set "):
            named[line.split()[1]] = stack[-1]
        elif line.startswith("push "):
            stack.append(named[line.split()[1].removeprefix("$")])
        else:
            knobs: dict[str, str] = {}
            while (word := next(lines)) != "}":
                name, value = word.strip().split(" ", 1)
                knobs[name] = value.strip('"')
            taken = [stack.pop() for _ in range(int(knobs.get("inputs", 1)))]
            nodes.append((line.split()[0], knobs, taken))
            stack.append(len(nodes) - 1)
    return nodes


@pytest.mark.parametrize("multipart", [False, True])
def test_an_export_is_read_with_a_cut_out_for_each_layer(tmp_path: Path, multipart: bool) -> None:
    clip = write_clip(tmp_path / "clip.mp4", Clip(frames=3, options={"g": "12"}))
    folder = tmp_path / "out"
    written(
        project_of(clip, 3),
        "exr",
        folder,
        first_number=1001,
        padding=5,
        cryptomatte=True,
        multipart=multipart,
    )
    layers = write_read_nodes(folder, tmp_path / "comp.nk")
    assert layers == ("dog", "the_cat")
    nodes = nodes_of((tmp_path / "comp.nk").read_text(encoding="utf-8"))
    read = nodes[0][1]
    assert nodes[0][0] == "Read"
    assert (read["first"], read["last"]) == ("1001", "1003")
    assert all(Path(read["file"] % number).is_file() for number in range(1001, 1004))
    for layer, copy in zip(layers, (n for n in nodes if n[0] == "Copy"), strict=True):
        picture, matte = (nodes[i] for i in copy[2])
        assert (picture[0], picture[2]) == ("Unpremult", [0])
        assert (matte[0], matte[1]["in"], matte[2]) == ("Shuffle", layer, [0])
    assert [n[0] for n in nodes].count("Premult") == 2
    next(folder.glob("*01002.exr")).unlink()
    with pytest.raises(UserFacingError, match="missing"):
        write_read_nodes(folder, tmp_path / "comp.nk")


def test_a_folder_without_images_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="no folder of one EXR sequence"):
        write_read_nodes(tmp_path, tmp_path / "comp.nk")
