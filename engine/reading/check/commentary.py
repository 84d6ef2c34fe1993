"""Rules on beats and on the commentary."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from engine.reading.check.logic import elsewhere
from engine.reading.check.names import unique
from engine.reading.check.report import Keys, Report
from engine.reading.model import Argument, CommentaryFile, Note, Page, Pane, Reading
from engine.reading.prose import paragraphs, plain
from engine.reading.story import Story
from engine.reading.textfile import shown
from engine.reading.words import blocks

_KEY = re.compile(r"[a-z]")
_COMMAND = re.compile(r"[a-z][a-z0-9-]*")
_HOLDS = {"notes": ("notes",), "readings": ("readings", "evidence", "questions"), "sources": ("pages",)}
Sourced = Iterator[tuple[Keys, str, str]]
"""Paths of what names a source, that source, and what it is."""


class _Named(Protocol):
    @property
    def id(self) -> str: ...


def check_commentary(story: Story, report: Report) -> None:
    """Ask all rules on beats, sources, panes, notes, readings and evidence."""
    files = list(zip(story.commentary, report.loaded.commentary, strict=True))
    _ids(files, report)
    _panes(story, files, report)
    _beats(story, files, report)
    readings = {reading.id for file in story.commentary for reading in file.readings}
    for file, path in files:
        for keys, source, what in _sourced(file):
            if not source.strip():
                message = f"this {what} names no source; say where it comes from"
                report.add("note-without-source", path, (*keys, "source"), message)
            elif source not in story.sources and report.whole:
                message = f"no source `{shown(source)}`{report.near(source, story.sources)}"
                report.add("unknown-source", path, (*keys, "source"), message)
        for at, note in enumerate(file.notes):
            _note(note, story, path, ("notes", at), report)
        for at, reading in enumerate(file.readings):
            if not reading.speaks_against:
                message = f"nothing speaks against the reading `{shown(reading.id)}`; say what does"
                report.add("reading-unopposed", path, ("readings", at, "speaks_against"), message, on_key=True)
        for at, one in enumerate(file.evidence):
            if one.reading not in readings and report.whole:
                message = f"no reading `{shown(one.reading)}`{report.near(one.reading, readings)}"
                report.add("evidence-nowhere", path, ("evidence", at, "reading"), message)
            if story.took(one.took) is None and report.whole:
                message = _no_such_turn(one.took, story, report)
                report.add("evidence-nowhere", path, ("evidence", at, "took"), message)


def _ids(files: list[tuple[CommentaryFile, Path]], report: Report) -> None:
    kinds: tuple[tuple[str, str, Callable[[CommentaryFile], tuple[_Named, ...]]], ...] = (
        ("pane", "panes", lambda file: file.panes),
        ("source", "sources", lambda file: file.sources),
        ("note", "notes", lambda file: file.notes),
        ("reading", "readings", lambda file: file.readings),
        ("question", "questions", lambda file: file.questions),
        ("page", "pages", lambda file: file.pages),
    )
    for what, name, items in kinds:
        unique(
            report, what, ((one.id, path, (name, at)) for file, path in files for at, one in enumerate(items(file)))
        )
    # What the reader can weigh has ids of one kind: evidence, and the arguments of all readings.
    unique(report, "piece of evidence or argument", _weighed(files))
    old: dict[str, Path] = {note.id: path for file, path in files for note in file.notes}
    for file, path in files:
        for at, note in enumerate(file.notes):
            for place, name in enumerate(note.aka):
                if name in old:
                    message = f"the old id `{shown(name)}` is another note's; leave it out"
                    report.add("duplicate-id", path, ("notes", at, "aka", place), message)
                old[name] = path


def _weighed(files: list[tuple[CommentaryFile, Path]]) -> Iterator[tuple[str, Path, Keys]]:
    for file, path in files:
        for at, evidence in enumerate(file.evidence):
            yield evidence.id, path, ("evidence", at)
        for at, reading in enumerate(file.readings):
            for keys, arguments in _sides(reading, at):
                for place, argument in enumerate(arguments):
                    yield argument.id, path, (*keys, place)


def _sides(reading: Reading, at: int) -> tuple[tuple[Keys, tuple[Argument, ...]], ...]:
    here: Keys = ("readings", at)
    return ((*here, "speaks_for"), reading.speaks_for), ((*here, "speaks_against"), reading.speaks_against)


def _sourced(file: CommentaryFile) -> Sourced:
    for at, note in enumerate(file.notes):
        yield ("notes", at), note.source, "note"
    for at, page in enumerate(file.pages):
        yield ("pages", at), page.source, "page"
    for at, question in enumerate(file.questions):
        if question.source:
            yield ("questions", at), question.source, "question"
    for at, reading in enumerate(file.readings):
        yield ("readings", at), reading.source, "reading"
        for keys, arguments in _sides(reading, at):
            for place, argument in enumerate(arguments):
                yield (*keys, place), argument.source, "argument"


def _panes(story: Story, files: list[tuple[CommentaryFile, Path]], report: Report) -> None:
    # The engine's own keys and words are a plain table: nothing of the terminal comes with it.
    from engine.commands import taken_keys, taken_words

    keys = dict.fromkeys(taken_keys(), "the engine")
    commands = dict.fromkeys(taken_words(), "the engine")
    panes = {pane.id: pane for pane in story.panes}
    for file, path in files:
        for at, pane in enumerate(file.panes):
            here: Keys = ("panes", at)
            if not _KEY.fullmatch(pane.key):
                message = f"`{shown(pane.key)}` is no key for a pane; use one lower-case letter"
                report.add("pane-key-clash", path, (*here, "key"), message)
            elif pane.key in keys:
                message = f"the key `{pane.key}` belongs to {keys[pane.key]}; use another"
                report.add("pane-key-clash", path, (*here, "key"), message)
            if not _COMMAND.fullmatch(pane.command):
                message = f"`{shown(pane.command)}` is no word for a pane; use lower-case letters"
                report.add("pane-key-clash", path, (*here, "command"), message)
            elif pane.command in commands:
                message = f"the word `{shown(pane.command)}` belongs to {commands[pane.command]}; use another"
                report.add("pane-key-clash", path, (*here, "command"), message)
            keys.setdefault(pane.key, f"the pane `{shown(pane.id)}`")
            commands.setdefault(pane.command, f"the pane `{shown(pane.id)}`")
            _pane_chapters(pane, story, path, here, report)
        _in_pane(file, panes, path, report)


def _pane_chapters(pane: Pane, story: Story, path: Path, here: Keys, report: Report) -> None:
    chapters, acts = story.chapter_index, {act.id for act in story.file.acts}
    if pane.opens and not (pane.opens in chapters or pane.opens in story.places) and report.whole:
        message = f"no chapter or scene `{shown(pane.opens)}`{report.near(pane.opens, (*chapters, *story.places))}"
        report.add("unknown-chapter", path, (*here, "opens"), message)
    for name in pane.balance:
        if name not in chapters and report.whole:
            message = f"no chapter `{shown(name)}`{report.near(name, chapters)}"
            report.add("unknown-chapter", path, (*here, "balance", name), message, on_key=True)
    for name, act in pane.balance.items():
        if act not in acts:
            message = f"no act `{shown(act)}` in story.yaml{report.near(act, acts)}"
            report.add("unknown-act", path, (*here, "balance", name), message)


def _in_pane(file: CommentaryFile, panes: dict[str, Pane], path: Path, report: Report) -> None:
    """What a file holds has to stand in a pane that shows such things."""
    held = [name for names in _HOLDS.values() for name in names if getattr(file, name)]
    pane = panes.get(file.pane)
    if pane is None:
        if file.pane and report.whole:
            message = f"no pane `{shown(file.pane)}`{report.near(file.pane, panes)}"
            report.add("unknown-pane", path, ("pane",), message)
        elif held and not file.pane:
            message = f"these {held[0]} are in no pane; say which with `pane:`"
            report.add("unknown-pane", path, (held[0],), message, on_key=True)
        return
    for name in held:
        if name not in _HOLDS[pane.kind]:
            message = f"the pane `{shown(pane.id)}` is of the kind {pane.kind} and shows no {name}; move them"
            report.add("unknown-pane", path, (name,), message, on_key=True)


def _beats(story: Story, files: list[tuple[CommentaryFile, Path]], report: Report) -> None:
    known = {beat.id for beat in story.beats}
    told: set[str] = set()
    used: set[str] = set()

    def named(beats: tuple[str, ...], path: Path, keys: Keys) -> None:
        for at, beat in enumerate(beats):
            if beat not in known and not _unread(report.loaded.beats_file, report):
                message = f"no beat `{shown(beat)}` in beats.yaml{report.near(beat, known)}"
                report.add("unknown-beat", path, (*keys, "beats", at), message)

    for chapter, path in zip(story.chapters, report.loaded.chapters, strict=True):
        for local, scene in chapter.scenes.items():
            if scene.beats:
                told.update(scene.beats)
                if not known.issuperset(scene.beats):
                    named(scene.beats, path, ("scenes", local))
    for file, path in files:
        kinds: dict[str, tuple[Note | Reading | Page, ...]] = {
            "notes": file.notes,
            "readings": file.readings,
            "pages": file.pages,
        }
        for name, items in kinds.items():
            for at, one in enumerate(items):
                used.update(one.beats)
                named(one.beats, path, (name, at))
    if not report.whole:
        return
    for at, beat in enumerate(story.beats):
        keys: Keys = ("beats", at, "id")
        if beat.kind == "told" and beat.id not in told:
            message = f"no scene tells the beat `{shown(beat.id)}`; tell it, or leave it out"
            report.add("untold-beat", report.loaded.beats_file, keys, message)
        elif beat.kind == "discussed" and beat.id not in used and beat.id not in told:
            message = f"no note, reading or page discusses the beat `{shown(beat.id)}`; discuss it, or leave it out"
            report.add("unused-beat", report.loaded.beats_file, keys, message)


def _unread(path: Path, report: Report) -> bool:
    return (path, ()) in report.loaded.broken


def _note(note: Note, story: Story, path: Path, keys: Keys, report: Report) -> None:
    place = story.places.get(note.at)
    if place is None:
        if not report.may_be_unread(note.at):
            message = f"no scene `{shown(note.at)}`{_near_place(note.at, story, report)}"
            report.add("unknown-note-place", path, (*keys, "at"), message)
        return
    words = " ".join(note.on.split())
    if words and not any(words in plain(one) for _, text in blocks(place.scene.text) for one in paragraphs(text)):
        message = f"no paragraph of `{shown(note.at)}` has the words `{shown(words)}`; copy them from its text"
        report.add("anchor-not-found", path, (*keys, "on"), message)


def _near_place(name: str, story: Story, report: Report) -> str:
    chapter, slash, local = name.partition("/")
    if slash and (index := story.chapter_index.get(chapter)) is not None:
        found = report.near(local, story.chapters[index].scenes, f"{chapter}/")
    else:
        found = elsewhere(name, story) or report.near(name, story.places)
    return found or "; name one as `chapter/scene`"


def _no_such_turn(took: str, story: Story, report: Report) -> str:
    scene, _, item = took.partition(".")
    place = story.places.get(scene)
    if place is None:
        holder, _, last = took.rpartition("/")
        meant = f"; did you mean `{shown(holder)}.{shown(last)}`?" if story.took(f"{holder}.{last}") else ""
        return f"no scene `{shown(scene)}`{meant or _near_place(scene, story, report)}"
    things = [choice.id for choice in place.scene.choices] + [look.id for look in place.scene.looks]
    return f"no choice or look `{shown(item)}` in `{shown(scene)}`{report.near(item, things)}"
