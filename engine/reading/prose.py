"""Prose as presenters need it: paragraphs, and runs of plain or emphasised words."""

import re
from functools import lru_cache
from typing import Literal

_BREAK = r"\n[ \t]*\n"
_EMPHASIS = r"(?<![\w*])(\*\*|\*)(?=\S)(.+?)(?<=\S)\1(?![\w*])"

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
    for match in re.finditer(_EMPHASIS, paragraph):
        if match.start() > at:
            runs.append((paragraph[at : match.start()], "plain"))
        runs.append((match[2], "strong" if match[1] == "**" else "emphasis"))
        at = match.end()
    if at < len(paragraph):
        runs.append((paragraph[at:], "plain"))
    return tuple(runs)


def plain(paragraph: str) -> str:
    """A paragraph without its emphasis marks."""
    return "".join(text for text, _ in spans(paragraph))
