"""The command table: the one list behind keys, footer, palette, help and the typed line."""

from typing import Literal, NamedTuple, get_args

from engine.reading.model import Pane

Group = Literal["Read", "Choose", "Go back", "Go elsewhere", "Commentary", "Keep", "The rest"]
GROUPS: tuple[Group, ...] = get_args(Group)
"""In the order in which help lists them."""

MOVING_KEYS = frozenset("0123456789jkN") | {
    "up", "down", "left", "right", "enter", "tab", "shift+tab", "escape", "pageup", "pagedown", "home", "end",
    "ctrl+p", "ctrl+c",
}  # fmt: skip
"""Keys that belong to moving about and choosing, and are not for commands."""


class Command(NamedTuple):
    """Something that a reader can ask for.

    `id` names it in settings; `keys` are its keys in the terminal app, comma-separated in Textual's names; `words`
    are what a typed line may begin with; `argument` names what may follow, if anything may; `plain` says whether the
    line-mode player has it; `footer` whether the app's footer shows it.
    """

    id: str
    keys: str
    words: tuple[str, ...]
    title: str
    help: str
    group: Group
    argument: str = ""
    footer: bool = False
    plain: bool = True


COMMANDS: tuple[Command, ...] = (
    Command("skip", "space", (), "On", "On to the next decision", "Read", footer=True, plain=False),
    Command("look", "", ("look",), "Look", "Tell the scene again, or look at a thing in it", "Read", "at a thing"),
    Command("search", "slash", ("search", "find"), "Search", "Search what you have read", "Read", "words", True),
    Command("line", "colon", (), "Type", "Type what you want to do", "Choose", plain=False),
    Command("undo", "u", ("back", "undo"), "Undo", "Take the last turn back", "Go back", "", True),
    Command("redo", "U,ctrl+r", ("redo",), "Redo", "Take it again after all", "Go back"),
    Command(
        "history", "h", ("history",), "History", "The turns so far; go back to one", "Go back", "a turn's number"
    ),
    Command("map", "m", ("map",), "Map", "The roads taken, and how many were not", "Go back"),
    Command("restart", "", ("restart", "new"), "Restart", "Begin this story again", "Go elsewhere"),
    Command("rail", "c", (), "Chapters", "Show or hide the chapters", "Go elsewhere", "", True, plain=False),
    Command("chapters", "g", ("chapters",), "Chapter list", "All chapters; go to one", "Go elsewhere"),
    Command("go", "", ("go", "jump"), "Go to a chapter", "Go to a chapter by its number", "Go elsewhere", "a number"),
    Command("room", "o", ("room",), "Reading room", "After the end: your way beside the source's", "Commentary"),
    Command(
        "note",
        "n",
        ("note",),
        "Own note",
        "Write a note of your own to what was just told",
        "Commentary",
        "text, or 2: and text for paragraph 2 (with no text its note goes)",
    ),
    Command("notes", "", ("notes",), "Notes", "The notes on the present scene", "Commentary"),
    Command(
        "weigh", "", ("weigh",), "Weigh", "Mark evidence: weigh NAME yes, or no", "Commentary", "a name, yes or no"
    ),
    Command("hold", "", ("hold",), "Hold", "Name the reading that you hold", "Commentary", "a reading"),
    Command(
        "answer", "", ("answer",), "Answer", "Answer an open question", "Commentary", "a number and words, or off"
    ),
    Command(
        "own", "", ("own",), "Own reading", "Write a sentence of your own on it", "Commentary", "a sentence, or off"
    ),
    Command("marker", "d", (), "Next note", "On to the next † in the text, with its note", "Commentary", plain=False),
    Command("marker-back", "D", (), "Last note", "Back to the † before, with its note", "Commentary", plain=False),
    Command("wider", "greater_than_sign", (), "Wider", "Give the panes more room", "Commentary", plain=False),
    Command("narrower", "less_than_sign", (), "Narrower", "Give the panes less room", "Commentary", plain=False),
    Command(
        "earlier", "left_square_bracket", (), "Pane up", "Move the pane before the others", "Commentary", plain=False
    ),
    Command(
        "later", "right_square_bracket", (), "Pane down", "Move the pane after the others", "Commentary", plain=False
    ),
    Command("saves", "f", ("saves",), "Saves", "Saved games: keep, load, rename, delete", "Keep", "export or import"),
    Command("save", "", ("save",), "Save", "Keep this playthrough under a name", "Keep", "a name"),
    Command("load", "", ("load",), "Load", "Go on with a kept playthrough", "Keep", "a name"),
    Command("rename", "", ("rename",), "Rename", "Give a kept playthrough another name", "Keep", "a name, a name"),
    Command("delete", "", ("delete",), "Delete", "Delete a kept playthrough", "Keep", "a name"),
    Command("transcript", "t", ("transcript",), "Transcript", "Write what you have read to a file", "Keep", "a file"),
    Command("second", "e", ("second",), "Read again", "Your finished way, annotated, decisions fixed", "Commentary"),
    Command(
        "settings",
        "comma",
        ("set", "settings"),
        "Settings",
        "Colours, column, motion, spoilers",
        "The rest",
        "a setting",
    ),
    Command("help", "question_mark,f1", ("help",), "Help", "All keys and words", "The rest", "", True),
    Command("quit", "q,ctrl+q", ("quit", "exit"), "Quit", "Leave; everything is kept", "The rest"),
)


_NAMED: dict[str, str] = {
    "notes": "a chapter's number or a name",
    "readings": "a reading's number or a name",
    "sources": "a name",
}
"""What a pane of each kind can be asked for."""


def pane_command(pane: Pane) -> Command:
    """The command that opens a story's pane."""
    return Command(
        f"pane-{pane.id}",
        pane.key,
        (pane.command,),
        pane.name,
        f"Show or hide: {pane.name}",
        "Commentary",
        _NAMED[pane.kind],
        True,
    )


def commands_for(panes: tuple[Pane, ...]) -> tuple[Command, ...]:
    """All commands of a story: the engine's own and one for each of its panes."""
    return (*COMMANDS, *(pane_command(pane) for pane in panes))


def taken_keys() -> frozenset[str]:
    """Keys that a story's pane cannot have."""
    return frozenset(key for command in COMMANDS for key in command.keys.split(",") if key) | MOVING_KEYS


def taken_words() -> frozenset[str]:
    """Words that a story's pane cannot have."""
    return frozenset(word for command in COMMANDS for word in command.words)
