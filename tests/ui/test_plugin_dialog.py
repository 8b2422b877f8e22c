"""The plugins' dialog: what is in the folder is named with its state, and runs when that is allowed."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.engine.plugin_host import load_plugins
from app.engine.user_plugins import plugin_folder
from app.ui.plugin_dialog import PluginDialog

GOOD = Path("resources/plugin-template/my_effect.py").read_text("utf-8")


@pytest.fixture
def file() -> Path:
    path = plugin_folder() / "mine.py"
    path.parent.mkdir(parents=True)
    path.write_text(GOOD, "utf-8")
    return path


@pytest.fixture
def dialog(qtbot: QtBot) -> PluginDialog:
    hosts = [load_plugins()]
    made = PluginDialog(lambda: hosts[0])

    def reload() -> None:
        hosts[0] = load_plugins()
        made.refresh()

    made.reload_wanted.connect(reload)
    made.retry_wanted.connect(reload)
    qtbot.addWidget(made)
    return made


def first(dialog: PluginDialog) -> list[str]:
    item = dialog.list.topLevelItem(0)
    assert item is not None
    return [item.text(column) for column in range(3)]


def test_a_file_runs_once_it_is_allowed_and_no_more_when_it_is_turned_off(
    file: Path, dialog: PluginDialog
) -> None:
    dialog.refresh()
    assert first(dialog) == ["mine.py", "mine.py", "New: it has not run yet"]
    assert "program" in dialog.message.text()
    dialog.allow.click()
    assert first(dialog) == ["My effect", "mine.py", "On"]
    dialog.forbid.click()
    assert first(dialog) == ["mine.py", "mine.py", "Off"]
    dialog.allow.click()
    file.write_text(GOOD + "\n# more\n", "utf-8")
    dialog.look_again.click()
    assert first(dialog)[2] == "Changed since it was allowed"


def test_a_file_that_does_not_load_is_named_with_its_error_and_can_be_tried_again(
    file: Path, dialog: PluginDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text("import os\nif 'LUCK' not in os.environ:\n    raise OSError('no luck')\n" + GOOD, "utf-8")
    file.write_text(file.read_text("utf-8").replace("from __future__ import annotations\n", ""), "utf-8")
    dialog.refresh()
    dialog.allow.click()
    assert first(dialog) == ["mine.py", "mine.py", "Does not load"]
    assert "no luck" in dialog.message.text()
    monkeypatch.setenv("LUCK", "1")
    dialog.retry.click()
    assert first(dialog) == ["My effect", "mine.py", "On"]


def test_what_comes_with_masklet_cannot_be_turned_off(dialog: PluginDialog) -> None:
    dialog.refresh()
    assert first(dialog)[1:] == ["Comes with Masklet", "On"]
    assert not any(b.isEnabled() for b in (dialog.allow, dialog.forbid, dialog.retry))
