"""Keys from the command table: bindings, the reader's own keys, and how keys are written for people."""

from collections.abc import Iterable, Mapping

from textual.binding import Binding
from textual.keys import KEY_NAME_REPLACEMENTS, REPLACED_KEYS, Keys, key_to_character

from engine.commands import MOVING_KEYS, Command, commands_for
from engine.reading.model import Pane

_NAMES = {
    "space": "space",
    "slash": "/",
    "colon": ":",
    "comma": ",",
    "full_stop": ".",
    "question_mark": "?",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "escape": "esc",
}
_HELD = ("alt", "ctrl", "shift")
_WITHOUT_CHARACTER = frozenset(key.value for key in Keys if key.value.isalnum() and key is not Keys.Return)
"""Arrows, function keys and their like. Enter is called enter, and nothing is called return."""


def bindings_for(commands: Iterable[Command]) -> list[Binding]:
    """A binding for each command that has a key."""
    return [
        Binding(command.keys, f"do('{command.id}')", command.title, show=False, tooltip=command.help)
        for command in commands
        if command.keys
    ]


def commands_with(own: Mapping[str, str], panes: tuple[Pane, ...]) -> tuple[tuple[Command, ...], list[str]]:
    """A story's commands with the reader's own keys, and a line for each of those that cannot be had.

    An empty text takes a command's keys away: it can still be typed, or found in the palette.
    """
    commands = commands_for(panes)
    usual = {command.id: _split(command.keys) for command in commands}
    troubles = [f"settings.json, keys: there is no command {name!r}" for name in own if name not in usual]
    kept = {name: _split(keys) for name, keys in own.items() if name in usual}
    for name, keys in list(kept.items()):
        if unknown := [key for key in keys if not _is_key(key)]:
            troubles.append(f"settings.json, keys: {unknown[0]!r} is no key, so {name} keeps its own")
            del kept[name]
    while clash := _clash(kept, usual):
        name, key, holder = clash
        belongs = f"belongs to {holder}" if holder else "is for moving about"
        troubles.append(f"settings.json, keys: {shown(key)} {belongs}, so {name} keeps its own")
        del kept[name]
    return tuple(one._replace(keys=",".join(kept.get(one.id, usual[one.id]))) for one in commands), troubles


def _is_key(key: str) -> bool:
    """Whether a keyboard has it: a character or a name of Textual's, after what is held down with it."""
    *held, name = key.split("+") if len(key) > 1 else [key]
    if held != [one for one in _HELD if one in held]:
        return False
    return (len(name) == 1 and name.isprintable()) or name in _WITHOUT_CHARACTER or _names_character(name)


def _names_character(name: str) -> bool:
    """Whether Textual calls a character of the keyboard so; letters and digits are called by themselves."""
    character = key_to_character(REPLACED_KEYS.get(name, name))
    if character is None or name in KEY_NAME_REPLACEMENTS:
        return False
    return character.isascii() and character.isprintable() and not character.isalnum()


def _clash(kept: dict[str, list[str]], usual: Mapping[str, list[str]]) -> tuple[str, str, str] | None:
    """A command that cannot have its key, the last named first; the key; and whose it is, if a command's."""
    for name in reversed(kept):
        for key in kept[name]:
            if key in MOVING_KEYS:
                return name, key, ""
            for other in usual:
                if other != name and key in kept.get(other, usual[other]):
                    return name, key, other
    return None


def shown(key: str) -> str:
    """A key as it is written for people."""
    if key in _NAMES:
        return _NAMES[key]
    return key if not (len(key) == 1 and key.isupper()) else f"shift+{key.lower()}"


def keys_shown(command: Command) -> str:
    """All keys of a command, for people."""
    return " ".join(shown(key) for key in _split(command.keys))


def key_shown(command: Command) -> str:
    """The first key of a command, for people; empty where it has none."""
    return keys_shown(command).split(" ")[0]


def way_shown(command: Command) -> str:
    """A command's first key, or what is typed where it has none."""
    return key_shown(command) or f":{command.words[0]}"


_WRITTEN = {written: name for name, written in _NAMES.items() if written not in ("space", ",")}


def _split(keys: str) -> list[str]:
    """Keys in Textual's names, whether they were given so or as they are written for people."""
    return [_named(key.strip()) for key in keys.split(",") if key.strip()]


def _named(key: str) -> str:
    letter = key.removeprefix("shift+")
    return letter.upper() if letter != key and len(letter) == 1 else _WRITTEN.get(key, key)
