"""The promises that no single room keeps: layers at run time, true documents, files of one meaning."""

from __future__ import annotations

import dataclasses
import functools
import io
import re
import subprocess
import sys
import tokenize
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli.parser import COMMANDS, FORMATS, build_parser
from app.engine.plugin_host import load_plugins
from app.ui.actions import ACTIONS
from tests.ui.sentences import UI, untranslated

ROOT = Path(__file__).resolve().parents[1]
_BETWEEN_STATEMENTS = {tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}
LONGEST_FILE = 400  # lines of code: neither blank, nor comment, nor docstring
WITH_ACTIONS = ("models", "eval", "queue")  # commands whose next word says what to do
DOCUMENTS = ("README.md", "ARCHITECTURE.md", "DECISIONS.md", "CHANGELOG.md", "CONTRIBUTING.md")
HELP_PAGES = sorted((ROOT / "resources" / "help").glob("*.md"))


def _sources() -> Iterator[Path]:
    for room in ("app", "sam2core", "plugins"):
        yield from sorted((ROOT / room).rglob("*.py"))


def _module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@pytest.mark.parametrize("room", ["app/ui", "app/cli", "app/engine", "plugins"])
def test_importing_a_room_leaves_the_slow_packages_out(room: str) -> None:
    """torch takes seconds: the window must be there before."""
    modules = [_module_name(p) for p in sorted((ROOT / room).rglob("*.py"))]
    script = (
        f"import importlib, sys\nfor name in {modules!r}: importlib.import_module(name)\n"
        "print(sorted({'torch', 'cv2', 'av'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert ran.stdout.strip() == "[]"


def test_every_sentence_of_the_window_can_be_translated() -> None:
    """An English text in app/ui stands in tr("...") or, in a table, in mark("..."). See app/ui/words.py."""
    assert [line for path in sorted(UI.glob("*.py")) for line in untranslated(path)] == []


def test_no_file_has_grown_beyond_one_meaning() -> None:
    long = {str(p.relative_to(ROOT)): n for p in _sources() if (n := _code_lines(p)) > LONGEST_FILE}
    assert long == {}


def _code_lines(path: Path) -> int:
    """Lines with code on them; a string that stands alone is a docstring."""
    lines: set[int] = set()
    tokens = list(tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline))
    layout = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}
    before = tokenize.NEWLINE
    for token in tokens:
        alone = token.type == tokenize.STRING and before in _BETWEEN_STATEMENTS
        if token.type not in layout and not alone:
            lines.update(range(token.start[0], token.end[0] + 1))
        if token.type not in {tokenize.COMMENT, tokenize.NL}:
            before = token.type
    return len(lines)


def test_the_licence_is_there_whole() -> None:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in licence
    assert "END OF TERMS AND CONDITIONS" in licence
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"] == "Apache-2.0"


@pytest.mark.parametrize("page", [*DOCUMENTS, *HELP_PAGES], ids=lambda p: Path(p).name)
def test_a_page_names_only_commands_options_and_files_that_exist(page: str | Path) -> None:
    path = ROOT / page
    text = path.read_text(encoding="utf-8")
    for line in _command_lines(text):
        words = line.replace("masklet queue add ", "masklet ").split()  # what is added is a command
        assert words[1] in COMMANDS or not re.fullmatch("[a-z]+", words[1]), line
        if words[1] in COMMANDS:
            known = _options(tuple(words[1:3] if words[1] in WITH_ACTIONS else words[1:2]))
            assert {w.split("=")[0] for w in words if re.fullmatch(r"--[a-z]+.*", w)} <= known, line
    for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", text):
        assert (path.parent / target).exists(), f"{path.name} links to {target}"


def _command_lines(text: str) -> Iterator[str]:
    """Every `masklet COMMAND ...` in a code block or in backticks, continuation lines joined."""
    for block in re.findall(r"^```\w*\n(.*?)^```", text.replace("\\\n", " "), re.MULTILINE | re.DOTALL):
        yield from (
            line.split("&&")[0].strip()
            for line in block.splitlines()
            if re.match(r"(\.venv/bin/)?masklet \S", line.strip())
        )
    yield from re.findall(r"`(masklet [^`\n]+)`", text)


@functools.cache
def _options(command: tuple[str, ...]) -> set[str]:
    words = [*command, "--help"]
    ran = subprocess.run(
        [sys.executable, "-c", f"from app.cli import main; main({words!r})"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    return set(re.findall(r"--[a-z]+", ran.stdout))


def test_the_contract_of_the_command_line_is_kept() -> None:
    """What others script against: a change here owes an entry in DECISIONS.md and CHANGELOG.md."""
    parse = build_parser().parse_args
    for line in (
        "demo -o DIR",
        "track CLIP --click 1,2@0 --click 1,2:-@0 --box 1,2,3,4@5 --object A --mask FILE@0 -o P.masklet"
        " --in 1 --out 2 --model NAME --device cuda",
        "export P.masklet --format NAME -o PATH --masklet A --masklet B --in 1 --out 2",
        "info PATH --json",
        "models list",
        "models download NAME",
        "models import FILE",
        "models verify",
        "eval vos DATASET --model NAME --json FILE",
        "eval vos DATASET --start clicks 3 --report FOLDER",
        "eval clicks DATASET --model NAME --json FILE",
        "eval clicks STILLS --set NAME",
        "eval clicks DATASET --mode offline --report FOLDER",
        "train CONFIG --resume",
        "pseudo-label CLIP CLIP --out FOLDER --agreement 0.8 --model NAME",
        "doctor",
    ):
        assert parse(line.split()).run


def test_the_readme_tells_of_every_command_format_and_effect() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"`masklet {command}`" in readme
    for name in FORMATS:
        assert f"`{name}`" in readme
    for effect in load_plugins().effects.values():
        assert effect.title.lower() in readme.lower()


def test_the_help_on_effects_names_every_parameter() -> None:
    page = (ROOT / "resources/help/effects.md").read_text(encoding="utf-8")
    for effect in load_plugins().effects.values():
        section = page.split(f"## {effect.title}\n")[1].split("\n## ")[0]
        assert effect.description in section
        for field in dataclasses.fields(effect.params):
            assert f"| {field.metadata['spec'].label} |" in section, f"{effect.title}: {field.name}"


def test_the_help_on_training_names_every_entry_of_a_configuration() -> None:
    from sam2core.training.config import DataConfig, RunConfig, StageConfig
    from sam2core.training.distillation import DistilConfig
    from sam2core.training.losses import LossWeights
    from sam2core.training.pretraining import PretrainConfig

    page = (ROOT / "resources/help/training.md").read_text(encoding="utf-8")
    for part in (RunConfig, DataConfig, StageConfig, LossWeights, PretrainConfig, DistilConfig):
        for field in dataclasses.fields(part):
            assert re.search(rf"`\[*{field.name.removesuffix('s')}s?\]*`", page), (
                f"{part.__name__}: {field.name}"
            )


def test_the_help_on_keys_names_every_key() -> None:
    page = (ROOT / "resources/help/keys.md").read_text(encoding="utf-8")
    for action in ACTIONS:
        if action.keys:
            keys = ", ".join(f"`{key}`" for key in action.keys)
            assert f"| {keys} | {action.text.rstrip('…')} |" in page, action.id


def test_the_first_screen_of_the_readme_has_the_two_commands() -> None:
    first_screen = "\n".join((ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:25])
    assert "./dev run" in first_screen
    assert "./dev test" in first_screen


def test_the_tested_versions_satisfy_the_declared_ones() -> None:
    from packaging.requirements import Requirement

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = (ROOT / "packaging" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    tested = dict(line.split("==") for line in lines if "==" in line)
    tested = {name.lower().replace("_", "-"): version for name, version in tested.items()}
    declared = [Requirement(r) for r in (*project["dependencies"], *project["optional-dependencies"]["dev"])]
    for requirement in declared:
        name = requirement.name.lower().replace("_", "-")
        assert name in tested, f"{name} has no tested version"
        assert requirement.specifier.contains(tested[name]), name


def test_nothing_of_one_workplace_is_committed() -> None:
    """Paths and host names of a computer mean nothing on another."""
    listed = subprocess.run(["git", "ls-files"], capture_output=True, text=True, cwd=ROOT, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    suspicious = re.compile(r"/(?:work|home|root)/(?:main|shared|[a-z]+/)|(?<!\w)file:///")
    texts = {".py", ".md", ".toml", ".txt", ".yaml", ""}
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.suffix in texts and path.is_file() and path != Path(__file__):
            assert not suspicious.search(path.read_text(encoding="utf-8")), name
