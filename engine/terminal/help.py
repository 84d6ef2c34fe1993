"""The pages to read: keys by what one wants to do, and what this is."""

from textual.content import Content

from engine.commands import GROUPS
from engine.session import Session
from engine.terminal.keys import commands_with, keys_shown
from engine.terminal.sheet import TextSheet
from engine.terminal.text import hanging, lines, prose, words

_WIDTH = 68
_MOVING = {
    "Read": [
        ("pgup pgdn", "Scroll by a page; so does the wheel"),
        ("home end", "The very first words, and back to the newest"),
        ("ctrl+p", "Find anything by name"),
    ],
    "Choose": [
        ("up down j k", "Move between choices; scroll where none is in view"),
        ("1-9 0", "Take a choice by its number; 0 is the tenth"),
        ("enter", "Take the marked choice"),
        ("left right", "Move between things to look at; enter looks"),
        ("tab", "On to the next part of the page"),
        ("esc", "Back to the story"),
    ],
    "Commentary": [
        ("up down enter", "In a pane: move, and go where a note or a line leads"),
        ("left right", "In a pane: fold and unfold notes, walk the balance and the cards"),
        ("+ -", "Mark what convinces you, and what does not"),
        ("*  =", "Hold a reading; set it beside another"),
    ],
}


def help_sheet(session: Session) -> TextSheet:
    """Keys, grouped by what one wants to do."""
    commands, _ = commands_with(session.settings.keys, session.script.story.panes)
    parts = []
    for group in GROUPS:
        rows = [words(group, "bold $text-accent")]
        pairs = list(_MOVING.get(group, []))
        pairs += [(keys_shown(one), one.help) for one in commands if one.group == group and one.keys]
        for keys, what in pairs:
            rows += hanging(words(f"{keys:<15}", "bold"), Content(what), _WIDTH)
        said = [one.words[0] for one in commands if one.group == group and one.words and not one.keys]
        if said:
            rows += hanging(words(f"{':':<15}", "bold"), words("typed: " + ", ".join(said), "$text-muted"), _WIDTH)
        parts.append(lines(rows))
    return TextSheet("Keys", parts)


def about_sheet(session: Session) -> TextSheet:
    """What this is, its notices, its version."""
    file = session.script.story.file
    parts = [prose(" ".join(block.split())) for block in file.about.split("\n\n") if block.strip()]
    for notice in (file.spoiler_notice, file.content_notice):
        if notice:
            parts.append(words(" ".join(notice.split()), "$text-muted"))
    from engine import __version__

    parts.append(words(f"Story {file.version}, player {__version__}", "$text-muted"))
    return TextSheet(file.title, parts)
