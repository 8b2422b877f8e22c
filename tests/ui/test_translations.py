"""The window in another language: nothing is left in English, and nothing is lost in a sentence."""

from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QApplication

from app.ui.param_widgets import ParamWidget
from app.ui.words import languages, tr, use_language
from tests.ui import translation_table as table


@pytest.fixture
def german(qapp):
    assert use_language(qapp, "de") == "de"
    yield
    use_language(qapp, "en")


@pytest.mark.parametrize("path", table.files(), ids=lambda path: path.stem)
def test_every_text_of_the_window_is_translated(path):
    """`python -m tests.ui.translation_table` adds what is new to the table; translate it there."""
    translated = table.read(path)
    assert [text for text in table.texts() if not translated.get(text)] == []


@pytest.mark.parametrize("path", table.files(), ids=lambda path: path.stem)
def test_a_translation_has_the_same_values_as_the_sentence(path):
    for text, translated in table.read(path).items():
        assert sorted(re.findall(r"\{[^}]*\}", text)) == sorted(re.findall(r"\{[^}]*\}", translated)), text


@pytest.mark.parametrize("path", table.files(), ids=lambda path: path.stem)
def test_what_the_window_loads_is_made_of_the_table(path):
    assert path.with_suffix(".qm").read_bytes() == table.compiled(path)


def test_german_is_one_of_the_languages_and_english_the_fallback(qapp):
    assert languages()["de"] == "Deutsch"
    assert use_language(qapp, "xx") == "en"


def test_the_whole_window_speaks_the_language(german, make_window):
    window = make_window()
    assert [menu.title() for menu in window.menus.values()][:2] == ["&Datei", "&Bearbeiten"]
    assert window.actions_by_id["track_forward"].text() == "Vorwärts verfolgen"
    assert "T" in window.actions_by_id["track_forward"].toolTip()
    assert tr("Saved {name}", name="a.masklet") == "a.masklet gespeichert"
    tips = {widget.toolTip() for widget in window.matte_panel.findChildren(ParamWidget)}
    assert "Unter 0 schrumpft" in tips, tips


def test_english_again_after_another_language(german):
    app = QApplication.instance()
    assert app is not None
    use_language(app, "en")
    assert tr("Track forward") == "Track forward"
