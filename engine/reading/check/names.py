"""Rules on ids, and on names that story.yaml declares and chapters use."""

import re
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from engine.reading.check.report import Keys, Report
from engine.reading.check.rules import RULES
from engine.reading.expressions import LARGEST_NUMBER, RESERVED, Value, kind_of
from engine.reading.load import files_of
from engine.reading.model import Chapter, Scene, Variable
from engine.reading.story import Story
from engine.reading.textfile import shown
from engine.reading.yamlfile import switch

_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_FRACTION = re.compile(r"[-+]?(?:\d+[.,]\d*|[.,]\d+|\d{19,})(?:[eE][-+]?\d+)?|[-+]?\d+[eE][-+]?\d+")
"""What is meant as a number, and read as a word."""
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_COLOURS = ("background", "surface", "text", "muted", "accent")
Named = Iterable[tuple[str, Path, Keys]]
"""Ids, each with its file and the path of what carries it."""


def good_id(report: Report, name: str, path: Path, keys: Keys, on_key: bool = False) -> None:
    """Report an id that is not one."""
    if not _ID.fullmatch(name):
        message = f"`{shown(name)}` is no id; use lower-case letters, digits, `-` and `_`"
        report.add("bad-id", path, keys, message, on_key=on_key)


def _a(what: str) -> str:
    return f"an {what}" if what[0] in "aeiou" else f"a {what}"


def unique(report: Report, what: str, named: Named) -> None:
    """Report ids that are none, and those that stand twice."""
    seen: dict[str, Path] = {}
    for name, path, keys in named:
        good_id(report, name, path, (*keys, "id"))
        if name in seen:
            where = "" if seen[name] == path else f" in {seen[name].name}"
            message = f"there is {_a(what)} `{shown(name)}` already{where}; give this one another id"
            report.add("duplicate-id", path, (*keys, "id"), message)
        seen.setdefault(name, path)


def check_names(story: Story, report: Report) -> None:
    """Ask all rules on ids and declared names."""
    if report.wants("stray-file"):
        _stray_files(report)
    _story_file(story, report)
    _chapters(story, report)
    for chapter, path in zip(story.chapters, report.loaded.chapters, strict=True):
        _scene_ids(chapter, path, report)


def _stray_files(report: Report) -> None:
    folder = report.loaded.folder
    read = {report.loaded.story_file, report.loaded.beats_file}
    read.update(*files_of(folder))
    inner = chain((folder / "chapters").rglob("*"), (folder / "commentary").rglob("*"))
    for path in sorted(chain(folder.iterdir(), inner)):
        if path.suffix in (".yaml", ".yml") and path not in read and not path.name.startswith("."):
            what = "put it into `chapters/` or `commentary/`"
            if path.suffix == ".yml":
                what = f"rename it to `{shown(path.stem)}.yaml`"
            report.add("stray-file", path, (), f"this file is not read; {what}, or take it away")


def _story_file(story: Story, report: Report) -> None:
    file, path = story.file, report.loaded.story_file
    good_id(report, file.id, path, ("id",))
    unique(report, "part", ((one.id, path, ("parts", at)) for at, one in enumerate(file.parts)))
    unique(report, "act", ((one.id, path, ("acts", at)) for at, one in enumerate(file.acts)))
    unique(report, "beat", ((one.id, report.loaded.beats_file, ("beats", at)) for at, one in enumerate(story.beats)))
    for at, act in enumerate(file.acts):
        if len(act.sign) != 1:
            report.add("wrong-type", path, ("acts", at, "sign"), "a sign is one character")
    for name, palette in file.palettes.items():
        good_id(report, name, path, ("palettes", name), on_key=True)
        for part in _COLOURS:
            colour = getattr(palette, part)
            if not _COLOUR.fullmatch(colour):
                message = f"`{shown(colour)}` is no colour; write it as `#rrggbb`, in quotes"
                report.add("bad-palette-colour", path, ("palettes", name, part), message)
    for name, variable in file.variables.items():
        _variable(name, variable, path, report)
    for name in file.rules:
        if name not in RULES:
            message = f"no rule `{shown(name)}`{report.near(name, RULES)}"
            report.add("unknown-rule", path, ("rules", name), message, on_key=True)
        elif RULES[name].stops:
            message = f"the rule `{name}` cannot be switched: no story plays without it"
            report.add("unknown-rule", path, ("rules", name), message, on_key=True)


def _variable(name: str, variable: Variable, path: Path, report: Report) -> None:
    keys: Keys = ("variables", name)
    if not _VARIABLE.fullmatch(name):
        message = f"`{shown(name)}` is no name for a variable; use letters, digits and `_`"
        report.add("bad-id", path, keys, message, on_key=True)
    elif name in RESERVED:
        message = f"`{name}` means something in expressions; give the variable another name"
        report.add("bad-id", path, keys, message, on_key=True)
    kind, low, high = kind_of(variable.start), variable.min, variable.max
    if is_misread(variable):
        start = shown(str(variable.start))
        message = f"`{start}` is no whole number; round it, or list it in `values` if it is a word"
        if word := switch(str(variable.start)):
            message = f"this is the word `{start}`; write `{word}`, or list it in `values` if it is a word"
        report.add("bad-variable", path, (*keys, "start"), message)
        return
    if kind != "number" and (low is not None or high is not None):
        bound = "min" if low is not None else "max"
        message = f"only numbers have `min` and `max`; `{shown(name)}` is a {kind}"
        report.add("bad-variable", path, (*keys, bound), message, on_key=True)
    elif low is not None and high is not None and low > high:
        report.add("bad-variable", path, (*keys, "min"), f"`min` is more than `max` ({high})")
    for bound, value in (("min", low), ("max", high)):
        if value is not None and abs(value) > LARGEST_NUMBER:
            report.add("bad-variable", path, (*keys, bound), f"numbers go to {LARGEST_NUMBER}, up and down")
    if variable.values and kind != "word":
        message = f"only words have `values`; `{shown(name)}` starts as a {kind}"
        report.add("bad-variable", path, (*keys, "values"), message, on_key=True)
    elif why := misfit(variable.start, variable):
        report.add("bad-variable", path, (*keys, "start"), f"the start of `{shown(name)}` {why}")


def is_misread(variable: Variable) -> bool:
    """Whether a variable's start is read as a word and was surely meant as a number, or as true or false."""
    start = variable.start
    return isinstance(start, str) and not variable.values and bool(_FRACTION.fullmatch(start) or switch(start))


def misfit(value: Value, variable: Variable) -> str:
    """Why a variable cannot have a value, its kind left aside; empty if it can."""
    if isinstance(value, str):
        if variable.values and value not in variable.values:
            return f"`{shown(value)}` is not one of {shown(', '.join(variable.values))}"
        return "has a quotation mark in it" if "'" in value and '"' in value else ""
    if isinstance(value, bool):
        return ""
    if abs(value) > LARGEST_NUMBER:
        return f"is out of bounds; numbers go to {LARGEST_NUMBER}, up and down"
    if variable.min is not None and value < variable.min:
        return f"is less than `min` ({variable.min})"
    if variable.max is not None and value > variable.max:
        return f"is more than `max` ({variable.max})"
    return ""


def _chapters(story: Story, report: Report) -> None:
    file, files = story.file, report.loaded.chapters
    ids = {chapter.id for chapter in story.chapters}
    listed: set[str] = set()
    for at, name in enumerate(file.chapters):
        if name in listed:
            message = f"the chapter `{shown(name)}` is listed already; keep one of them"
            report.add("duplicate-id", report.loaded.story_file, ("chapters", at), message)
        elif name not in ids and not report.nameless:
            near = report.near(name, ids.difference(file.chapters))
            what = near or f"; give one `id: {shown(name)}`, or leave it out here"
            message = f"no file in chapters/ has the chapter `{shown(name)}`{what}"
            report.add("unknown-chapter", report.loaded.story_file, ("chapters", at), message)
        listed.add(name)
    if not file.chapters:
        report.add("missing-key", report.loaded.story_file, ("chapters",), "a story needs a chapter", on_key=True)
    old: dict[str, Path] = {}
    parts, palettes = {part.id for part in file.parts}, file.palettes
    unique(report, "chapter", ((one.id, path, ()) for one, path in zip(story.chapters, files, strict=True)))
    for chapter, path in zip(story.chapters, files, strict=True):
        if chapter.id not in listed and not report.is_broken(report.loaded.story_file, ("chapters",)):
            message = f"story.yaml does not list the chapter `{shown(chapter.id)}`; add it to `chapters`"
            report.add("unlisted-chapter", path, ("id",), message)
        if not chapter.scenes:
            report.add("missing-key", path, ("scenes",), "a chapter needs a scene", on_key=True)
        for at, name in enumerate(chapter.aka):
            if name in ids or name in old:
                message = f"the old id `{shown(name)}` is another chapter's; leave it out"
                report.add("duplicate-id", path, ("aka", at), message)
            old[name] = path
        if chapter.part and chapter.part not in parts:
            message = f"no part `{shown(chapter.part)}` in story.yaml{report.near(chapter.part, parts)}"
            report.add("unknown-part", path, ("part",), message)
        if chapter.palette and chapter.palette not in palettes:
            message = f"no palette `{shown(chapter.palette)}` in story.yaml{report.near(chapter.palette, palettes)}"
            report.add("unknown-palette", path, ("palette",), message)
        _enter(chapter, path, story, report)


def _enter(chapter: Chapter, path: Path, story: Story, report: Report) -> None:
    for name, value in chapter.enter.items():
        variable = story.file.variables.get(name)
        keys: Keys = ("enter", name)
        if variable is None:
            message = f"no variable `{shown(name)}`{report.near(name, story.file.variables)}"
            report.add("unknown-variable", path, keys, message, on_key=True)
        elif kind_of(value) != kind_of(variable.start):
            if is_misread(variable):
                continue
            message = f"`{shown(name)}` is a {kind_of(variable.start)}, and this is a {kind_of(value)}"
            report.add("wrong-type", path, keys, message)
        elif why := misfit(value, variable):
            report.add("wrong-type", path, keys, f"the value of `{shown(name)}` {why}")


def _scene_ids(chapter: Chapter, path: Path, report: Report) -> None:
    acts = {act.id for act in report.loaded.draft.file.acts} if report.loaded.draft else set()
    match, good = _ID.fullmatch, set[str]()
    for local, scene in chapter.scenes.items():
        if not match(local):
            good_id(report, local, path, ("scenes", local), on_key=True)
        choices, looks = scene.choices, scene.looks
        names = [choice.id for choice in choices]
        if looks:
            names += [look.id for look in looks]
        kinds = set(names)
        if len(kinds) != len(names) or not kinds <= good or any(choice.aka for choice in choices):
            good |= _item_ids(local, scene, path, report)
        for at, choice in enumerate(choices):
            if choice.act and choice.act not in acts:
                message = f"no act `{shown(choice.act)}` in story.yaml{report.near(choice.act, acts)}"
                report.add("unknown-act", path, ("scenes", local, "choices", at, "act"), message)
    if any(scene.aka for scene in chapter.scenes.values()):
        _old_scenes(chapter, path, report)


def _item_ids(local: str, scene: Scene, path: Path, report: Report) -> set[str]:
    """Report a scene's bad and double ids; gives back those that are good."""
    seen: set[str] = set()
    good: set[str] = set()
    items = [(("scenes", local, "choices", at), one.id) for at, one in enumerate(scene.choices)]
    items += [(("scenes", local, "looks", at), one.id) for at, one in enumerate(scene.looks)]
    for keys, name in items:
        good_id(report, name, path, (*keys, "id"))
        if _ID.fullmatch(name):
            good.add(name)
        if name in seen:
            message = f"this scene has a choice or look `{shown(name)}` already; give this one another id"
            report.add("duplicate-id", path, (*keys, "id"), message)
        seen.add(name)
    for at, choice in enumerate(scene.choices):
        for place, name in enumerate(choice.aka):
            if name in seen:
                message = f"the old id `{shown(name)}` is another choice's; leave it out"
                report.add("duplicate-id", path, ("scenes", local, "choices", at, "aka", place), message)
            seen.add(name)
    return good


def _old_scenes(chapter: Chapter, path: Path, report: Report) -> None:
    taken: set[str] = set(report.loaded.draft.places) if report.loaded.draft else set()
    for local, scene in chapter.scenes.items():
        for at, name in enumerate(scene.aka):
            old = name if "/" in name else f"{chapter.id}/{name}"
            if old in taken:
                message = f"the old id `{shown(name)}` is another scene's; leave it out"
                report.add("duplicate-id", path, ("scenes", local, "aka", at), message)
            taken.add(old)
