"""Conditions and effects said in another language. The story has been checked, so they are known to be right."""

import re
from collections.abc import Callable
from typing import NamedTuple

_TOKEN = re.compile(
    r"\s*(?:(?P<count>(?:seen|chosen|looked)\s*\(\s*[\w/.-]+\s*\))|(?P<number>\d+)|(?P<word>'[^']*'|\"[^\"]*\")"
    r"|(?P<name>[A-Za-z_]\w*)|(?P<op>==|!=|>=|<=|\+=|-=|[-+()=<>]))"
)
_COUNT = re.compile(r"(\w+)\s*\(\s*([\w/.-]+)\s*\)")


class Dialect(NamedTuple):
    """How another language says things."""

    variable: Callable[[str], str]
    counter: Callable[[str, str], str]
    """`seen`, `chosen` or `looked`, and the name as the story has it."""
    turns: str
    word: Callable[[str], str]
    signs: dict[str, str]
    """Its words for `and`, `or`, `not`, `==` and the other comparisons."""


class Change(NamedTuple):
    """An effect: the variable, `=`, `+=` or `-=`, and the value in the other language."""

    variable: str
    op: str
    value: str


class _Reader:
    def __init__(self, source: str, dialect: Dialect) -> None:
        self.tokens = [(m.lastgroup or "", m[m.lastgroup or 0]) for m in _TOKEN.finditer(source)]
        self.at = 0
        self.dialect = dialect
        self.counts: set[str] = set()
        """What has been said of counts alone."""

    def peek(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def next(self) -> tuple[str, str]:
        self.at += 1
        return self.tokens[self.at - 1] if self.at <= len(self.tokens) else ("number", "0")

    def joined(self, ops: tuple[str, ...], part: Callable[[], str]) -> str:
        """Parts with signs between them; in brackets when there are several, so that no precedence can differ."""
        said, several = part(), False
        while self.peek() in ops:
            sign = self.next()[1]
            said = f"{said} {self.dialect.signs.get(sign, sign)} {part()}"
            several = True
        return f"({said})" if several else said

    def logical(self, sign: str, part: Callable[[], str]) -> str:
        """Parts that hold or do not; a count among several is compared: left alone it is a number."""
        parts = [part()]
        while self.peek() == sign:
            self.next()
            parts.append(part())
        if len(parts) == 1:
            return parts[0]
        more = self.dialect.signs.get(">", ">")
        said = [f"{one} {more} 0" if one in self.counts else one for one in parts]
        return f"({f' {self.dialect.signs.get(sign, sign)} '.join(said)})"

    def either(self) -> str:
        return self.logical("or", self.both)

    def both(self) -> str:
        return self.logical("and", self.negated)

    def negated(self) -> str:
        if self.peek() != "not":
            return self.comparison()
        self.next()
        sign, inner = self.dialect.signs["not"], self.negated()
        # To ink a second `not` in a row would be a function's name.
        return f"{sign}({inner})" if inner.startswith(sign) else sign + inner

    def comparison(self) -> str:
        return self.joined(("==", "!=", ">=", "<=", ">", "<"), self.total)

    def total(self) -> str:
        return self.joined(("+", "-"), self.term)

    def term(self) -> str:
        kind, text = self.next()
        if kind == "count":
            match = _COUNT.match(text)
            said = self.dialect.counter(match[1], match[2]) if match else "0"
            self.counts.add(said)
            return said
        if kind == "word":
            return self.dialect.word(text[1:-1])
        if kind == "name":
            known = {"true": "true", "false": "false", "turns": self.dialect.turns}
            return known.get(text) or self.dialect.variable(text)
        if text == "(":
            inside = self.either()
            self.next()
            return inside  # has its brackets already if it has several parts
        if text == "-":
            inner = self.term()
            # Two signs in a row would be another sign to most languages.
            return f"-({inner})" if inner.startswith("-") else f"-{inner}"
        return text


def condition(source: str, dialect: Dialect) -> str:
    """A condition in the other language."""
    said = _Reader(source, dialect).either()
    # Brackets are only ever put around a whole: what begins with one ends with the one that closes it.
    return said[1:-1] if said.startswith("(") else said


def change(source: str, dialect: Dialect) -> Change:
    """An effect in the other language."""
    reader = _Reader(source, dialect)
    name, op = reader.next()[1], reader.next()[1]
    return Change(name, op, reader.either())
