"""`masklet effects`: effects and presets listed, and put on a project's masklets without the window."""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.cli import exits
from app.cli.exits import UsageError
from app.cli.export import chosen_masklets
from app.cli.value_words import ValueWord, frame_number, value_of, value_word
from app.document import edits, effect_edits
from app.document.effects import AMOUNT, BLEND_MODES, BlendMode, EffectInstance
from app.document.project import Project
from app.effect_api import Effect, ParamSpec
from app.engine.plugin_host import PluginHost

_AMOUNT_SPEC = ParamSpec("number", "Amount")  # 0 to 1
Word = tuple[str, str]  # option, text


def run(args: argparse.Namespace) -> int:
    from app.engine.plugin_host import load_plugins
    from app.engine.project_file import load_project, save_project

    host = load_plugins()
    if args.project is None:
        _list(host, as_json=args.json)
        return exits.DONE
    project = load_project(args.project)
    chosen = chosen_masklets(project, args.masklet)
    masklets = tuple(m.id for m in project.masklets) if chosen is None else chosen
    changed = project
    for masklet in masklets:
        changed = _Stack(changed, masklet, host).after(args.words)
    if args.share is not None:
        _share(changed, masklets, args.share)
    print(json.dumps(_shown(changed, masklets), indent=2, ensure_ascii=False))
    if changed is not project:
        save_project(changed, args.output or args.project)
    return exits.DONE


class _Stack:
    """One masklet's effects, and the one among them that was added or picked last."""

    def __init__(self, project: Project, masklet: int, host: PluginHost) -> None:
        self._project = project
        self._masklet = masklet
        self._host = host
        self._current = 0  # the entry's id; 0: none yet

    def after(self, words: Sequence[Word]) -> Project:
        """The project with all of the words done. Raises UsageError for one that does not fit."""
        for option, text in words:
            self._do(option, text)
        return self._project

    def _do(self, option: str, text: str) -> None:
        if option in ("add", "preset"):
            added = self._added(text) if option == "add" else _preset_effects(text)
            self._project = effect_edits.add_effects(self._project, self._masklet, added)
            self._current = self._entries[-1].id if self._entries else 0
        elif option == "pick":
            self._current = self._picked(text).id
        elif option == "clear":
            self._remove(*self._entries)
        elif option in ("must-hide", "may-show"):
            hide = option == "must-hide"
            self._project = effect_edits.set_must_hide(self._project, self._masklet, on=hide)
        else:
            self._change(option, text, self._entry(option))

    def _change(self, option: str, text: str, entry: EffectInstance) -> None:
        ids = (self._masklet, entry.id)
        match option:
            case "set":
                self._set(entry, value_word(text))
            case "amount":
                self._set(entry, value_word(f"{AMOUNT}={text}"))
            case "mode":
                self._project = effect_edits.set_mode(self._project, *ids, _mode(text))
            case "outside" | "inside":
                outside = option == "outside"
                self._project = effect_edits.set_outside(self._project, *ids, outside=outside)
            case "on" | "off":
                self._project = edits.enable_effect(self._project, *ids, enabled=option == "on")
            case _:
                self._remove(entry)

    def _set(self, entry: EffectInstance, said: ValueWord) -> None:
        value = value_of(self._spec(entry.effect, said.name), said.name.removeprefix("@"), said.text)
        ids = (self._masklet, entry.id)
        if said.frame is None:
            self._project = effect_edits.hold_value(self._project, *ids, said.name, value)
        else:
            self._project = effect_edits.key_value(self._project, *ids, said.name, said.keyframe(value))

    def _spec(self, effect: str, name: str) -> ParamSpec:
        if name == AMOUNT:
            return _AMOUNT_SPEC
        specs = _specs(self._effect(effect))
        if name not in specs:
            raise UsageError(f'{effect} has no value "{name}". It has: {", ".join(specs)}.')
        return specs[name]

    def _added(self, name: str) -> tuple[EffectInstance, ...]:
        return (EffectInstance(0, self._effect(name).id),)

    def _effect(self, name: str) -> Effect:
        if name not in self._host.effects:
            raise UsageError(f'There is no effect "{name}". There are: {", ".join(self._host.effects)}.')
        return self._host.effects[name]

    def _remove(self, *entries: EffectInstance) -> None:
        for entry in entries:
            self._project = edits.remove_effect(self._project, self._masklet, entry.id)
        self._current = 0

    def _picked(self, text: str) -> EffectInstance:
        number = frame_number(text, f"--pick {text}")
        if not 1 <= number <= len(self._entries):
            name = self._project.masklet(self._masklet).name
            raise UsageError(f"--pick {text}: {name} has {len(self._entries)} effects.")
        return self._entries[number - 1]

    def _entry(self, option: str) -> EffectInstance:
        for entry in self._entries:
            if entry.id == self._current:
                return entry
        raise UsageError(f"--{option} is said of an effect: --add or --pick one before it.")

    @property
    def _entries(self) -> tuple[EffectInstance, ...]:
        return self._project.masklet(self._masklet).effects


def _preset_effects(text: str) -> tuple[EffectInstance, ...]:
    """Of the preset of this name, or of all presets of a file."""
    from app.engine.presets import SUFFIX, bundled_presets, read_presets, user_presets

    if text.endswith(SUFFIX):
        return tuple(entry for preset in read_presets(Path(text)) for entry in preset.effects)
    for preset in (*user_presets(), *bundled_presets()):
        if preset.name == text:
            return preset.effects
    raise UsageError(f'There is no preset "{text}". `masklet effects` lists them.')


def _share(project: Project, masklets: Sequence[int], path: Path) -> None:
    from app.engine.presets import SUFFIX, Preset, write_presets

    if path.suffix != SUFFIX:
        raise UsageError(f"--share {path}: the file's name has to end in {SUFFIX}.")
    one = len(masklets) == 1
    stacks = [project.masklet(m) for m in masklets if project.masklet(m).effects]
    names = [path.stem if one else f"{path.stem} {masklet.name}" for masklet in stacks]
    write_presets(path, [Preset(n, m.effects) for n, m in zip(names, stacks, strict=True)])


def _mode(text: str) -> BlendMode:
    for mode in BLEND_MODES:
        if text == mode:
            return mode
    raise UsageError(f"--mode {text}: it is one of {', '.join(BLEND_MODES)}.")


def _specs(effect: Effect) -> dict[str, ParamSpec]:
    from app.engine.param_values import field_spec

    return {field.name: field_spec(field) for field in dataclasses.fields(effect.params)}


def _shown(project: Project, masklets: Sequence[int]) -> dict[str, Any]:
    from app.engine.effect_json import effect_to_json

    return {
        project.masklet(m).name: [effect_to_json(entry) for entry in project.masklet(m).effects]
        for m in masklets
    }


def _list(host: PluginHost, *, as_json: bool) -> None:
    from app.engine.presets import bundled_presets, user_presets

    presets = [preset.name for preset in (*bundled_presets(), *user_presets())]
    if as_json:
        effects = {e.id: {n: _limits(s) for n, s in _specs(e).items()} for e in host.effects.values()}
        print(json.dumps({"effects": effects, "presets": presets}, indent=2, ensure_ascii=False))
        return
    for effect in host.effects.values():
        print(f"{effect.id:14} {effect.description}")
        for name, spec in _specs(effect).items():
            print(f"    {name:14} {_limits(spec)}")
    print("\nPresets:")
    print("\n".join(f"    {name}" for name in presets))


def _limits(spec: ParamSpec) -> str:
    match spec.kind:
        case "number":
            return f"{spec.low:g} to {spec.high:g} {spec.unit}".rstrip()
        case "choice":
            return " | ".join(spec.choices)
        case "switch":
            return "on | off"
        case "colour":
            return "#rrggbb"
        case "point":
            return "x,y from 0,0 (top left) to 1,1"
        case "text" | "file":
            return f"a {spec.kind}"
