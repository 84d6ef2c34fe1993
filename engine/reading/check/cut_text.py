"""The rule on text that a comment cuts off, which only the file itself can tell."""

import re
from collections.abc import Iterator
from pathlib import Path

from engine.reading.check.report import Keys, Report
from engine.reading.textfile import LARGEST_FILE
from engine.reading.yamlfile import Node, nodes

# Begins with the rarer sign: a pattern that begins with a space is thirty times as slow.
_COMMENT = re.compile(rb"#(?<=[ \t]#)#*[^\s#]")
_MESSAGE = "` #` begins a comment, and the rest of the line is not told; put the text in quotes"


def check_cut_text(report: Report) -> None:
    """Ask the rule of every file; only one that may have such a comment is read again."""
    if not report.wants("cut-text"):
        return
    loaded = report.loaded
    for path in (loaded.story_file, loaded.beats_file, *loaded.chapters, *loaded.commentary):
        data = _bytes_of(path)
        root = nodes(data).root if _COMMENT.search(data) else None
        for keys, end in _cut(root) if root else ():
            report.add("cut-text", path, keys, _MESSAGE, inside=end)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_file():
            with path.open("rb") as file:
                return file.read(LARGEST_FILE + 1)
    except OSError:
        pass
    return b""


def _cut(root: Node) -> Iterator[tuple[Keys, int]]:
    left: list[tuple[Keys, Node]] = [((), root)]
    while left:
        keys, node = left.pop()
        if node.items is not None:
            left += (((*keys, at), one) for at, one in enumerate(node.items))
        elif node.entries is not None:
            left += (((*keys, name), one) for name, (_, one) in node.entries.items())
        elif node.style == "#":
            yield keys, len(node.value) if isinstance(node.value, str) else 0
