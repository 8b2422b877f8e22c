"""Rows of scores as Markdown and CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from sam2core.evaluation.dataset import Skipped

Cell = str | int | float


def markdown(columns: Sequence[str], rows: Sequence[Sequence[Cell]], last: Sequence[Cell] = ()) -> str:
    """A table; `last` is a row in bold."""
    lines = [columns, ["---"] * len(columns), *([_short(c) for c in row] for row in rows)]
    if last:
        lines.append([f"**{_short(c)}**" if _short(c) else "" for c in last])
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def comma_separated(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """CSV with one line of headings."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([f"{c:.6f}" if isinstance(c, float) else c for c in row] for row in rows)
    return text.getvalue()


def skipped_lines(skipped: Sequence[Skipped]) -> str:
    """A paragraph of Markdown that names and counts what was left out; empty where nothing was."""
    if not skipped:
        return ""
    return f"\nSkipped: {len(skipped)}.\n\n" + "".join(f"- {s.name}: {s.reason}.\n" for s in skipped)


def _short(cell: Cell) -> str:
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)
