import threading
from itertools import count, islice

import pytest

from app.engine.export import pipeline
from app.engine.export.pipeline import StageStuckError, in_stages


def test_items_pass_all_stages_in_order() -> None:
    assert list(in_stages(range(50), (lambda n: n + 1, lambda n: n * 10))) == [n * 10 for n in range(1, 51)]


def test_a_failing_stage_is_raised_after_the_results_before_it_and_ends_all_threads() -> None:
    def third_fails(number: int) -> int:
        if number == 3:
            raise OSError("no more")
        return number

    seen: list[int] = []
    with pytest.raises(OSError, match="no more"):
        seen.extend(in_stages(count(), (third_fails, lambda n: n)))
    assert seen == [0, 1, 2]
    assert not [t for t in threading.enumerate() if t.name.startswith("export-")]


def test_few_items_are_under_way_and_closing_ends_the_threads() -> None:
    taken: list[int] = []

    def take(number: int) -> int:
        taken.append(number)
        return number

    results = in_stages(count(), (take, lambda n: n), depth=2)
    assert list(islice(results, 3)) == [0, 1, 2]
    results.close()
    assert len(taken) <= 3 + 2 * 2 + 2  # handed out, waiting in two queues, in two hands
    assert not [t for t in threading.enumerate() if t.name.startswith("export-")]


def test_a_stage_that_hangs_does_not_keep_a_cancel_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "PATIENCE_S", 0.2)
    cancel, let_go = threading.Event(), threading.Event()

    def hangs(number: int) -> int:
        cancel.set()
        let_go.wait()
        return number

    try:
        with pytest.raises(StageStuckError):
            list(in_stages(count(), (hangs,), cancel))
    finally:
        let_go.set()
