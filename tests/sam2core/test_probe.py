"""The number format is chosen by trying, and a busy computer does not change the choice."""

from __future__ import annotations

import sys
import threading
import time

import pytest
import torch

from sam2core import probe


@pytest.mark.parametrize(
    ("exact_s", "short_s", "name", "words"),
    [
        (1.8, 1.0, "bfloat16", "1.8 times as fast as float32"),
        (1.0, 1.0, "float32", "1.0 times as fast"),
        (0.1, 1.0, "float32", "10.0 times as long"),
    ],
)
def test_precision_follows_the_measurement(exact_s: float, short_s: float, name: str, words: str) -> None:
    found = probe.decide(exact_s, short_s)
    assert found.name == name
    assert words in found.reason
    assert found.autocast == (torch.bfloat16 if name == "bfloat16" else None)


def test_trying_leaves_the_threads_as_they_were() -> None:
    before = torch.get_num_threads()
    assert all(seconds > 0 for seconds in probe.cpu_seconds())
    assert torch.get_num_threads() == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows counts the time of other threads too")
def test_other_work_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for the work waits in float32 only, as for a processor that others use."""
    waited = threading.Event()

    def work() -> None:
        if not torch.is_autocast_enabled("cpu"):
            time.sleep(0.002)
            waited.set()

    monkeypatch.setattr(probe, "_work", lambda: work)
    exact, _ = probe.cpu_seconds()
    assert waited.is_set()
    assert exact < 0.002


def test_the_cpu_is_always_there_and_last() -> None:
    assert probe.available_devices()[-1] == "cpu"
