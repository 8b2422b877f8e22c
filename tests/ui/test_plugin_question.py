from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from app.engine.user_plugins import plugin_folder, user_plugins
from app.ui.plugin_question import ask_about_plugins

pytestmark = pytest.mark.usefixtures("qtbot")


@pytest.fixture
def file() -> Path:
    path = plugin_folder() / "mine.py"
    path.parent.mkdir(parents=True)
    path.write_text("EFFECT = 3\n")
    return path


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is clicked, one after the other; what was asked is put in front."""
    words: list[str] = []

    def answer(box: QMessageBox) -> int:
        word = words.pop()
        words.insert(0, box.text())
        next(button for button in box.buttons() if button.text() == word).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    return words


@pytest.mark.parametrize(
    ("word", "state"), [("Allow", "allowed"), ("Never", "forbidden"), ("Not now", "new")]
)
def test_the_answer_is_kept_and_the_file_is_named(
    file: Path, answers: list[str], word: str, state: str
) -> None:
    answers.append(word)
    ask_about_plugins()
    assert user_plugins()[0].state == state
    assert "mine.py" in answers[0]
    assert str(file.parent) in answers[0]


def test_nothing_is_asked_where_all_is_decided(file: Path, answers: list[str]) -> None:
    answers.append("Never")
    ask_about_plugins()
    ask_about_plugins()  # would pop an empty list
    file.write_text("EFFECT = 4\n")
    answers.append("Not now")
    ask_about_plugins()
    assert "changed" in answers[0]


def test_without_plugins_nothing_is_asked(qtbot: QtBot, answers: list[str]) -> None:
    del qtbot
    ask_about_plugins()
    assert answers == []
