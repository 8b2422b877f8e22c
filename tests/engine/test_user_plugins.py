import json
import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from app.cli.main import main
from app.effect_api import Effect
from app.engine import plugin_host
from app.engine.folders import config_folder
from app.engine.plugin_check import load_file, problems
from app.engine.plugin_host import load_plugins
from app.engine.user_plugins import decide, plugin_folder, user_plugins
from app.errors import UserFacingError

TEMPLATE = Path(__file__).resolve().parents[2] / "resources/plugin-template/my_effect.py"


@pytest.fixture
def file() -> Iterator[Path]:
    """A file in the plugin folder that its user has not decided on."""
    path = plugin_folder() / "mine.py"
    path.parent.mkdir(parents=True)
    path.write_bytes(TEMPLATE.read_bytes())
    yield path
    for name in [name for name in sys.modules if name.startswith("masklet_plugin_")]:
        del sys.modules[name]


def state() -> list[str]:
    return [plugin.state for plugin in user_plugins()]


def allow(path: Path) -> None:
    decide(path, user_plugins()[0].digest, allowed=True)


def test_a_file_without_consent_does_not_run(file: Path, tmp_path: Path) -> None:
    trace = tmp_path / "it ran"
    file.write_text(f"open({str(trace)!r}, 'w')\n")
    host = load_plugins()
    assert state() == ["new"]
    assert not trace.exists()
    assert host.failures == ()


def test_an_allowed_file_is_an_effect_until_it_changes(file: Path) -> None:
    allow(file)
    assert "my_effect" in load_plugins().effects
    file.write_text(file.read_text() + "\n# changed\n")
    assert state() == ["changed"]
    assert "my_effect" not in load_plugins().effects


def test_a_file_that_changes_while_the_question_stands_is_not_allowed(file: Path) -> None:
    asked = user_plugins()[0]
    file.write_text("raise SystemExit\n")
    decide(asked.path, asked.digest, allowed=True)
    assert state() == ["changed"]


def test_a_forbidden_file_asks_no_more(file: Path) -> None:
    decide(file, user_plugins()[0].digest, allowed=False)
    assert state() == ["forbidden"]
    assert not user_plugins()[0].waits
    assert "my_effect" not in load_plugins().effects


@pytest.mark.parametrize("text", ["", "[]", '{"x": 3}', json.dumps({"x": {"sha256": 5, "allowed": True}})])
def test_consents_that_cannot_be_read_allow_nothing(file: Path, text: str) -> None:
    allow(file)
    (config_folder() / "plugins.json").write_text(text)
    assert state() == ["new"]


def test_a_file_that_exits_the_program_is_a_failure_and_no_exit(file: Path) -> None:
    file.write_text("raise SystemExit(3)\n")
    allow(file)
    host = load_plugins()
    assert [failure.plugin for failure in host.failures] == ["mine.py"]
    assert "blur" in host.effects


def test_an_effect_of_the_user_does_not_replace_one_that_comes_along(file: Path) -> None:
    file.write_text(file.read_text().replace('id="my_effect"', 'id="blur"'))
    allow(file)
    host = load_plugins()
    assert host.effects["blur"].title != "My effect"
    assert "mine.py" in [failure.plugin for failure in host.failures]


def test_an_installed_package_names_its_effects(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [
        EntryPoint("theirs", "tests.engine.test_user_plugins:THEIRS", plugin_host.ENTRY_POINTS),
        EntryPoint("gone", "tests.engine.nothing_here:EFFECT", plugin_host.ENTRY_POINTS),
    ]
    monkeypatch.setattr(plugin_host, "entry_points", lambda group: points if group == points[0].group else [])
    host = load_plugins()
    assert host.effects["theirs"] is THEIRS
    assert [failure.plugin for failure in host.failures] == ["gone"]


def test_the_command_line_allows_and_forbids(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plugins", "allow", "mine.py"]) == 0
    assert main(["plugins", "list"]) == 0
    said = capsys.readouterr().out
    assert f"{file}: allowed" in said
    assert "my_effect" in said
    assert main(["plugins", "forbid", str(file)]) == 0
    assert state() == ["forbidden"]
    assert main(["plugins", "allow", "elsewhere.py"]) == 1
    assert str(plugin_folder()) in capsys.readouterr().err


def test_a_consent_that_cannot_be_kept_is_said(file: Path) -> None:
    config_folder().write_text("a file where the folder should be")
    with pytest.raises(UserFacingError, match=r"plugins\.json"):
        allow(file)


def test_the_template_passes_its_own_check() -> None:
    assert list(problems(load_file(TEMPLATE))) == []
    assert main(["plugins", "check", str(TEMPLATE)]) == 0


_own = load_file(TEMPLATE)
THEIRS = Effect("theirs", "Theirs", _own.params, render=_own.render)
