"""Prose as presenters need it: paragraphs, and runs of plain or emphasised words."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

_BREAK = r"\n[ \t]*\n"
_OPENING = r"(?<![\w*])(?=(\*)\S)(?=(\*\*)\S|)"
_CLOSING = {"*": r"(?<=\S)\*(?![\w*])", "**": r"(?<=\S)\*\*(?![\w*])"}

Style = Literal["plain", "emphasis", "strong"]
Span = tuple[str, Style]


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a block: blank lines part them, other line breaks are spaces."""
    return tuple(joined for part in re.split(_BREAK, text) if (joined := " ".join(part.split())))


@lru_cache(maxsize=4096)
def spans(paragraph: str) -> tuple[Span, ...]:
    """A paragraph as runs: `*so*` is emphasis, `**so**` strong, every other character is only itself."""
    runs: list[Span] = []
    at = 0
    for mark, start, end in _emphasised(paragraph):
        if start > at:
            runs.append((paragraph[at:start], "plain"))
        inside = paragraph[start + len(mark) : end - len(mark)]
        runs.append((inside, "strong" if mark == "**" else "emphasis"))
        at = end
    if at < len(paragraph):
        runs.append((paragraph[at:], "plain"))
    return tuple(runs)


def _emphasised(text: str) -> Iterator[tuple[str, int, int]]:
    """Each mark that is closed in its line, with where it begins and where what closes it ends."""
    opening = re.compile(_OPENING)
    for line in re.finditer(".+", text):
        at, line_end = line.span()
        # What nothing closes from one place on, nothing closes from a later one: a line is searched in vain but once.
        closing = {mark: re.compile(pattern) for mark, pattern in _CLOSING.items()}
        while closing and (opened := opening.search(text, at, line_end)):
            start = opened.start()
            at = start + 1
            for mark in (opened[2], opened[1]):
                if mark not in closing:
                    continue
                if closed := closing[mark].search(text, start + len(mark) + 1, line_end):
                    at = closed.end()
                    yield mark, start, at
                    break
                del closing[mark]


def plain(paragraph: str) -> str:
    """A paragraph without its emphasis marks."""
    return "".join(text for text, _ in spans(paragraph))
