"""Keys from the command table: bindings, the reader's own keys, and how keys are written for people."""

from collections.abc import Iterable, Mapping

from textual.binding import Binding

from engine.commands import Command, commands_for
from engine.reading.model import Pane

_NAMES = {
    "space": "space",
    "slash": "/",
    "colon": ":",
    "comma": ",",
    "period": ".",
    "question_mark": "?",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "escape": "esc",
}
FIXED = frozenset(
    [
        "up",
        "down",
        "left",
        "right",
        "j",
        "k",
        "enter",
        "tab",
        "shift+tab",
        "escape",
        "pageup",
        "pagedown",
        "home",
        "end",
        "ctrl+p",
        "ctrl+c",
    ]
) | frozenset("0123456789")
"""Keys that belong to moving about and choosing, and are not for commands."""


def bindings_for(panes: tuple[Pane, ...]) -> list[Binding]:
    """A binding for each command that has a key; its id is the command's, so that a keymap can change it."""
    return [
        Binding(command.keys, f"do('{command.id}')", command.title, show=False, id=command.id, tooltip=command.help)
        for command in commands_for(panes)
        if command.keys
    ]


def keymap(own: Mapping[str, str], commands: Iterable[Command]) -> tuple[dict[str, str], list[str]]:
    """The keymap that the reader's own keys give, and a line for each that cannot be had."""
    usual = {command.id: _split(command.keys) for command in commands}
    kept: dict[str, str] = {}
    troubles: list[str] = []
    for name, keys in own.items():
        wanted = _split(keys)
        if name not in usual:
            troubles.append(f"settings.json, keys: there is no command {name!r}")
            continue
        holder = next(
            (
                (key, other)
                for key in wanted
                for other, held in {**usual, **{one: _split(keys) for one, keys in kept.items()}}.items()
                if other != name and other not in own.keys() - kept.keys() and key in held
            ),
            None,
        )
        fixed = next((key for key in wanted if key in FIXED), None)
        if holder is not None:
            troubles.append(
                f"settings.json, keys: {shown(holder[0])} belongs to {holder[1]}, so {name} keeps its own"
            )
        elif fixed is not None:
            troubles.append(f"settings.json, keys: {shown(fixed)} is for moving about, so {name} keeps its own")
        elif wanted:
            kept[name] = ",".join(wanted)
    return kept, troubles


def shown(key: str) -> str:
    """A key as it is written for people."""
    if key in _NAMES:
        return _NAMES[key]
    return key if not (len(key) == 1 and key.isupper()) else f"shift+{key.lower()}"


def keys_shown(command: Command, own: Mapping[str, str]) -> str:
    """All keys of a command, for people."""
    return " ".join(shown(key) for key in _split(own.get(command.id, command.keys)))


def key_shown(command: Command, own: Mapping[str, str]) -> str:
    """The first key of a command, for people; empty where the reader wants it to have none."""
    return shown(next(iter(_split(own.get(command.id, command.keys))), ""))


def _split(keys: str) -> list[str]:
    return [key.strip() for key in keys.split(",") if key.strip()]
