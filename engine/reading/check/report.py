"""What the rules find, and its way to a line and column.

Rules name a file and a path of keys in it; only when there is something to report is that one file read again, as
nodes, to find where the path stands. One file's nodes are alive at a time.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, NamedTuple

from engine.problems import Problem, Severity
from engine.reading.check.rules import RULES
from engine.reading.load import Loaded, display_name
from engine.reading.textfile import LARGEST_FILE, MOST_IN_A_FILE, Lines, shown
from engine.reading.words import WORD
from engine.reading.yamlfile import Node, Step, Tree, nodes

Only = Literal["all", "errors", "stops"]
"""Which rules are asked: all, those that are errors, or those without which no story can be played."""
Keys = tuple[Step, ...]
_COMPARISONS = 200_000


class Found(NamedTuple):
    """A finding on the value at a path, or on its key; `inside` narrows it to a place in a text.

    A number counts characters into the text; words are looked for in it.
    """

    rule: str
    keys: Keys
    message: str
    on_key: bool
    inside: int | str | None


class Report:
    """Gathers findings and turns them into problems."""

    def __init__(self, loaded: Loaded, only: Only = "all") -> None:
        self.loaded = loaded
        self.only = only
        self._switched: dict[str, Severity | Literal["off"]] = dict(loaded.draft.file.rules) if loaded.draft else {}
        self._found: dict[Path, list[Found]] = {}
        self._more: dict[Path, tuple[int, str]] = {}
        """How many findings were only counted, and the rule of the gravest of them."""
        self._comparisons = _COMPARISONS
        self._broken: dict[Path, list[Keys]] = {}
        for path, keys in loaded.broken:
            self._broken.setdefault(path, []).append(keys)
        ids = [chapter.id for chapter in loaded.draft.chapters] if loaded.draft else []
        unread = any(not keys or (path.parent.name == "chapters" and keys == ("id",)) for path, keys in loaded.broken)
        self.nameless = unread or len(set(ids)) < len(ids)
        """There is a file that could not be read at all, or a chapter's that says no id, or another chapter's."""
        listed = loaded.draft.file.chapters if loaded.draft else ()
        self.whole = not (loaded.problems or self.nameless or set(listed).difference(ids))
        """All is there, and could be read as it stands; otherwise what is missing may be what could not be read."""

    def may_be_unread(self, target: str) -> bool:
        """Whether a scene may stand in a chapter that is listed and has no file, or in a file of no known chapter."""
        draft = self.loaded.draft
        chapter, inside, _ = target.partition("/")
        if draft is None or chapter in draft.chapter_index:
            return False
        return chapter in draft.file.chapters or bool(inside and self.nameless)

    def severity(self, rule: str) -> Severity | Literal["off"]:
        """A rule's severity in this story."""
        known = RULES[rule]
        return known.severity if known.stops else self._switched.get(rule, known.severity)

    def wants(self, rule: str) -> bool:
        """Whether a rule is to be asked at all."""
        if self.only == "stops":
            return RULES[rule].stops
        severity = self.severity(rule)
        return severity == "error" or (severity == "warning" and self.only == "all")

    def add(
        self,
        rule: str,
        path: Path,
        keys: Keys,
        message: str,
        *,
        on_key: bool = False,
        inside: int | str | None = None,
    ) -> None:
        """Note a finding, unless the rule is off or the place is known to be broken already."""
        if not self.wants(rule) or self.is_broken(path, keys):
            return
        found = self._found.setdefault(path, [])
        if len(found) < MOST_IN_A_FILE:
            found.append(Found(rule, keys, message, on_key, inside))
        else:
            more, gravest = self._more.get(path, (0, rule))
            self._more[path] = more + 1, max(gravest, rule, key=self._gravity)

    def _gravity(self, rule: str) -> tuple[bool, bool]:
        return RULES[rule].stops, self.severity(rule) == "error"

    def has(self, rule: str) -> bool:
        """Whether the rule has found anything so far."""
        return any(one.rule == rule for found in self._found.values() for one in found)

    def is_broken(self, path: Path, keys: Keys) -> bool:
        """Whether reading has found something wrong at a place, around it or inside it."""
        return any(keys[: len(one)] == one or one[: len(keys)] == keys for one in self._broken.get(path, ()))

    def near(self, name: str, known: Iterable[str], prefix: str = "") -> str:
        """`; did you mean ...?` if a known name is near."""
        found = self.nearest(name, known)
        return f"; did you mean `{prefix}{shown(found)}`?" if found else ""

    def nearest(self, name: str, known: Iterable[str]) -> str:
        """The known name that is near, or nothing; gives up once it has compared a great many."""
        from difflib import get_close_matches  # not needed for a story that is right

        names = []
        for one in known:
            if self._comparisons <= 0:
                break
            self._comparisons -= 1
            names.append(one)
        return next(iter(get_close_matches(name[:200], names, 1, 0.6)), "")

    def problems(self) -> tuple[Problem, ...]:
        """All problems, those of reading included, by file, line and column."""
        problems = list(self.loaded.problems)
        for path, found in self._found.items():
            problems += self._placed(path, found)
        return tuple(sorted(problems))

    def _placed(self, path: Path, found: list[Found]) -> Iterable[Problem]:
        tree = _tree(path)
        lines = Lines(tree.text)
        name = display_name(path)
        for one in found:
            line, column = _place(tree, lines, one)
            severity = self.severity(one.rule)
            if severity != "off":
                yield Problem(name, line, column, severity, one.rule, one.message)
        more, gravest = self._more.get(path, (0, ""))
        if more and (severity := self.severity(gravest)) != "off":
            message = f"and {more} more in this file; put these right first"
            yield Problem(name, lines.count, 1, severity, gravest, message)


def _tree(path: Path) -> Tree:
    try:
        if path.is_file():
            with path.open("rb") as file:
                return nodes(file.read(LARGEST_FILE + 1))
    except OSError:
        pass
    return Tree("", None, [])


def _place(tree: Tree, lines: Lines, found: Found) -> tuple[int, int]:
    """Where a finding stands; if its path cannot be followed to the end, where the last known step stands."""
    key = node = tree.root
    if node is None or key is None:
        return 1, 1
    for step in found.keys:
        pair = node.get(step)
        if pair is None:
            break
        key, node = pair
    if found.on_key:
        return key.line, key.column
    index = _inside(tree.text, node, found.inside)
    return lines.at(index) if index is not None else (node.line, node.column)


def _inside(text: str, node: Node, inside: int | str | None) -> int | None:
    if inside is None or not isinstance(node.value, str):
        return None
    if isinstance(inside, str):
        pattern = r"[\W_]+".join(re.escape(word) for word in WORD.findall(inside)[:8])
        match = re.compile(pattern, re.IGNORECASE).search(text, node.start, node.end)
        return match.start() if pattern and match else None
    if inside == len(node.value) and node.style == "#":
        return node.end
    start = node.start
    before, whole = node.value[:inside], node.value
    if node.style == "'":
        start, before, whole = start + 1, before.replace("'", "''"), whole.replace("'", "''")
    elif node.style == '"':
        start += 1
    # Only where the text stands in the file as it is in the value can a place in it be told.
    return start + len(before) if text.startswith(whole, start) else None
