"""The interface in the user's language: every English sentence of app/ui goes through `tr` or `mark`.

The English text is the key. `python -m tests.ui.translation_table` collects them all into
resources/translations/*.ts; a text that is missing there is shown in English, and a test names it.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "translations"
CONTEXT = "Masklet"
_PREFIX = "masklet_"


def tr(text: str, /, **values: object) -> str:
    """The text in the user's language; `{name}` in it stands for the value of that name."""
    said = QCoreApplication.translate(CONTEXT, text)
    return said.format(**values) if values else said


def mark(text: str) -> str:
    """For tables made before the language is known: `tr` translates it when it is shown."""
    return text


def languages() -> dict[str, str]:
    """Code to the language's own name, English first."""
    codes = sorted(path.stem.removeprefix(_PREFIX) for path in FOLDER.glob(f"{_PREFIX}*.qm"))
    return {"en": "English"} | {code: QLocale(code).nativeLanguageName() for code in codes}


def use_language(app: QCoreApplication, code: str = "") -> str:
    """Speak this language from now on; "" is the system's, English where there is no other. Returns its code.

    Call it before widgets are made: texts are looked up when a widget is built.
    """
    wanted = code or QLocale.system().name()
    chosen = wanted if wanted in languages() else wanted.split("_")[0]
    if chosen not in languages():
        chosen = "en"
    for translator in app.findChildren(QTranslator):
        app.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(QLocale(chosen))
    if chosen != "en":
        _install(app, FOLDER / f"{_PREFIX}{chosen}.qm")
        _install(
            app, Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)) / f"qtbase_{chosen}.qm"
        )
    return chosen


def _install(app: QCoreApplication, path: Path) -> None:
    translator = QTranslator(app)
    if translator.load(str(path)):
        app.installTranslator(translator)
