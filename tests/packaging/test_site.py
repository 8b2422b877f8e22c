"""The documentation site is the manual: every page, no dead link, nothing fetched from elsewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.ui.help_window import FOLDER, pages
from tests.conftest import REPOSITORY

CONFIG = REPOSITORY / "packaging" / "site" / "mkdocs.yml"
LIMIT_BYTES = 200_000


def links(text: str) -> Iterator[str]:
    return (m.split("#")[0] for m in re.findall(r"\]\(([^)]+)\)", text))


def test_every_link_and_picture_of_the_manual_is_there_and_light() -> None:
    for page in pages():
        for link in links(page.text):
            if not link.startswith("https://"):
                assert (FOLDER / link).is_file(), f"{page.name}: {link}"
    shown = {FOLDER / link for page in pages() for link in links(page.text) if link.startswith("images/")}
    assert shown
    assert {p.name: p.stat().st_size for p in shown if p.stat().st_size > LIMIT_BYTES} == {}


def test_the_site_has_the_pages_in_the_order_of_the_manual() -> None:
    named = re.findall(r"([\w-]+\.md)$", CONFIG.read_text(encoding="utf-8"), re.MULTILINE)
    assert named == [page.name for page in pages()]


def test_the_site_builds_strictly_and_works_offline(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs")
    words = ["-m", "mkdocs", "build", "--strict", "-q", "-f", str(CONFIG), "-d", str(tmp_path / "site")]
    built = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    for page in pages():
        html = (tmp_path / "site" / page.name).with_suffix(".html").read_text(encoding="utf-8")
        fetched = re.findall(r'<(?:script|link|img)[^>]+(?:src|href)="(https?://[^"]+)"', html)
        assert fetched == [], page.name
