"""Counting the words and sentences of prose."""

import re
from collections.abc import Iterator

from engine.reading.model import Prose

WORD = re.compile(r"[^\W_]+(?:['’\-.,][^\W_]+)*")
# A run of full stops is entered at its beginning only: tried from each of them, a long one would take minutes.
_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’»)\]*]*\s+|\n[ \t]*\n")


def words(text: str) -> int:
    """How many words a text has; `she's`, `twenty-one` and `3.5` are one each."""
    return len(WORD.findall(text))


def blocks(prose: Prose) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Each text of a piece of prose with its path in it: whole blocks, and both sides of conditional ones."""
    if isinstance(prose, str):
        yield (), prose
        return
    for at, block in enumerate(prose):
        if isinstance(block, str):
            yield (at,), block
        else:
            yield (at, "text"), block.text
            if block.otherwise:
                yield (at, "else"), block.otherwise


def sentences(text: str) -> Iterator[str]:
    """A text's sentences; one also ends where a paragraph does."""
    at = 0
    for end in _SENTENCE_END.finditer(text):
        yield text[at : end.start()]
        at = end.end()
    if at < len(text):
        yield text[at:]
