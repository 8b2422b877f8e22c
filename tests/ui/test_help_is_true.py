"""The manual and the README speak of this window and this command line: menus, keys, options, files.

Paths through our menus are bold (**Track > Models**); those of other programs are italic.
"""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from app.cli.parser import COMMANDS, build_parser
from app.ui.help_window import FOLDER, pages
from app.ui.keymap import default_keys
from app.ui.main_window import MainWindow
from app.ui.shortcuts_dialog import shortcut_groups
from tests.conftest import REPOSITORY

PAGES = [*(FOLDER / page.name for page in pages()), REPOSITORY / "README.md"]
WITH_ACTIONS = {"models": ("list", "download", "import", "verify"), "eval": ("vos", "clicks")}
# Bound where they are used: while a shape is drawn, in dialogs, in lists.
MORE_KEYS = {"Enter", "Ctrl+Return"}
_KEY = re.compile(r"`((?:(?:Ctrl|Shift|Alt)\+)*(?:[A-Z]|[1-9]|F\d+|\[|\]|,|\\|\?|Del|Esc|Space|Home|End))`")

of_every_page = pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)


def text_of(page: Path) -> str:
    return " ".join(page.read_text(encoding="utf-8").split())


def plain(text: str) -> str:
    return text.replace("&", "").strip(" .…").casefold()


def entries(menu: QMenu) -> Iterator[str]:
    for action in menu.actions():
        yield plain(action.text())
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from entries(inner)


@pytest.fixture
def menus(window: MainWindow) -> dict[str, set[str]]:
    return {plain(name): set(entries(menu)) for name, menu in window.menus.items()}


def test_every_menu_path_leads_somewhere(menus: dict[str, set[str]]) -> None:
    for page in PAGES:
        text = text_of(page)
        for menu, entry in re.findall(r"\*\*(\w+) > ([^*]+?)\*\*", text):
            assert plain(entry) in menus[plain(menu)], f"{page.stem}: {menu} > {entry}"
        for menu, entry in re.findall(r"(?<!\*)\*(\w+) > ([^*]+?)\*(?!\*)", text):
            assert plain(entry) not in menus.get(plain(menu), set()), f"ours are bold: {menu} > {entry}"


def test_what_is_said_to_be_in_a_menu_is_there(menus: dict[str, set[str]]) -> None:
    for page in PAGES:
        said = re.findall(r"((?:\*\*[^*]+\*\*,? )+)\((\w+) menu[,)]", text_of(page))
        for names, menu in said:
            for name in re.findall(r"\*\*([^*]+)\*\*", names):
                assert plain(name) in menus[plain(menu)], f"{page.stem}: {name} ({menu} menu)"


@of_every_page
def test_every_key_does_something(page: Path) -> None:
    bound = {QKeySequence(key).toString() for keys in default_keys().values() for key in keys} | MORE_KEYS
    named = {QKeySequence(key).toString() for key in _KEY.findall(text_of(page))}
    assert named <= bound


@of_every_page
def test_a_key_beside_the_name_of_an_action_is_that_actions_key(page: Path) -> None:
    listed = {plain(what): keys for _, rows in shortcut_groups(default_keys()) for _, what, keys in rows}
    for name, key in re.findall(r"\*\*(?:\w+ > )?([^*]+)\*\* \(`([^` ]+)`\)", text_of(page)):
        if plain(name) in listed:
            assert key in re.split(r", | or ", listed[plain(name)]), f"{name}: {key}"


@cache
def options_of(command: tuple[str, ...]) -> frozenset[str]:
    said = io.StringIO()
    with contextlib.redirect_stdout(said), pytest.raises(SystemExit):
        build_parser().parse_args([*command, "--help"])
    return frozenset(re.findall(r"--[a-z][a-z-]*", said.getvalue()))


def all_options() -> frozenset[str]:
    commands = [(c, a) for c in COMMANDS for a in WITH_ACTIONS.get(c, ())]
    return frozenset().union(*(options_of(c) for c in [*((c,) for c in COMMANDS), *commands]))


@of_every_page
def test_every_option_is_one_of_a_command(page: Path) -> None:
    """Options that stand alone in backticks; those of whole command lines are in test_house."""
    named = {word for code in re.findall(r"`(--[^`]+)`", text_of(page)) for word in code.split()}
    assert {w.split("=")[0] for w in named if w.startswith("--")} <= all_options()


@pytest.mark.parametrize("name", ["export", "delivery"])
def test_the_pages_on_exports_name_options_of_exports(name: str) -> None:
    text = text_of(FOLDER / f"{name}.md")
    for line in re.findall(r"`(--[^`]+)`", text):
        assert line.split()[0].split("=")[0] in options_of(("export",)), line
