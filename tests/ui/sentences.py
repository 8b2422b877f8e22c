"""Finds every English sentence of the window: those that can be translated, and those that cannot."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

UI = Path(__file__).resolve().parents[2] / "app" / "ui"
# A text reads like English where a capital begins a word, or words follow each other.
_ENGLISH = re.compile(r"[A-Z][a-z]|[a-z] [a-z]|[a-z]…")
_TRANSLATING = frozenset({"tr", "mark", "_spec", "_radio", "_switch", "ActionSpec"})
_SILENT = frozenset(  # what they take is for Qt, for the log or for the programmer
    {
        *("ValueError", "KeyError", "TypeError", "RuntimeError", "NotImplementedError", "AssertionError"),
        *("setObjectName", "setStyleSheet", "setApplicationName", "setApplicationDisplayName", "setStyle"),
        *("QKeySequence", "cast", "compile", "getattr", "setProperty", "property"),
        *("debug", "info", "warning", "error", "exception", "TypeVar", "NewType"),
    }
)
_KEYS = re.compile(r"(Ctrl|Shift|Alt|Meta|Del|Esc|F\d+|[A-Z])(\+\S+)?(, ?(Ctrl|Shift|Alt)\+\S+)*")
_NAMES = frozenset({"Masklet", "{}{} - Masklet", "English", "Track"})
_STYLE = re.compile(r"[{;]\s*$|^\s*(color|background|font)|^#\w+ \{|:\s*#[0-9a-f]{6}|^QPush|^Q[A-Z]\w+ ?[{:]")


def untranslated(path: Path) -> list[str]:
    """English sentences in that module which reach no `tr`."""
    return [
        f"{path.name}:{node.lineno} {text!r}" for node, text, call in _texts(path) if _is_missed(text, call)
    ]


def marked(path: Path) -> Iterator[str]:
    """What that module gives to `tr` and `mark` as it is written there."""
    for _, text, call in _texts(path, english_only=False):
        if call in {"tr", "mark"}:
            yield text


def _is_missed(text: str, call: str) -> bool:
    is_code = text in _NAMES or bool(_KEYS.fullmatch(text) or _STYLE.search(text))
    return call not in _TRANSLATING | _SILENT and not is_code


def _texts(path: Path, *, english_only: bool = True) -> Iterator[tuple[ast.expr, str, str]]:
    """(place, text, name of the innermost call around it). Docstrings and annotations are left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        parent = parents.get(node)
        if isinstance(
            parent, (ast.Expr, ast.JoinedStr, ast.FormattedValue, ast.Subscript, ast.Match, ast.Compare)
        ):
            continue
        if isinstance(parent, (ast.arg, ast.AnnAssign)) and getattr(parent, "annotation", None) is node:
            continue
        text = _text_of(node)
        if text is not None and (not english_only or _ENGLISH.search(text)):
            assert isinstance(node, ast.expr)
            yield node, text, _call_around(node, parents)


def _text_of(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values)
    return None


def _call_around(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> str:
    """The innermost call that the text is an argument of, through conditions, tuples and keywords."""
    above = parents.get(node)
    while above is not None and not isinstance(above, (ast.stmt, ast.Call, ast.Lambda)):
        above = parents.get(above)
    if isinstance(above, (ast.Raise, ast.Assert)):
        return "ValueError"
    if not isinstance(above, ast.Call):
        return ""
    return above.func.id if isinstance(above.func, ast.Name) else getattr(above.func, "attr", "")
