"""What an author most likely did where YAML can be read no further: the place of the slip, and what to do."""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from yaml import MarkedYAMLError

from engine.reading.textfile import LONGEST_MESSAGE, shown

if TYPE_CHECKING:
    from engine.reading.yamlfile import Node

COMMENT = "`#` begins a comment; put the text in quotes"
COLON = "a colon needs a space after it"
_QUOTED = ("'", '"')
_CUT = re.compile(r"[ \t]+#+(?=[^\s#])")
_CUT_IN_FLOW = re.compile(r"(?<=[\s,\[{])#+(?=[^\s#])")
_STUCK = re.compile(r"[^\W\d][\w-]*(:)(?!//)[^ \t\r\n]")
_KEY = re.compile(r"[\w-]+:\s")


def is_cut(text: str, end: int) -> bool:
    """Whether a plain value that ends here does so for a `#` that was surely meant as text."""
    return bool(_CUT.match(text, end))


def has_stuck_colon(key: str) -> bool:
    """Whether a key without a value is a key and its value, with no space between them."""
    return bool(_STUCK.match(key))


def slip(text: str, error: MarkedYAMLError, opened: Sequence["Node"], last: "Node | None") -> tuple[int, str]:
    """Where in the text to look, and what to say there.

    `opened` are the mappings and lists that the error stands in, `last` is what was read whole before it.
    """
    what = ", ".join(part for part in (error.context, error.problem) if part)
    mark = error.problem_mark or error.context_mark
    at = min(mark.index, len(text)) if mark else 0
    begin = min(error.context_mark.index, len(text)) if error.context_mark else at
    if "scanning a quoted scalar" in what:
        return begin, "this quote is never closed; close it where its text ends"
    flow = next((node for node in opened if node.style in ("[", "{")), None)
    if flow and (cut := _cut(text, at, flow)) is not None:
        return cut, COMMENT
    for key in (begin, last.start if last else at):
        if (stuck := _stuck_colon(text, key)) is not None and "\n" in text[key:at]:
            return stuck, COLON
    if message := _goes_on(text, at, last, flow):
        return at, message
    colon = flow is not None and _in_text(text, at, last)
    return at, f"{shown(what, LONGEST_MESSAGE)}{_advice(text, at, what, colon)}"


def _cut(text: str, at: int, flow: "Node") -> int | None:
    """The comment before the error that cuts off text, the last one if there are several."""
    quoted = sorted((node.start, node.end) for node in _scalars(flow) if node.style in _QUOTED)
    cut, end = None, -1
    for match in _CUT_IN_FLOW.finditer(text, flow.start, at):
        start = match.start()
        before = bisect(quoted, (start,))
        if start <= end or (before and quoted[before - 1][1] > start):
            continue
        found = text.find("\n", start, at)
        end = at if found < 0 else found
        if text[text.rfind("\n", 0, start) + 1 : start].strip():
            cut = start
    return cut


def _scalars(top: "Node") -> Iterator["Node"]:
    left = [top]
    while left:
        node = left.pop()
        if node.items is not None:
            left += node.items
        elif node.entries is not None:
            left += (one for pair in node.entries.values() for one in pair)
        else:
            yield node


def _stuck_colon(text: str, key: int) -> int | None:
    """The colon of a key that begins its line and has its value right behind it."""
    before = text[text.rfind("\n", 0, key) + 1 : key]
    match = _STUCK.match(text, key) if not before.strip(" -") else None
    return match.start(1) if match else None


def _goes_on(text: str, at: int, last: "Node | None", flow: "Node | None") -> str:
    """What to say of something right behind the end of a quotation, or of a list or mapping in brackets."""
    if not last or not last.style or text[last.end : at].strip(" \t") or text[at : at + 1] in (*":,]}\r\n", ""):
        return ""
    if flow and _KEY.match(text, at):
        return "a comma is missing before this"
    if last.style in _QUOTED:
        line = text.count("\n", 0, last.start) + 1
        if "\n" in text[last.start : last.end]:
            return (
                f"the quote of line {line} is closed before this; close it where its text ends, or use the other kind"
            )
        how = "" if flow else ", or under `|`"
        return f"the text goes on after its closing quote; put all of it in the other kind of quotes{how}"
    if last.style in ("[", "{"):
        closing = "]" if last.style == "[" else "}"
        return f"this follows a closing `{closing}`; put text that begins with `{last.style}` in quotes"
    return ""


def _in_text(text: str, at: int, last: "Node | None") -> bool:
    """Whether a colon ends what is itself a value, standing behind something else on its line."""
    if not last or last.end != at or not text.startswith(":", at):
        return False
    before = text[text.rfind("\n", 0, at) + 1 : last.start]
    return bool(before.strip())


def _advice(text: str, at: int, what: str, colon: bool) -> str:
    start = text.rfind("\n", 0, at) + 1
    words = text[start:].partition("\n")[0]
    indent = words[: len(words) - len(words.lstrip())]
    if "\t" in what or "tab" in what or "\t" in indent:
        return "; indent with spaces, not with tabs"
    if colon or "mapping values are not allowed" in what:
        return "; text with a colon in it needs quotes"
    if "anchor" in what or "alias" in what:
        return "; text that begins with `*` or `&` needs quotes"
    if "cannot start any token" in what:
        return "; put the text in quotes"
    if "expected '-' indicator" in what:
        return "; each item of a list begins with `- `"
    return "; look at this line and the one before it"
