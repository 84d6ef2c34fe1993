"""What stands around the prose: the line under the choices, and the footer's entries."""

from textual.content import Content

from engine.commands import COMMANDS, Command
from engine.playing.moment import Moment
from engine.session import Session
from engine.terminal.footer import Entry
from engine.terminal.keys import key_shown, keys_shown
from engine.terminal.text import words

_LAST = ("search", "help")
"""What stands at the footer's end: help always has room, searching where there is some left."""


def after_choices(session: Session, moment: Moment) -> Content:
    """What stands under the choices: three keys for a first start, and the end for an end."""
    if not moment.ended and (session.settings.welcomed or moment.turn.number):
        return Content("")
    own = {command.id: keys_shown(command, session.settings.keys) for command in COMMANDS}
    if moment.ended:
        rows = [
            words("The end.", "bold $text-accent"),
            words("\n\n"),
            words(f"{own['room']}", "bold"),
            words("  the reading room: your way beside the source's\n"),
            words(f"{own['second']}", "bold"),
            words("  read it again with the notes\n"),
            words(f"{own['undo']}", "bold"),
            words("  take the last turn back      "),
            words(f"{own['chapters']}", "bold"),
            words("  go to a chapter"),
        ]
        return Content.assemble(*rows)
    return Content.assemble(
        "New here? ",
        ("A number, or Enter,", "bold"),
        " takes a choice. ",
        (own["undo"].split()[0], "bold"),
        " takes it back. ",
        (own["help"].split()[0], "bold"),
        " shows every other key.",
    )


_TYPING: dict[str, tuple[Entry, ...]] = {
    "line": (Entry("", "enter", "do it"), Entry("", "tab", "finish the word"), Entry("", "esc", "back to the story")),
    "search": (Entry("", "enter", "go through what is found"), Entry("", "esc", "back to the story")),
    "note": (Entry("", "enter", "keep it"), Entry("", "esc", "leave it")),
    "hits": (Entry("", "n", "an older place"), Entry("", "N", "a newer one"), Entry("", "esc", "back to the story")),
}


def typing_entries(what: str) -> tuple[Entry, ...]:
    """What can be done while the keys go to the line of that purpose, or walk what was found ("hits")."""
    return _TYPING[what]


def footer_entries(
    session: Session, commands: tuple[Command, ...], moment: Moment, in_prose: bool, more: bool
) -> list[Entry]:
    """What can be done now, the most wanted first; `more` says that there is more to read below the view."""
    entries: list[Entry] = []
    count = len(moment.options)
    if not in_prose:
        entries.append(Entry("", "esc", "back"))
    elif count:
        entries.append(Entry("", "1" if count == 1 else f"1-{min(count, 10) % 10}", "choose"))
    own = session.settings.keys
    for command in commands:
        if command.id == "skip" and not (in_prose and more):
            continue
        if not command.footer or not command.keys or (command.id == "undo" and not moment.can_undo):
            continue
        word = command.title if command.id.startswith("pane-") else command.title.lower()
        entries.append(Entry(command.id, key_shown(command, own), word))
    entries.sort(key=lambda entry: _LAST.index(entry.command) if entry.command in _LAST else -1)
    return entries
