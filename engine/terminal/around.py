"""What stands around the prose: the line under the choices, and the footer's entries."""

from textual.content import Content

from engine.commands import Command
from engine.playing.moment import Moment
from engine.session import Session
from engine.terminal.footer import Entry
from engine.terminal.keys import key_shown, way_shown
from engine.terminal.text import words

_NAMED = frozenset(("room", "second", "undo", "chapters", "help"))
_LAST = ("search", "help")
"""What stands at the footer's end: help always has room, searching where there is some left."""


def after_choices(session: Session, commands: tuple[Command, ...], moment: Moment) -> Content:
    """What stands under the choices: three keys for a first start, and the end for an end."""
    if not moment.ended and (session.settings.welcomed or moment.turn.number):
        return Content("")
    ways = {command.id: way_shown(command) for command in commands if command.id in _NAMED}
    if moment.ended:
        rows = [
            words("The end.", "bold $text-accent"),
            words("\n\n"),
            words(ways["room"], "bold"),
            words("  the reading room: your way beside the source's\n"),
            words(ways["second"], "bold"),
            words("  read it again with the notes\n"),
            words(ways["undo"], "bold"),
            words("  take the last turn back      "),
            words(ways["chapters"], "bold"),
            words("  go to a chapter"),
        ]
        return Content.assemble(*rows)
    return Content.assemble(
        "New here? ",
        ("A number, or Enter,", "bold"),
        " takes a choice. ",
        (ways["undo"], "bold"),
        " takes it back. ",
        (ways["help"], "bold"),
        " shows every other key.",
    )


_TYPING: dict[str, tuple[Entry, ...]] = {
    "line": (Entry("", "enter", "do it"), Entry("", "tab", "finish the word"), Entry("", "esc", "back to the story")),
    "search": (Entry("", "enter", "go through what is found"), Entry("", "esc", "back to the story")),
    "note": (Entry("", "enter", "keep it"), Entry("", "esc", "leave it")),
    "kept note": (Entry("", "enter", "keep it, empty to take back"), Entry("", "esc", "leave it")),
}
_HITS = (Entry("", "N", "a newer one"), Entry("", "esc", "back to the story"))


def typing_entries(what: str, commands: tuple[Command, ...]) -> tuple[Entry, ...]:
    """What can be done while the keys go to the line of that purpose, or walk what was found ("hits")."""
    if what != "hits":
        return _TYPING[what]
    older = next(key_shown(one) for one in commands if one.id == "note")  # whose key does this as long as one walks
    return (*([Entry("", older, "an older place")] if older else ()), *_HITS)


def footer_entries(commands: tuple[Command, ...], moment: Moment, in_prose: bool, more: bool) -> list[Entry]:
    """What can be done now, the most wanted first; `more` says that there is more to read below the view."""
    entries: list[Entry] = []
    count = len(moment.options)
    if not in_prose:
        entries.append(Entry("", "esc", "back"))
    elif count:
        entries.append(Entry("", "1" if count == 1 else f"1-{min(count, 10) % 10}", "choose"))
    for command in commands:
        if command.id == "skip" and not (in_prose and more):
            continue
        if not command.footer or not command.keys or (command.id == "undo" and not moment.can_undo):
            continue
        word = command.title if command.id.startswith("pane-") else command.title.lower()
        entries.append(Entry(command.id, key_shown(command), word))
    entries.sort(key=lambda entry: _LAST.index(entry.command) if entry.command in _LAST else -1)
    return entries
