"""What the line-mode player writes on: wrapped lines, empty lines between blocks, and nothing but text."""

from typing import TextIO

from engine.clean import clean
from engine.reading.prose import plain

WIDTH = 72
_WIDE = frozenset("WF")


class Page:
    """Writes blocks of wrapped lines; whatever it is given, no control character passes."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._parted = True

    def say(self, text: str, indent: int = 0, hang: int = 0) -> None:
        """A block of its own, an empty line before it."""
        self.part()
        self.line(text, indent, hang)

    def prose(self, text: str, indent: int = 0) -> None:
        """A paragraph of the story, without its marks of emphasis."""
        self.say(plain(text), indent)

    def line(self, text: str, indent: int = 0, hang: int = 0) -> None:
        """A line that follows on the one before; its later lines hang by that many characters more."""
        for row in wrap(clean(text), WIDTH, " " * indent, " " * (indent + hang)):
            self._out.write(f"{row}\n")
        self._parted = False

    def part(self) -> None:
        """An empty line, unless there is one."""
        if not self._parted:
            self._out.write("\n")
            self._parted = True

    def prompt(self) -> None:
        """Ask for a line."""
        self.part()
        self._out.write("> ")
        self._out.flush()
        self._parted = False

    def typed(self, line: str) -> None:
        """Show the line that was read where no terminal shows it."""
        self._out.write(f"{line[: WIDTH - 2]}\n")
        self._parted = False

    def end(self) -> None:
        """Leave the line that was asked for."""
        self._out.write("\n")
        self._parted = True


def wrap(text: str, width: int, first: str, later: str) -> list[str]:
    """The text in rows of at most that many columns; a word that is longer than a row is cut."""
    rows: list[str] = []
    row, room = first, width - len(first)
    empty = True
    for whole in text.split():
        word = whole
        size = columns(word)
        if not empty and size + 1 > room:
            rows.append(row)
            row, room, empty = later, width - len(later), True
        while size > room:
            head = _fitting(word, room)
            rows.append(row + word[:head])
            word = word[head:]
            size = columns(word)
            row, room = later, width - len(later)
        if not word:
            continue
        row += word if empty else f" {word}"
        room -= size if empty else size + 1
        empty = False
    if not empty or not rows:
        rows.append(row)
    return rows


def columns(text: str) -> int:
    """How many columns a terminal gives the text."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(one) else 2 if east_asian_width(one) in _WIDE else 1 for one in text)


def _fitting(word: str, room: int) -> int:
    """How many characters of the word fit, at least one."""
    taken = 0
    for index, one in enumerate(word):
        taken += columns(one)
        if taken > room and index:
            return index
    return len(word)
