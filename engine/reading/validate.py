"""Holds a file's nodes against the model's types and reports every difference, each at its key or value.

This is the thorough way, taken only when the quick conversion failed; the schema itself stays in the model.
"""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import cache
from typing import Any, NamedTuple

from msgspec import inspect

from engine.reading.slips import COLON, COMMENT, has_stuck_colon
from engine.reading.textfile import MOST_IN_A_FILE, Finding, shown
from engine.reading.yamlfile import Node, Plain, Step, switch

Path = tuple[Step, ...]
_MOST_COMPARED = 2000
_MOST_KEYS = 20
_ELSEWHERE = {"if": "when", "otherwise": "else", "goto": "to"}
"""Keys as other languages have them, with those of the model."""


def hint(name: str, known: Iterable[str]) -> str:
    """`; did you mean ...?` if a known name is near, else nothing."""
    names = [one for one, _ in zip(known, range(_MOST_COMPARED), strict=False)]
    near = get_close_matches(name[:200], names, 1, 0.6)
    return f"; did you mean `{shown(near[0])}`?" if near else ""


def _key_hint(name: str, known: list[str]) -> str:
    """The same for a key, which may also be another language's."""
    if _ELSEWHERE.get(name) in known:
        return f"; did you mean `{_ELSEWHERE[name]}`?"
    return hint(name, known)


def _bare_hint(mapping: Node, key: Node, value: Node, near: str) -> str:
    """The hint for a key, unless it was taken for one between braces for want of quotes or of a space."""
    if mapping.style != "{" or value.value is not None or value.end > value.start:
        return near
    if has_stuck_colon(key.key):
        return f"; {COLON}"
    return near or "; text with a comma in it needs quotes between `{` and `}`"


class Checked(NamedTuple):
    """What a file holds, mended where it was wrong, with what was wrong and where."""

    data: Plain
    found: list[Finding]
    broken: frozenset[Path]
    """Paths of what was mended: nothing further should be said of them."""


@cache
def _info(model: type) -> inspect.Type:
    return inspect.type_info(model)


def validate(root: Node | None, model: type, syntax: Sequence[Finding] = ()) -> Checked:
    """Every unknown key, missing key and wrong type of a file whose whole is one `model`.

    `syntax` is what was found wrong with it as YAML: without a root, and with nothing wrong, a file is only empty.
    """
    expected = _info(model)
    if root is None and syntax:
        return Checked(_stand_in(expected), [], frozenset({()}))
    if root is None:
        root = Node(1, 1, 0)
        root.entries = {}
    walk = _Walk()
    data = walk.value(root, root, expected, ())
    if walk.more:
        message = f"and {walk.more} more in this file; put these right first"
        walk.found.append(walk.found[-1]._replace(message=message))
    return Checked(data, walk.found, frozenset(walk.broken))


def _stand_in(expected: inspect.Type) -> Plain:
    """The least value of a type, so that the rest can still be looked at."""
    match expected:
        case inspect.StructType(fields=fields):
            return {one.encode_name: _stand_in(one.type) for one in fields if one.required}
        case inspect.DictType():
            return {}
        case inspect.VarTupleType():
            return []
        case inspect.UnionType(types=types):
            return _stand_in(types[0])
        case inspect.LiteralType(values=values):
            return values[0]
        case inspect.IntType():
            return 0
        case inspect.BoolType():
            return False
        case _:
            return ""


def _described(expected: inspect.Type) -> str:
    match expected:
        case inspect.StructType() | inspect.DictType():
            return "a mapping"
        case inspect.VarTupleType():
            return "a list"
        case inspect.IntType():
            return "a whole number"
        case inspect.BoolType():
            return "true or false"
        case inspect.NoneType():
            return "nothing"
        case inspect.LiteralType(values=values):
            return "one of " + ", ".join(str(value) or "nothing" for value in values)
        case inspect.UnionType(types=types):
            kinds = dict.fromkeys(_described(one) for one in types if not isinstance(one, inspect.NoneType))
            return " or ".join(kinds)
        case _:
            return "text"


def _found(node: Node) -> str:
    if node.entries is not None:
        return "a mapping"
    if node.items is not None:
        return "a list"
    value = node.value
    if value is None and node.style == "#":
        return f"nothing: {COMMENT}"
    if value is None:
        return "nothing; give it a value, or leave the key out"
    if isinstance(value, bool):
        return f"{str(value).lower()}; for text, put it in quotes"
    if isinstance(value, int):
        return f"the number {value}; for text, put it in quotes"
    return f"the text `{shown(value)}`"


def _fits(node: Node, expected: inspect.Type) -> bool:
    """Whether a node is of a type's kind, not looking inside."""
    match expected:
        case inspect.StructType() | inspect.DictType():
            return node.entries is not None
        case inspect.VarTupleType():
            return node.items is not None
        case inspect.UnionType(types=types):
            return any(_fits(node, one) for one in types)
    if node.entries is not None or node.items is not None:
        return False
    match expected:
        case inspect.StrType():
            return isinstance(node.value, str)
        case inspect.BoolType():
            return isinstance(node.value, bool)
        case inspect.IntType():
            return isinstance(node.value, int) and not isinstance(node.value, bool)
        case inspect.NoneType():
            return node.value is None
        case inspect.LiteralType(values=values):
            return node.value in values
        case _:
            return False


def _takes_text(expected: inspect.Type) -> bool:
    types = expected.types if isinstance(expected, inspect.UnionType) else (expected,)
    return any(isinstance(one, inspect.StrType) for one in types)


def _in_quotes(node: Node) -> str:
    """What to do about text that YAML took for a mapping or a list; empty for anything else."""
    if node.entries:
        return "; text that begins with `{`, or has a colon in it, needs quotes"
    return "; text that begins with `[` needs quotes" if node.style == "[" else ""


def _is_no(model: inspect.StructType, node: Node) -> bool:
    """Whether none of a mapping's keys is one of the model's, or near to one."""
    known = [one.encode_name for one in model.fields]
    names = list(node.entries or ())[:_MOST_KEYS]
    return bool(names) and not any(name in known or _key_hint(name, known) for name in names)


class _Walk:
    def __init__(self) -> None:
        self.found: list[Finding] = []
        self.broken: set[Path] = set()
        self.more = 0

    def report(self, node: Node, rule: str, message: str, path: Path) -> None:
        if len(self.found) < MOST_IN_A_FILE:
            self.found.append(Finding(node.line, node.column, rule, message))
            self.broken.add(path)
        else:
            self.more += 1

    def value(self, node: Node, place: Node, expected: inspect.Type, path: Path) -> Plain:
        """The node's data as `expected`; `place` is its key, where a missing key inside it is reported."""
        if not _fits(node, expected):
            message = f"expected {_described(expected)}, found {_found(node)}"
            if isinstance(expected, inspect.LiteralType) and isinstance(node.value, str):
                message += hint(node.value, [str(value) for value in expected.values])
            if isinstance(expected, inspect.BoolType) and (word := switch(str(node.value))):
                message += f"; write `{word}`"
            if _takes_text(expected):
                message += _in_quotes(node)
            self.report(node, "wrong-type", message, path)
            return _stand_in(expected)
        match expected:
            case inspect.UnionType(types=types):
                one = next(one for one in types if _fits(node, one))
                if isinstance(one, inspect.StructType) and _takes_text(expected) and _is_no(one, node):
                    message = f"the key `{shown(next(iter(node.entries or ())))}` is not known here{_in_quotes(node)}"
                    self.report(node, "unknown-key", message, path)
                    return _stand_in(expected)
                return self.value(node, place, one, path)
            case inspect.StructType():
                return self.struct(node, place, expected, path)
            case inspect.DictType(value_type=inner):
                entries: dict[str, tuple[Node, Node]] = node.entries or {}
                return {name: self.value(one, key, inner, (*path, name)) for name, (key, one) in entries.items()}
            case inspect.VarTupleType(item_type=inner):
                return [self.value(one, one, inner, (*path, at)) for at, one in enumerate(node.items or ())]
            case _:
                return node.value

    def struct(self, node: Node, place: Node, expected: inspect.StructType, path: Path) -> Plain:
        fields: dict[str, Any] = {one.encode_name: one for one in expected.fields}
        entries = node.entries or {}
        data: dict[str, Plain] = {}
        unknown = [name for name in entries if name not in fields]
        missing = [name for name, one in fields.items() if one.required and name not in entries]
        for name in unknown:
            free = [one for one in fields if one not in entries]
            near = _key_hint(name, free) if len(self.found) < MOST_IN_A_FILE else ""
            near = _bare_hint(node, *entries[name], near)
            message = f"the key `{shown(name)}` is not known here{near}"
            self.report(entries[name][0], "unknown-key", message, (*path, name))
        for name in missing:
            message = f"the key `{name}` is missing ({_described(fields[name].type)})"
            self.report(place, "missing-key", message, (*path, name))
            data[name] = _stand_in(fields[name].type)
        for name, (key, one) in entries.items():
            if name in fields:
                field = fields[name]
                value = self.value(one, key, field.type, (*path, name))
                # What is wrong but can be left out is left out, so that its default stands.
                if field.required or _fits(one, field.type):
                    data[name] = value
        return data
