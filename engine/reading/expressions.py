"""The small language of conditions and effects: parsed once, compiled to closures, never evaluated as Python.

    condition   hope >= 2 and not bit_him
                seen(door) > 1 or chosen(the-knock/door.shoes)
                vow == 'joke'
    effect      hope += 1        bit_him = true        vow = 'plain'

Names are the story's variables and `turns`; `seen(scene)`, `chosen(scene.choice)` and `looked(scene.look)` count.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Literal, Protocol

from msgspec import Struct

from engine.reading.model import Variable

Value = bool | int | str
Kind = Literal["yes or no", "number", "word"]
Counter = Literal["seen", "chosen", "looked"]

_TOKEN = (
    r"\s*(?:(?P<number>\d+)|(?P<word>'[^']*'|\"[^\"]*\")|(?P<name>[A-Za-z_]\w*)"
    r"|(?P<op>==|!=|>=|<=|\+=|-=|[-+()=<>]))"
)
_ELSEWHERE = {"=<": "`<=`", "=>": "`>=`", "<>": "`!=`", "&": "`and`", "|": "`or`", "!": "`not`"}
_ELSEWHERE |= dict.fromkeys("‘’‚“”„`", "straight quotes")
"""Signs of other languages and of typesetters, with what stands for them here."""
_PATH = r"\s*([\w/.-]+)\s*"
LARGEST_NUMBER = 10**9
RESERVED = frozenset(("and", "or", "not", "true", "false", "seen", "chosen", "looked", "turns"))
"""Names that no variable can have."""
_DEEPEST = 40
_LONGEST = 500


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, compiled when it is first wanted: a story from the cache is read without."""
    return re.compile(pattern)


class ExpressionError(Exception):
    """A condition or effect that cannot be understood.

    `rule` is `bad-expression`, `unknown-variable` or `unknown-target`; `offset` counts characters into the source;
    `name` is the unknown name, if that is what is wrong.
    """

    def __init__(self, message: str, offset: int, rule: str = "bad-expression", name: str = "") -> None:
        super().__init__(message)
        self.message, self.offset, self.rule, self.name = message, offset, rule, name


class State(Protocol):
    """What a condition may ask of a playthrough."""

    values: dict[str, Value]
    seen: dict[str, int]
    chosen: dict[str, int]
    looked: dict[str, int]
    turns: int


Condition = Callable[[State], Value]
Resolve = Callable[[Counter, str], str | None]
"""Turns the name in `seen(...)`, `chosen(...)` or `looked(...)` into a global id, or None if there is none."""


class Effect(Struct, frozen=True):
    """One assignment: the variable, and what gives its new value."""

    variable: str
    value: Condition


class Names(Struct, frozen=True):
    """What an expression may name."""

    variables: Mapping[str, Variable]
    resolve: Resolve
    words: list[tuple[str, str, int]] = []
    """Filled: each variable without `values` with a word that it is compared with, or gets, and where it stands."""


def kind_of(value: Value) -> Kind:
    """The kind of a value: bool is not a number here."""
    if isinstance(value, bool):
        return "yes or no"
    return "number" if isinstance(value, int) else "word"


class _Typed(Struct, frozen=True):
    kind: Kind
    run: Condition
    word: str | None = None
    variable: str | None = None


def _constant(value: Value, _: State) -> Value:
    return value


def _compare(left: Condition, op: str, right: Condition) -> Condition:
    match op:
        case "==":
            return lambda s: left(s) == right(s)
        case "!=":
            return lambda s: left(s) != right(s)
        case ">=":
            return lambda s: left(s) >= right(s)  # type: ignore[operator]
        case "<=":
            return lambda s: left(s) <= right(s)  # type: ignore[operator]
        case ">":
            return lambda s: left(s) > right(s)  # type: ignore[operator]
        case _:
            return lambda s: left(s) < right(s)  # type: ignore[operator]


class _Parser:
    def __init__(self, source: str, names: Names) -> None:
        self.source, self.names = source, names
        if len(source) > _LONGEST:
            raise ExpressionError(f"longer than {_LONGEST} characters; say it in several", 0)
        self.at = 0
        self.depth = 0
        self.kind = self.text = ""
        self.start = 0
        self.advance()

    def advance(self) -> None:
        if not self.source[self.at :].strip():
            self.kind, self.text, self.start = "end", "", len(self.source.rstrip())
            return
        start = len(self.source) - len(self.source[self.at :].lstrip())
        sign = self.source[start : start + 2]
        match = None if sign in _ELSEWHERE else _compiled(_TOKEN).match(self.source, start)
        if match is None or match.lastgroup is None:
            sign = sign if sign in _ELSEWHERE else sign[0]
            advice = f"; write {_ELSEWHERE[sign]}" if sign in _ELSEWHERE else ""
            raise ExpressionError(f"{sign!r} does not belong in an expression{advice}", start)
        self.kind = match.lastgroup
        self.text = match[match.lastgroup]
        self.start = match.start(match.lastgroup)
        self.at = match.end()

    def fail(self, wanted: str) -> ExpressionError:
        found = f"{self.text!r}" if self.kind != "end" else "the end"
        return ExpressionError(f"expected {wanted}, found {found}", self.start)

    def take(self, *texts: str) -> str | None:
        if self.kind in ("op", "name") and self.text in texts:
            text = self.text
            self.advance()
            return text
        return None

    def want(self, typed: _Typed, kind: Kind, start: int) -> Condition:
        if typed.kind != kind:
            raise ExpressionError(f"expected a {kind}, found a {typed.kind}", start)
        return typed.run

    def either(self) -> _Typed:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise ExpressionError("nested too deeply", self.start)
        start = self.start
        left = self.both()
        while self.take("or"):
            first = self.truth(left, start)
            start = self.start
            second = self.truth(self.both(), start)
            left = _Typed("yes or no", lambda s, a=first, b=second: a(s) or b(s))  # type: ignore[misc]
        self.depth -= 1
        return left

    def both(self) -> _Typed:
        start = self.start
        left = self.negated()
        while self.take("and"):
            first = self.truth(left, start)
            start = self.start
            second = self.truth(self.negated(), start)
            left = _Typed("yes or no", lambda s, a=first, b=second: a(s) and b(s))  # type: ignore[misc]
        return left

    def truth(self, typed: _Typed, start: int) -> Condition:
        """Counts stand for "at least once"; variables that are numbers have to be compared."""
        if typed.kind == "number" and typed.word == "count":
            return lambda s: bool(typed.run(s))
        return self.want(typed, "yes or no", start)

    def negated(self) -> _Typed:
        if self.take("not"):
            self.depth += 1
            if self.depth > _DEEPEST:
                raise ExpressionError("nested too deeply", self.start)
            start = self.start
            inner = self.truth(self.negated(), start)
            self.depth -= 1
            return _Typed("yes or no", lambda s: not inner(s))
        return self.comparison()

    def comparison(self) -> _Typed:
        start = self.start
        left = self.total()
        op = self.take("==", "!=", ">=", "<=", ">", "<")
        if op is None and self.kind == "op" and self.text == "=":
            raise ExpressionError("'=' gives a value; to compare, write ==", self.start)
        if op is None:
            return left
        right_start = self.start
        right = self.total()
        if left.kind != right.kind:
            raise ExpressionError(f"cannot compare a {left.kind} with a {right.kind}", right_start)
        if op not in ("==", "!=") and left.kind != "number":
            raise ExpressionError(f"{op!r} compares numbers, not a {left.kind}", start)
        for word, other, where in ((right, left, right_start), (left, right, start)):
            if word.kind == "word" and word.word is not None and other.variable is not None:
                self.known_word(word.word, other.variable, where)
        return _Typed("yes or no", _compare(left.run, op, right.run))

    def known_word(self, word: str, variable: str, start: int) -> None:
        values = self.names.variables[variable].values
        if not values:
            self.names.words.append((variable, word, start))
        elif word not in values:
            raise ExpressionError(f"{variable} is never {word!r}; it is one of {', '.join(values)}", start)

    def total(self) -> _Typed:
        start = self.start
        left = self.term()
        while op := self.take("+", "-"):
            first = self.want(left, "number", start)
            start = self.start
            second = self.want(self.term(), "number", start)
            sign = 1 if op == "+" else -1
            left = _Typed("number", lambda s, a=first, b=second, k=sign: a(s) + k * b(s))  # type: ignore
        return left

    def term(self) -> _Typed:
        start = self.start
        if self.kind == "number":
            number = int(self.text) if len(self.text) <= 10 else LARGEST_NUMBER + 1
            if number > LARGEST_NUMBER:
                raise ExpressionError("the number is too large", start)
            self.advance()
            return _Typed("number", partial(_constant, number))
        if self.kind == "word":
            word = self.text[1:-1]
            self.advance()
            return _Typed("word", partial(_constant, word), word)
        if self.take("-"):
            self.depth += 1
            if self.depth > _DEEPEST:
                raise ExpressionError("nested too deeply", self.start)
            start = self.start
            inner = self.want(self.term(), "number", start)
            self.depth -= 1
            return _Typed("number", lambda s: -inner(s))  # type: ignore[operator]
        if self.take("("):
            inside = self.either()
            if not self.take(")"):
                raise self.fail("a closing bracket")
            return inside
        if self.kind != "name" or self.text in ("and", "or", "not"):
            raise self.fail("a variable, a number or a word in quotes")
        return self.named(self.text, start)

    def named(self, name: str, start: int) -> _Typed:
        if name in ("seen", "chosen", "looked"):
            return self.counted(name)  # type: ignore[arg-type]
        self.advance()
        if name in ("true", "false"):
            return _Typed("yes or no", partial(_constant, name == "true"))
        if name == "turns":
            return _Typed("number", lambda s: s.turns)
        variable = self.names.variables.get(name)
        if variable is None:
            raise ExpressionError(f"no variable {name!r}", start, "unknown-variable", name)
        return _Typed(kind_of(variable.start), lambda s: s.values[name], variable=name)

    def counted(self, counter: Counter) -> _Typed:
        opened = self.source[self.at : self.at + 1] == "("
        match = _compiled(_PATH).match(self.source, self.at + 1) if opened else None
        if match is None or self.source[match.end() : match.end() + 1] != ")":
            raise ExpressionError(f"{counter} needs a name in brackets: {counter}(...)", self.start)
        name = match[1]
        found = self.names.resolve(counter, name)
        if found is None:
            what = {"seen": "scene", "chosen": "choice", "looked": "look"}[counter]
            raise ExpressionError(f"no {what} {name!r}", match.start(1), "unknown-target", name)
        self.at = match.end() + 1
        self.advance()
        runs: dict[Counter, Condition] = {
            "seen": lambda s: s.seen.get(found, 0),
            "chosen": lambda s: s.chosen.get(found, 0),
            "looked": lambda s: s.looked.get(found, 0),
        }
        return _Typed("number", runs[counter], "count")

    def finish(self) -> None:
        if self.kind != "end":
            raise self.fail("the end, `and` or `or`")


def compile_condition(source: str, names: Names) -> Condition:
    """A function of the state that is true when the condition holds. Raises ExpressionError."""
    parser = _Parser(source, names)
    start = parser.start
    typed = parser.either()
    parser.finish()
    return parser.truth(typed, start)


def compile_effect(source: str, names: Names) -> Effect:
    """The variable that an effect changes and its new value, held within its bounds. Raises ExpressionError."""
    parser = _Parser(source, names)
    name, start = parser.text, parser.start
    if parser.kind != "name":
        raise parser.fail("a variable")
    variable = names.variables.get(name)
    if variable is None:
        raise ExpressionError(f"no variable {name!r}", start, "unknown-variable", name)
    kind = kind_of(variable.start)
    parser.advance()
    start = parser.start
    op = parser.take("=", "+=", "-=")
    if op is None:
        raise parser.fail("`=`, `+=` or `-=`")
    if op != "=" and kind != "number":
        raise ExpressionError(f"{op!r} changes numbers, and {name} is a {kind}", start)
    start = parser.start
    typed = parser.either()
    parser.finish()
    value = parser.want(typed, kind, start)
    if kind == "word" and typed.word is not None:
        parser.known_word(typed.word, name, start)
    if op != "=":
        value = _change(name, value, 1 if op == "+=" else -1)
    return Effect(name, _within(value, variable.min, variable.max) if kind == "number" else value)


def _change(name: str, by: Condition, sign: int) -> Condition:
    return lambda s: s.values[name] + sign * by(s)  # type: ignore[operator]


def _within(value: Condition, low: int | None, high: int | None) -> Condition:
    least = -LARGEST_NUMBER if low is None else low
    most = LARGEST_NUMBER if high is None else high

    def run(state: State) -> Value:
        number = value(state)
        return least if number < least else most if number > most else number  # type: ignore[operator]

    return run
