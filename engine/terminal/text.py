"""Content made from the story's words; nothing from a file is ever read as markup."""

from collections.abc import Iterable

from textual.content import Content
from textual.style import Style

from engine.playing.search import pattern
from engine.reading.prose import spans

CARET = "❯"
"""Stands at what Enter takes."""
MARKER = "†"
"""Stands at a note, and at a paragraph that has one."""
_STYLES = {"plain": "", "emphasis": "italic", "strong": "bold"}


def prose(text: str) -> Content:
    """A paragraph with its emphasis."""
    return Content.assemble(*((words, _STYLES[style]) for words, style in spans(text)))


def words(text: str, style: str | Style = "") -> Content:
    """Plain words in one style."""
    return Content.styled(text, style) if style else Content(text)


def lines(parts: Iterable[Content]) -> Content:
    """Contents under each other."""
    return Content("\n").join(list(parts))


def hanging(lead: Content, body: Content, width: int) -> list[Content]:
    """`body` wrapped beside `lead`, its later lines under its first."""
    indent = lead.cell_length
    wrapped = body.wrap(max(width - indent, 8)) or [Content("")]
    blank = Content(" " * indent)
    return [(lead if number == 0 else blank) + line for number, line in enumerate(wrapped)]


def with_meta(content: Content, **meta: object) -> Content:
    """Content that a click can be traced back to."""
    return content.stylize(Style.from_meta(dict(meta)))


def marked(content: Content, needle: str) -> Content:
    """Content with every place marked where a search finds the words."""
    if needle.strip():
        for match in pattern(needle).finditer(content.plain):
            content = content.stylize("reverse", match.start(), match.end())
    return content


def fit(text: str, width: int) -> Content:
    """Words cut to a width, with an ellipsis where they were cut."""
    return Content(text).truncate(max(width, 1), ellipsis=True)
