"""No pixel belongs to two masklets of an exclusive project, and tracks are what they were."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from app.document import edits
from app.document.masklet import Sample
from app.document.project import Project
from app.engine.compositor import union_matte
from app.engine.footage import Scene
from app.engine.matte import frame_matte
from app.engine.samples import encode_sample, mask_logits

SIDE = 32


def sample(logits: NDArray[np.float32], presence: float = 5.0) -> Sample:
    return encode_sample(
        logits, presence=presence, iou=0.9, pointer=np.zeros(4, np.float32), model="m", prompted=False
    )


def hill(centre: float) -> NDArray[np.float32]:
    """Logits that fall off to both sides of a column; the mask is 12 columns wide."""
    return np.broadcast_to(6 - np.abs(np.arange(SIDE) + 0.5 - centre), (SIDE, SIDE)).astype(np.float32)


def project(*samples: Sample, exclusive: bool = True) -> Project:
    made = Project()
    for number, one in enumerate(samples, 1):
        made = edits.add_samples(edits.add_masklet(made), number, {0: one})
    return edits.set_exclusive(made, exclusive=exclusive)


def mattes(made: Project, size: int = SIDE) -> list[NDArray[np.float32]]:
    return [frame_matte(m, 0, size, size, Scene(made)) for m in made.masklets]


def test_the_surer_owns_what_both_claim_and_the_edge_has_no_gap() -> None:
    left, right = mattes(project(sample(hill(12)), sample(hill(20))))
    shared = slice(10, 22)
    np.testing.assert_allclose((left + right)[:, shared], 1, atol=0.02)
    assert left[5, 14] > 0.9
    assert right[5, 18] > 0.9


def test_the_nearer_owns_all_of_its_mask() -> None:
    made = edits.set_depth(project(sample(hill(12)), sample(hill(20))), 1, 1)
    alone = frame_matte(made.masklet(1), 0, SIDE, SIDE)
    near, far = mattes(made)
    np.testing.assert_array_equal(near, alone)
    assert far[5, 16] == 0
    assert far[5, 22] == 1


def test_two_equal_given_masks_are_not_halved() -> None:
    mask = np.zeros((SIDE, SIDE), bool)
    mask[8:24, 8:24] = True
    first, second = mattes(project(sample(mask_logits(mask)), sample(mask_logits(mask))))
    assert first[16, 16] == 1
    assert second[16, 16] == 0


def test_grids_of_different_size_are_compared_where_they_are() -> None:
    fine = np.kron(hill(20), np.ones((4, 4), np.float32)).astype(np.float32)
    left, right = mattes(project(sample(hill(12)), sample(fine)), 4 * SIDE)
    assert ((left > 0.5) & (right > 0.5)).sum() == 0


@pytest.mark.parametrize("presence", [-5.0, 5.0])
def test_an_absent_object_owns_nothing(presence: float) -> None:
    made = project(sample(hill(12)), sample(hill(12) + 3, presence))
    assert bool(mattes(made)[0].any()) == (presence < 0)


def test_without_it_masklets_may_overlap_and_the_tracks_never_change() -> None:
    samples = sample(hill(12)), sample(hill(20))
    both = project(*samples, exclusive=False)
    left, right = mattes(both)
    assert (left * right)[5, 16] == 1
    decided = edits.set_exclusive(both, exclusive=True)
    mattes(decided)
    assert [m.track[0] for m in decided.masklets] == list(samples)


def test_the_union_of_an_exclusive_project_is_decided_too() -> None:
    made = project(sample(hill(12)), sample(hill(20)))
    assert union_matte(made, 0, SIDE, SIDE)[5, 16] == pytest.approx(1, abs=0.3)
