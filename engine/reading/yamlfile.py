"""YAML to plain data, from the parser's events: no tag is ever honoured and nothing is constructed but text,
whole numbers, true, false, null, lists and mappings.

`plain` is the quick way and gives up at the first thing that is out of the ordinary; `nodes` is the thorough way: the
same data as a tree that knows where everything stands, with all that is wrong with it. Both work through events one
by one, so that no nesting can exhaust the stack, and neither keeps a whole tree of the library's own nodes.
"""

from typing import NoReturn, Protocol, cast

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from engine.reading.slips import is_cut, slip
from engine.reading.textfile import (
    LONGEST_MESSAGE,
    MOST_IN_A_FILE,
    Finding,
    Lines,
    decode,
    is_plain_text,
    shown,
    unwanted,
    unwanted_message,
    without_unwanted,
)

DEEPEST = 60
_LONGEST_NUMBER = 18
_LONGEST_KEY = 1000
_MOST_NODES = 200_000
_MOST_NAMES = 4

Scalar = str | int | bool | None
Plain = Scalar | list["Plain"] | dict[str, "Plain"]
Step = str | int
"""A step of a path into a file: a mapping's key or a list's index."""


class _Events(Protocol):
    def get_event(self) -> Event | None: ...
    def dispose(self) -> None: ...


def _events(data: bytes) -> _Events:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return cast(_Events, loader(data))


class Unusual(Exception):  # noqa: N818
    """The quick way met something that the thorough way has to look at."""


_SWITCHES = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}
_WORDS: dict[str, Scalar] = {"true": True, "false": False, "null": None, "~": None, "": None}
_NUMBER_STARTS = frozenset("+-0123456789")


def _meaning(value: str) -> Scalar:
    """A plain scalar's value, by YAML 1.2: `no` and `on` are words, and only whole numbers are numbers."""
    if value in _WORDS:
        return _WORDS[value]
    if value[0] in _NUMBER_STARTS and len(value) <= _LONGEST_NUMBER:
        digits = value[1:] if value[0] in "+-" else value
        if digits.isdecimal() and digits.isascii():
            return int(value)
    return value


def switch(word: str) -> str:
    """`true` or `false` for a word that is surely meant as that, as in other versions of YAML; else nothing."""
    return _SWITCHES.get(word.lower(), "")


def plain(data: bytes) -> Plain:
    """The data of a well-formed file. Raises Unusual if there is anything in it to complain of."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    if not is_plain_text(data) or data[:1] == b"%" or b"\n%" in data:
        raise Unusual
    parser = _events(data)
    try:
        return _build(parser, b"\\" in data)
    except (yaml.YAMLError, ValueError):
        raise Unusual from None
    finally:
        parser.dispose()


def _build(parser: _Events, escapes: bool) -> Plain:  # noqa: PLR0915
    # The hot loop of reading: one branch a event, the commonest first, no function called for most of them.
    get, words, starts = parser.get_event, _WORDS, _NUMBER_STARTS
    known: dict[str, str] = {}
    keys = known.setdefault  # one object for all keys of one name
    root: list[Plain] = []
    stack: list[tuple[dict[str, Plain] | None, list[Plain], str | None]] = []
    mapping: dict[str, Plain] | None = None
    items = root
    key: str | None = None
    while True:
        event = get()
        kind = type(event)
        if kind is ScalarEvent:
            value = event.value  # type: ignore[union-attr]
            if event.tag is not None or event.anchor is not None:  # type: ignore[union-attr]
                raise Unusual
            if mapping is not None and key is None:
                key = keys(value, value)
                if value in mapping or value in ("<<", "") or len(value) > _LONGEST_KEY:
                    raise Unusual
                if escapes and unwanted(value):
                    raise Unusual
                continue
            if event.implicit[0]:  # type: ignore[union-attr]
                if value in words:
                    value = words[value]
                elif value[0] in starts:
                    value = _meaning(value)
            elif escapes and event.style == '"' and unwanted(value):  # type: ignore[union-attr]
                raise Unusual
            if mapping is None:
                items.append(value)
            else:
                mapping[key] = value  # type: ignore[index]
                key = None
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if event.tag is not None or event.anchor is not None:  # type: ignore[union-attr]
                raise Unusual
            stack.append((mapping, items, key))
            if (mapping is not None and key is None) or len(stack) > DEEPEST:
                raise Unusual
            mapping, items, key = ({} if kind is MappingStartEvent else None), [], None
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            done: Plain = items if mapping is None else mapping
            mapping, items, key = stack.pop()
            if mapping is None:
                items.append(done)
            else:
                mapping[key] = done  # type: ignore[index]
                key = None
        elif kind is AliasEvent:
            raise Unusual
        elif kind is DocumentEndEvent:
            if type(get()) is not StreamEndEvent:
                raise Unusual
            return root[0]
        elif kind is StreamEndEvent:
            raise Unusual


class Node:
    """A value with its place: a scalar, a list of nodes, or a mapping of key nodes to nodes.

    `start` and `end` count characters of the file's text. `style` is what the value begins with, if that is a quote,
    `|`, `>`, `[` or `{`; of one that is cut off by a `#` without a space after it, it is `#`.
    """

    __slots__ = ("column", "end", "entries", "items", "line", "start", "style", "value")

    def __init__(self, line: int, column: int, start: int) -> None:
        self.line, self.column, self.start, self.end = line, column, start, start
        self.value: Scalar = None
        self.style = ""
        self.items: list[Node] | None = None
        self.entries: dict[str, tuple[Node, Node]] | None = None

    @property
    def key(self) -> str:
        """The text of a node that is a mapping's key."""
        return cast(str, self.value)

    def get(self, name: Step) -> "tuple[Node, Node] | None":
        """What stands under a key (with the key's node) or at an index (with itself)."""
        if self.entries is not None:
            return self.entries.get(name) if isinstance(name, str) else None
        if self.items is not None and isinstance(name, int) and name < len(self.items):
            return self.items[name], self.items[name]
        return None


class Tree:
    """A file's nodes, its text, and what is wrong with it as YAML."""

    def __init__(self, text: str, root: Node | None, found: list[Finding]) -> None:
        self.text, self.root, self.found = text, root, found


def nodes(data: bytes) -> Tree:
    """The tree of a file, as far as it can be read, with every finding."""
    text, found = decode(data)
    if text is None:
        return Tree("", None, found)
    for number, words in enumerate(text.split("\n"), 1):
        if words.startswith("%"):
            found.append(Finding(number, 1, "yaml-syntax", "a line cannot begin with `%`; indent it or leave it out"))
            return Tree(text, None, found)
    parser = _events(text.encode())
    composer = _Composer(parser, text, found)
    try:
        root = composer.compose()
    except yaml.MarkedYAMLError as error:
        index, message = slip(text, error, [node for node, _ in composer.stack], composer.last)
        found.append(Finding(*Lines(text).at(index), "yaml-syntax", message))
        for mapping in list(composer.again):
            found.append(composer.twice(mapping))
        root = None
    except _EnoughError:
        root = None
    except (yaml.YAMLError, ValueError) as error:
        found.append(Finding(1, 1, "yaml-syntax", shown(str(error).split("\n", 1)[0], LONGEST_MESSAGE)))
        root = None
    finally:
        parser.dispose()
    return Tree(text, root, found)


class _EnoughError(Exception):
    """What follows in the file is not looked at."""


class _Composer:
    """Turns events into nodes, noting what a story's file may not have and going on where that is possible."""

    def __init__(self, parser: _Events, text: str, found: list[Finding]) -> None:
        self.parser, self.text, self.found = parser, text, found
        self.stack: list[tuple[Node, Node | None]] = []
        self.last: Node | None = None
        """What was read whole most lately, if it is more than nothing."""
        self.again: dict[Node, dict[str, tuple[Node, Node]]] = {}
        """For a mapping that is still open: the keys in it that stand twice, the later and the earlier one."""
        self.made = 0

    def report(self, event: Event, message: str, rule: str = "yaml-syntax") -> None:
        mark = event.start_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        self.note(line, column, rule, message)

    def note(self, line: int, column: int, rule: str, message: str) -> None:
        if len(self.found) >= MOST_IN_A_FILE:
            self.found.append(Finding(line, column, rule, "and more after this; put these right first"))
            raise _EnoughError
        self.found.append(Finding(line, column, rule, message))

    def stop(self, event: Event, message: str) -> NoReturn:
        self.report(event, message)
        raise _EnoughError

    def compose(self) -> Node | None:
        root: Node | None = None
        while (event := self.parser.get_event()) is not None:
            if isinstance(event, MappingEndEvent | SequenceEndEvent):
                node = self.stack.pop()[0]
                node.end = event.end_mark.index if event.end_mark else node.start
                self.last = node
                if node in self.again:
                    self.note(*self.twice(node))
            elif isinstance(event, ScalarEvent | AliasEvent | MappingStartEvent | SequenceStartEvent):
                node = self.node(event)
                if self.stack:
                    self.place(node, event)
                else:
                    root = node
                if isinstance(event, MappingStartEvent | SequenceStartEvent):
                    if len(self.stack) >= DEEPEST:
                        self.stop(event, f"nested deeper than {DEEPEST} levels")
                    self.stack.append((node, None))
            elif isinstance(event, DocumentEndEvent):
                after = self.parser.get_event()
                if after is not None and not isinstance(after, StreamEndEvent):
                    self.report(after, "a second document begins here; a file holds one")
                return root
        return root

    def node(self, event: Event) -> Node:
        self.made += 1
        if self.made > _MOST_NODES:
            self.stop(event, f"the file has more than {_MOST_NODES} values; split it")
        mark = event.start_mark
        node = Node(mark.line + 1, mark.column + 1, mark.index) if mark else Node(1, 1, 0)
        if event.end_mark:
            node.end = event.end_mark.index
        if isinstance(event, AliasEvent):
            self.report(event, "an alias (`*`) is not used here; write it out, or put the text in quotes")
            node.value = ""
            return node
        if getattr(event, "anchor", None) is not None:
            self.report(event, "an anchor (`&`) is not used here; leave it out, or put the text in quotes")
        if getattr(event, "tag", None) is not None:
            self.report(event, f"the tag `{shown(str(event.tag))}` is not allowed; leave it out")  # type: ignore[attr-defined]
        if isinstance(event, ScalarEvent):
            node.style = event.style or ""
            if node.end > node.start:
                self.last = node
            node.value = _meaning(event.value) if not node.style and event.tag is None else event.value
            if not node.style and isinstance(node.value, str | None) and is_cut(self.text, node.end):
                node.style = "#"
            if isinstance(node.value, str) and (bad := unwanted(node.value)):
                self.report(event, unwanted_message(bad[0]), "control-character")
                node.value = without_unwanted(node.value)
        elif isinstance(event, MappingStartEvent):
            node.entries = {}
            node.style = "{" if event.flow_style else ""
        else:
            node.items = []
            node.style = "[" if getattr(event, "flow_style", False) else ""
        return node

    def place(self, node: Node, event: Event) -> None:
        parent, key = self.stack[-1]
        if parent.items is not None:
            parent.items.append(node)
        elif key is None:
            self.stack[-1] = (parent, self.key_of(node, event))
        else:
            if key.value is not None and parent.entries is not None:
                parent.entries[key.key] = key, node
            self.stack[-1] = (parent, None)

    def twice(self, mapping: Node) -> Finding:
        """What to say of the keys that stand twice in a mapping: several of them have one cause."""
        again = self.again.pop(mapping)
        names = [f"`{shown(name)}`" for name in again]
        key, earlier = next(iter(again.values()))
        message = f"{names[0]} is here already, in line {earlier.line}; keep one of them"
        if len(names) > 1:
            listed = ", ".join(names[:_MOST_NAMES]) + (" …" if len(names) > _MOST_NAMES else "")
            message = f"{listed} stand twice, first in line {earlier.line}; is a `- ` or a name missing before this?"
        return Finding(key.line, key.column, "duplicate-key", message)

    def key_of(self, node: Node, event: Event) -> Node:
        """The key, its value None if what it holds is to be dropped."""
        if not isinstance(event, ScalarEvent):
            if not isinstance(event, AliasEvent):
                self.report(event, "a key has to be a word; put text with braces or brackets in quotes")
            node.value = None
            return Node(node.line, node.column, node.start)
        node.value = without_unwanted(event.value)
        earlier = self.stack[-1][0].get(node.key)
        if node.value == "<<":
            self.report(event, "a merge key (`<<`) is not used here; write it out")
        elif not node.value:
            self.report(event, "a key is missing before the colon")
        elif len(node.value) > _LONGEST_KEY:
            self.report(event, "the key is too long")
        elif earlier is not None:
            self.again.setdefault(self.stack[-1][0], {}).setdefault(node.key, (node, earlier[0]))
        else:
            return node
        node.value = None
        return node
