"""Weights load strictly or are refused with a reason; nothing in a file is run."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from sam2core import CheckpointError, UnknownModelError, build_model, load_checkpoint
from sam2core.checkpoint import identify
from sam2core.config import CONFIGS, EMBEDDED
from tests.sam2core.tiny import tiny_model

SHAPES = Path(__file__).parent.parent / "golden" / "shapes"


@pytest.mark.parametrize("name", [n for n in CONFIGS if n.startswith("sam2")])
def test_every_tensor_of_a_public_checkpoint_has_its_place(name: str) -> None:
    expected = json.loads((SHAPES / f"{name}.json").read_text())
    ours = {k: list(v.shape) for k, v in build_model(name, device="meta").state_dict().items()}
    assert ours == expected


def test_the_public_file_names_are_known() -> None:
    assert build_model("sam2.1_hiera_base_plus", device="meta").config.name == "sam2.1_hiera_b+"
    with pytest.raises(UnknownModelError, match="sam3"):
        build_model("sam3")


def test_public_format_round_trip(tmp_path: Path) -> None:
    source, target = tiny_model(1), tiny_model(2)
    torch.save({"model": source.state_dict()}, tmp_path / "w.pt")
    load_checkpoint(target, tmp_path / "w.pt")
    assert all(torch.equal(a, b) for a, b in zip(source.parameters(), target.parameters(), strict=True))


def test_half_precision_safetensors_load_as_float32(tmp_path: Path) -> None:
    source, target = tiny_model(1), tiny_model(2)
    save_file(
        {k: v.half() if v.is_floating_point() else v for k, v in source.state_dict().items()},
        tmp_path / "w.safetensors",
    )
    load_checkpoint(target, tmp_path / "w.safetensors")
    assert target.no_mem_embed.dtype == torch.float32
    torch.testing.assert_close(target.no_mem_embed, source.no_mem_embed, atol=1e-3, rtol=1e-3)


class _Trap:
    def __reduce__(self) -> tuple[object, ...]:
        return (Path.touch, (Path("trap-was-run"),))


def test_code_in_a_pickle_is_never_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "evil.pt").write_bytes(pickle.dumps({"model": _Trap()}))
    with pytest.raises(CheckpointError, match=r"evil\.pt"):
        load_checkpoint(tiny_model(), tmp_path / "evil.pt")
    assert not (tmp_path / "trap-was-run").exists()


def test_truncated_foreign_and_missing_files_are_refused(tmp_path: Path) -> None:
    whole = tmp_path / "whole.pt"
    torch.save({"model": tiny_model().state_dict()}, whole)
    (tmp_path / "cut.pt").write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    (tmp_path / "text.pt").write_text("not weights")
    (tmp_path / "cut.safetensors").write_bytes(b"\x10\x00")
    torch.save({"model": {"a": torch.zeros(2)}}, tmp_path / "other.pt")
    torch.save([1, 2, 3], tmp_path / "list.pt")
    for name in ("cut.pt", "text.pt", "cut.safetensors", "other.pt", "list.pt", "missing.pt"):
        with pytest.raises(CheckpointError, match=name):
            load_checkpoint(tiny_model(), tmp_path / name)


def test_a_refused_file_leaves_the_model_as_it_was(tmp_path: Path) -> None:
    model = tiny_model()
    before = model.no_mem_embed.clone()
    state = dict(tiny_model(3).state_dict())
    state.pop("no_obj_ptr")
    torch.save({"model": state}, tmp_path / "w.pt")
    with pytest.raises(CheckpointError, match="1 tensors missing"):
        load_checkpoint(model, tmp_path / "w.pt")
    assert torch.equal(model.no_mem_embed, before)


def test_a_file_is_recognised_by_its_shapes(tmp_path: Path) -> None:
    torch.save({"model": build_model("sam2_hiera_t").state_dict()}, tmp_path / "mystery.pt")
    assert identify(tmp_path / "mystery.pt") == "sam2_hiera_t"
    with pytest.raises(CheckpointError, match=r"looks like SAM 2\.0, size t or s"):
        load_checkpoint(build_model("sam2.1_hiera_l", device="meta"), tmp_path / "mystery.pt")


def test_a_model_that_is_loaded_next_needs_no_random_values(tmp_path: Path) -> None:
    source = build_model(EMBEDDED)
    torch.save({"model": source.state_dict()}, tmp_path / "w.pt")
    loaded = build_model(EMBEDDED, random=False)
    load_checkpoint(loaded, tmp_path / "w.pt")
    ours, theirs = loaded.state_dict(), source.state_dict()
    assert all(torch.equal(ours[key], theirs[key]) for key in theirs)
