"""Keeps resources/translations: collects every text of the interface into the .ts files and compiles them.

    python -m tests.ui.translation_table [--check]

New texts are added as unfinished, texts that are gone are dropped, translations stay. Translate in Qt
Linguist or in the file itself, and run it again. `--check` writes nothing and fails where one is missing.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from app.engine.export.formats import CONTENTS, FORMATS, PARTS
from app.engine.interchange.mask_sets import MASK_SETS
from app.engine.interchange.roto import SHAPE_FILES
from app.engine.matting import params as matting
from app.engine.model_store import ModelStore
from app.engine.plugin_host import load_plugins
from app.ui.actions import ACTIONS
from app.ui.param_widgets import param_specs
from app.ui.words import CONTEXT, FOLDER
from tests.ui.sentences import UI, marked

ENGINE = UI.parent / "engine"


def texts() -> list[str]:
    """Every text that the window may show, in alphabetical order."""
    found = {text for path in sorted(UI.glob("*.py")) for text in marked(path)}
    found.update(_of_actions(), _of_effects(), _of_engine())
    return sorted(text for text in found if re.search(r"[A-Za-z]{2}|\d [A-Za-z]", text) or "{" in text)


def _of_actions() -> Iterator[str]:
    for spec in ACTIONS:
        yield from (spec.text, spec.tip)


def _of_effects() -> Iterator[str]:
    for effect in load_plugins().effects.values():
        yield from (effect.title, effect.description)
        for spec in param_specs(effect.params).values():
            yield from (spec.label, spec.hint)


def _of_engine() -> Iterator[str]:
    """Formats, models, the stages of a matte, and what the tracker says it is doing."""
    for form in FORMATS.values():
        yield from (form.title, form.description)
    yield from (kind.title for kind in (*SHAPE_FILES.values(), *MASK_SETS.values()))
    yield from (*CONTENTS.values(), *PARTS.values(), *matting.GROUPS)
    for spec in matting.specs().values():
        yield from (spec.label, spec.hint)
    for entry in ModelStore(Path("/nowhere")).entries():
        yield entry.note
    for path in sorted(ENGINE.glob("*.py")):
        yield from re.findall(r'Status\(\s*request\.id, "([^"]+)"', path.read_text(encoding="utf-8"))


def read(path: Path) -> dict[str, str]:
    """English to translated; unfinished ones are empty."""
    messages = ET.parse(path).getroot().iter("message") if path.exists() else ()
    return {m.findtext("source", ""): m.findtext("translation", "") for m in messages}


def write(path: Path, language: str, table: dict[str, str]) -> None:
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ET.SubElement(root, "context")
    ET.SubElement(context, "name").text = CONTEXT
    for source, translated in table.items():
        message = ET.SubElement(context, "message")
        ET.SubElement(message, "source").text = source
        attributes = {} if translated else {"type": "unfinished"}
        ET.SubElement(message, "translation", attributes).text = translated
    ET.indent(root, " ")
    text = ET.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', encoding="utf-8")


def compiled(path: Path) -> bytes:
    """What the window loads, made of a .ts file."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "out.qm"
        command = [str(Path(sys.executable).with_name("pyside6-lrelease")), str(path), "-qm", str(target)]
        subprocess.run([*command, "-silent"], check=True)
        return target.read_bytes()


def files() -> list[Path]:
    return sorted(FOLDER.glob("masklet_*.ts"))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    missing = 0
    for path in files():
        old = read(path)
        table = {text: old.get(text, "") for text in texts()}
        untranslated = [text for text, translated in table.items() if not translated]
        missing += len(untranslated)
        print(f"{path.name}: {len(table)} texts, {len(untranslated)} to translate")
        print("".join(f"  {text}\n" for text in untranslated), end="")
        if not args.check:
            write(path, path.stem.removeprefix("masklet_"), table)
            path.with_suffix(".qm").write_bytes(compiled(path))
    return 1 if missing and args.check else 0


if __name__ == "__main__":
    sys.exit(main())
