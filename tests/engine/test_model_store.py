"""Models are listed with where they are, and only weights of a model we can build get in."""

from __future__ import annotations

import os
import pickle
import threading
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

import sam2core
from app.engine.download import file_sha256
from app.engine.model_store import ModelStore
from app.engine.predictor import load_predictor
from app.errors import UserFacingError

PUBLIC = [f"sam{v}_hiera_{size}" for v in ("2.1", "2") for size in ("tiny", "small", "base_plus", "large")]


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    return ModelStore(tmp_path / "models")


def test_the_embedded_model_and_the_eight_public_ones_are_listed(store: ModelStore) -> None:
    assert store.names() == ("masklet-small", "masklet-fine", *PUBLIC)
    for entry in store.entries():
        # Parts of the data that the embedded model learnt from are not for commercial use: see its card.
        assert entry.licence == ("CC BY-NC-SA 4.0" if entry.embedded else "Apache-2.0")
        assert entry.architecture in sam2core.CONFIGS
        assert entry.embedded == (not entry.url)
        assert entry.embedded or (len(entry.sha256) == 64 and entry.size_bytes > 1e8)


def test_the_default_is_embedded_and_needs_no_name(store: ModelStore) -> None:
    assert store.default().name == "masklet-small"
    assert store.find("") == store.default()


def test_short_names_work_too(store: ModelStore) -> None:
    assert store.find("sam2.1_hiera_b+").name == "sam2.1_hiera_base_plus"


def test_an_unknown_name_is_a_sentence(store: ModelStore) -> None:
    with pytest.raises(UserFacingError, match='no model named "sam3"'):
        store.find("sam3")


def test_missing_weights_say_how_to_get_them(store: ModelStore) -> None:
    with pytest.raises(UserFacingError, match="not on this computer") as raised:
        store.require("sam2.1_hiera_tiny")
    assert "masklet models download sam2.1_hiera_tiny" in raised.value.hint


def test_weights_in_the_users_folder_are_found(store: ModelStore, tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "sam2.1_hiera_tiny.pt").write_bytes(b"not really")
    assert store.require("sam2.1_hiera_tiny").available
    with pytest.raises(UserFacingError, match="damaged or was changed"):
        store.verify("sam2.1_hiera_tiny")


def test_an_imported_file_that_was_changed_is_refused_before_it_is_used(
    store: ModelStore, weights: Path
) -> None:
    entry = store.import_file(weights)
    changed = bytearray(entry.path.read_bytes())
    changed[len(changed) // 2] ^= 1
    entry.path.write_bytes(changed)
    with pytest.raises(UserFacingError, match="is not the imported file") as raised:
        load_predictor(entry, "cpu")
    assert "import it again" in raised.value.hint


def test_a_model_without_address_cannot_be_downloaded(tmp_path: Path) -> None:
    resources = tmp_path / "resources"
    resources.mkdir()
    (resources / "models.toml").write_text(
        '[[model]]\nname="m"\ntitle="M"\narchitecture="m"\nfile="m.pt"\nlicence="x"\nembedded=true\n'
    )
    with pytest.raises(UserFacingError, match="cannot be downloaded"):
        list(ModelStore(tmp_path, resources).download("m", threading.Event()))


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Random weights of the embedded architecture, in the public form."""
    path = tmp_path_factory.mktemp("weights") / "my fine-tune (v2).pt"
    torch.save({"model": sam2core.build_model("masklet-small").state_dict()}, path)
    return path


def test_own_weights_become_a_model_of_their_own(store: ModelStore, weights: Path) -> None:
    entry = store.import_file(weights)
    assert entry.name == "my-fine-tune-v2"
    assert entry.architecture == "masklet-small"
    assert entry.path.read_bytes() == weights.read_bytes()
    assert store.find("my-fine-tune-v2") == entry
    assert store.find("masklet-small").embedded  # the architecture's name still means its own model
    assert store.import_file(weights) == entry  # a second time changes nothing
    assert len(store.names()) == 11


def test_other_weights_of_the_same_name_do_not_replace_the_first(store: ModelStore, weights: Path) -> None:
    first = store.import_file(weights)
    other = weights.with_suffix(".safetensors")
    save_file(sam2core.build_model("masklet-small").state_dict(), other)
    second = store.import_file(other)
    assert second.name.startswith("my-fine-tune-v2-")
    assert file_sha256(store.find(first.name).path) == file_sha256(weights)
    assert file_sha256(store.find(second.name).path) == file_sha256(other)


def test_a_published_file_becomes_that_model(weights: Path, tmp_path: Path) -> None:
    resources = tmp_path / "resources"
    resources.mkdir()
    (resources / "models.toml").write_text(
        f'[[model]]\nname="pub"\ntitle="Pub"\narchitecture="masklet-small"\nfile="pub.pt"\n'
        f'licence="x"\nurl="http://nowhere"\nsize_bytes=1\nsha256="{file_sha256(weights)}"\n'
    )
    entry = ModelStore(tmp_path / "models", resources).import_file(weights)
    assert (entry.name, entry.available) == ("pub", True)


class Attack:
    """A pickle that runs a command when it is loaded carelessly."""

    def __init__(self, proof: Path) -> None:
        self._proof = proof

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, (f"touch {self._proof}",)


def test_code_in_a_weights_file_never_runs(store: ModelStore, tmp_path: Path) -> None:
    proof = tmp_path / "it-ran"
    old, new = tmp_path / "old.pt", tmp_path / "new.pt"
    old.write_bytes(pickle.dumps({"model": Attack(proof)}))
    torch.save({"model": Attack(proof)}, new)
    for path in (old, new):
        with pytest.raises(UserFacingError, match=rf"Cannot load weights from {path.name}") as raised:
            store.import_file(path)
        assert "\n" not in str(raised.value)
        assert raised.value.hint
    assert not proof.exists()
    assert len(store.names()) == 10


@pytest.mark.parametrize("name", ["cut.pt", "cut.safetensors"])
def test_a_truncated_file_is_refused(name: str, store: ModelStore, weights: Path, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(weights.read_bytes()[:100_000])
    with pytest.raises(UserFacingError, match=f"Cannot load weights from {name}"):
        store.import_file(path)


def test_tensors_of_something_else_are_refused(store: ModelStore, tmp_path: Path) -> None:
    path = tmp_path / "resnet.pt"
    torch.save({"conv1.weight": torch.zeros(3)}, path)
    with pytest.raises(UserFacingError, match=r"resnet\.pt"):
        store.import_file(path)


@pytest.mark.parametrize("name", ["clip.mp4", "gone.pt"])
def test_other_files_are_a_sentence(name: str, store: ModelStore, tmp_path: Path) -> None:
    (tmp_path / "clip.mp4").write_bytes(b"x")
    with pytest.raises(UserFacingError, match=name):
        store.import_file(tmp_path / name)


def test_a_damaged_card_costs_one_model(store: ModelStore, weights: Path, tmp_path: Path) -> None:
    store.import_file(weights)
    for number, text in enumerate(["", "[]", "{}", '{"file": "../../x", "name": 3}', "\xff"]):
        card = tmp_path / "models" / "imported" / f"{number}.json"
        card.write_bytes(text.encode("latin-1"))
    assert store.names()[10:] == ("my-fine-tune-v2",)
