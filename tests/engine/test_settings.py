"""Settings survive a restart; a damaged file costs the settings, not the start."""

from __future__ import annotations

import logging
from pathlib import Path
from types import MappingProxyType

import pytest

from app.engine.folders import config_folder
from app.engine.settings import Settings, load_settings, save_settings, with_recent


def test_settings_come_back() -> None:
    chosen = Settings(
        recent=("/clips/a.mp4",),
        device="cpu",
        precision="bfloat16",
        model="x",
        window=MappingProxyType({"state": "AAEC"}),
    )
    save_settings(chosen)
    assert load_settings() == chosen


def test_no_file_means_the_defaults() -> None:
    assert load_settings() == Settings()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "[" * 100_000, '{"recent": 3}', '{"device": null, "window": 1}']
)
def test_a_damaged_file_is_ignored_with_a_log_line(text: str, caplog: pytest.LogCaptureFixture) -> None:
    config_folder().mkdir(parents=True)
    (config_folder() / "settings.json").write_text(text)
    with caplog.at_level(logging.WARNING):
        assert load_settings() == Settings()
    assert "settings.json" in caplog.text


def test_an_older_file_keeps_what_it_has() -> None:
    config_folder().mkdir(parents=True)
    (config_folder() / "settings.json").write_text('{"device": "cpu"}')
    assert load_settings() == Settings(device="cpu")


def test_a_full_or_forbidden_disk_only_logs(masklet_home: Path, caplog: pytest.LogCaptureFixture) -> None:
    (masklet_home / "config").write_text("a file where the folder should be")
    save_settings(Settings())
    assert "cannot be saved" in caplog.text


def test_recent_is_newest_first_without_repeats_and_short() -> None:
    settings = Settings()
    for number in [*range(12), 5]:
        settings = with_recent(settings, Path(f"/{number}.mp4"))
    assert settings.recent[:2] == ("/5.mp4", "/11.mp4")
    assert len(settings.recent) == 10
