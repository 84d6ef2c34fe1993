"""Bytes of a story file to text, with every character that a terminal might obey found and named."""

import re
from bisect import bisect_right
from typing import NamedTuple

from engine.clean import CONTROL

LARGEST_FILE = 8 * 1024 * 1024
"""Bytes; with more than these, what a file can be made to hold would not fit into memory."""
MOST_IN_A_FILE = 1000
"""Findings; more than these are only counted."""
_MOST_REPORTED = 20
_LONGEST_NAME = 60
LONGEST_MESSAGE = 300
"""Characters of what the engine or its parser say, which can hold words of the file."""

_JOINERS = "\u200c\u200d\u034f"
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_UNWANTED = re.compile(f"[{CONTROL}]|\r(?!\n)|[{_JOINERS}]{{4,}}|[{_MARKS}]{{8,}}")
_UNWANTED_BYTES = bytes(c for c in range(128) if (c < 32 and c not in b"\t\n\r") or c == 127)


class Finding(NamedTuple):
    """Something wrong at a place in one file; lines and columns count from 1."""

    line: int
    column: int
    rule: str
    message: str


class Lines:
    """Where each character of a text stands."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.count = len(self._starts)

    def at(self, index: int) -> tuple[int, int]:
        """Line and column of a character, from 1."""
        line = bisect_right(self._starts, index)
        return line, index - self._starts[line - 1] + 1


def unwanted(text: str) -> re.Match[str] | None:
    """The first character, or run of characters, that no story may carry."""
    return _UNWANTED.search(text)


def without_unwanted(text: str) -> str:
    """The text with a replacement character for each that no story may carry."""
    return _UNWANTED.sub("\ufffd", text)


def shown(text: str, longest: int = _LONGEST_NAME) -> str:
    """Words from a file as they may stand in a message: one line, not long, nothing that a terminal obeys."""
    if len(text) > longest:
        text = f"{text[: longest - 1]}…"
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else f"\\u{ord(one):04x}" for one in text)


def is_plain_text(data: bytes) -> bool:
    """True if nothing in the bytes needs a second look; False sends them to `decode`."""
    if len(data) > LARGEST_FILE or len(data.translate(None, _UNWANTED_BYTES)) != len(data):
        return False
    if data.count(b"\r") != data.count(b"\r\n"):
        return False
    if data.isascii():
        return True
    try:
        return not _UNWANTED.search(data.decode())
    except UnicodeDecodeError:
        return False


def decode(data: bytes) -> tuple[str | None, list[Finding]]:
    """The text without what it may not carry, and what was found; None if it is no text at all."""
    if len(data) > LARGEST_FILE:
        limit = LARGEST_FILE // 1024 // 1024
        return None, [Finding(1, 1, "yaml-syntax", f"the file is larger than {limit} MiB; split it")]
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return None, [Finding(1, 1, "bad-encoding", "the file is UTF-16; save it as UTF-8")]
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(errors="replace")
        line, column = Lines(before).at(len(before))
        message = f"byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        return None, [Finding(line, column, "bad-encoding", message)]
    found = []
    lines = Lines(text)
    for number, match in enumerate(_UNWANTED.finditer(text)):
        line, column = lines.at(match.start())
        if number == _MOST_REPORTED:
            found.append(Finding(line, column, "control-character", "and more of the same; clean the file"))
            break
        found.append(Finding(line, column, "control-character", unwanted_message(match[0])))
    return (without_unwanted(text) if found else text), found


def unwanted_message(run: str) -> str:
    """Says what was found and what to do."""
    many = f", {len(run)} such in a row," if len(run) > 1 else ""
    return f"the character U+{ord(run[0]):04X}{many} is not allowed in a story; remove it"
