"""What a playthrough is made of: events, and how each is written as one line.

A line is a letter, then the event's words: `c harbour/door knock` chooses, `j harbour` jumps. Ids hold no spaces.
"""

from msgspec import Struct, json

from engine.clean import clean_lines

_LETTERS = {"begin": "b", "choose": "c", "look": "l", "jump": "j", "undo": "u", "redo": "r", "keep": "k"}
_KINDS = {letter: kind for kind, letter in _LETTERS.items()}
_PARTS = {"begin": 2, "choose": 3, "look": 3, "jump": 2, "undo": 1, "redo": 1, "keep": 3}


class Event(Struct, frozen=True):
    """One thing that the reader did.

    `kind` is begin, choose, look, jump, undo, redo or keep; `where` is the chapter of begin and jump, the scene of
    choose and look, the key of keep; `what` is the choice, the look, or the kept text (empty: kept no longer).
    """

    kind: str
    where: str = ""
    what: str = ""


def begin(chapter: str) -> Event:
    """Start at a chapter's first scene."""
    return Event("begin", chapter)


def choose(scene: str, choice: str) -> Event:
    """Take a choice of the scene."""
    return Event("choose", scene, choice)


def look(scene: str, item: str) -> Event:
    """Look at something in the scene."""
    return Event("look", scene, item)


def jump(chapter: str) -> Event:
    """Go to another chapter's start."""
    return Event("jump", chapter)


def keep(key: str, text: str) -> Event:
    """Keep a word of the reader's own under a key, cleaned; an empty text takes it back."""
    return Event("keep", key, clean_lines(text))


UNDO = Event("undo")
REDO = Event("redo")


def encode(event: Event) -> str:
    """The event as one line, without its line end."""
    letter = _LETTERS[event.kind]
    if event.kind == "keep":
        return f"{letter} {event.where} {json.encode(event.what).decode()}"
    if event.what:
        return f"{letter} {event.where} {event.what}"
    return f"{letter} {event.where}" if event.where else letter


def decode(line: str) -> Event:
    """The event that a line holds. Raises ValueError when it holds none."""
    parts = line.split(" ", 2)
    kind = _KINDS.get(parts[0])
    if kind is None or len(parts) != _PARTS[kind] or not all(parts):
        raise ValueError(f"not an event: {line[:60]!r}")
    if kind == "keep" and parts[1].isprintable():
        return keep(parts[1], json.decode(parts[2], type=str))
    if not line.isprintable():
        raise ValueError(f"not an event: {line[:60]!r}")
    return Event(kind, *parts[1:])
