"""Which memories a frame looks back on, with strings for memories."""

from __future__ import annotations

import pytest

from sam2core.memory_bank import MemoryBank, Remembered

BANK = MemoryBank(prompted={0: "p0"}, tracked={1: "t1", 2: "t2", 3: "t3", 5: "t5"})


@pytest.mark.parametrize(
    ("frame", "backward", "expected"),
    [
        (4, False, [(0, 4, "p0"), (3, 3, "t1"), (2, 2, "t2"), (1, 1, "t3")]),  # looks back in time
        (4, True, [(0, -4, "p0"), (1, 1, "t5")]),  # time runs the other way
        (20, False, [(0, 20, "p0")]),  # tracked frames fade, prompts do not
    ],
)
def test_spatial_memories(frame: int, backward: bool, expected: list[tuple[int, int, str]]) -> None:
    assert BANK.recall(frame, backward=backward, memories=7) == [Remembered(*e) for e in expected]


def test_pointers_of_future_prompts_are_left_out() -> None:
    bank = MemoryBank(prompted={2: "p2", 9: "p9"}, tracked={4: "t4"})
    found = bank.recall_pointers(5, backward=False, reach=16, frames=12)
    assert found == [Remembered(0, 3, "p2"), Remembered(1, 1, "t4")]


def test_pointers_reach_no_further_than_the_video_is_long() -> None:
    bank = MemoryBank(prompted={}, tracked={0: "t0", 1: "t1", 2: "t2"})
    assert [r.memory for r in bank.recall_pointers(3, backward=False, reach=16, frames=3)] == ["t2", "t1"]


def test_forgetting_keeps_the_bank_bounded_and_prompts_safe() -> None:
    bank = MemoryBank(prompted={0: "p"})
    for frame in range(1, 200):
        bank.tracked[frame] = "t"
        bank.forget(frame, keep=10)
    assert len(bank.tracked) == 11
    assert bank.prompted == {0: "p"}
