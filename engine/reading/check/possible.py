"""Whether choices can all be closed at once, or two be open together: by trying what their conditions name.

Every variable that a condition names is given each value that could matter, and so is every count. That is an upper
bound of what a playthrough can come to, narrowed by what always holds: the present scene has been seen, a choice that
was taken has led to its scene, an effect of the scene has happened.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import product
from math import prod
from typing import Literal, NamedTuple

from engine.reading.check.graph import Rounds
from engine.reading.check.logic import Compiled
from engine.reading.expressions import Counter, Value
from engine.reading.model import Variable
from engine.reading.story import Story

MOST_TRIED = 20_000
_TRIED_IN_ALL, _TRIED_A_SCENE = 2_000_000, 2_000
"""How many choices are tried in one check, so that its time stays linear in the story."""
_TRIED_ALONE, _CONDITIONS_ALONE = 2_000, 100
"""How many values are tried in one condition by itself, and with how many such conditions that comes to an end."""
_WIDEST = 200
_MOST_COUNTED = 4
_NUMBER = re.compile(r"\d+")
_TURNS = re.compile(r"\bturns\b")
_WORD = re.compile(r"'([^']*)'|\"([^\"]*)\"")

Count = tuple[Counter, str]


class Case(NamedTuple):
    """A choice as far as it can be open or closed: its condition, and its global id if it can be used up."""

    when: Compiled | None
    once: str


class _State:
    def __init__(self) -> None:
        self.values: dict[str, Value] = {}
        self.seen: dict[str, int] = {}
        self.chosen: dict[str, int] = {}
        self.looked: dict[str, int] = {}
        self.turns = 0


class Possible:
    """Tries states of a story against the choices of one scene after another."""

    def __init__(self, story: Story, rounds: Rounds) -> None:
        self.story, self.rounds = story, rounds
        self._left = _TRIED_IN_ALL + _TRIED_A_SCENE * len(story.places)
        self._left_alone = _TRIED_ALONE * _CONDITIONS_ALONE
        self._never: dict[str, bool] = {}
        self._kept: dict[object, str | Literal[False] | None] = {}

    def all_closed(self, scene: str, effects: list[Compiled], cases: list[Case]) -> str | Literal[False] | None:
        """A state, in words, in which no case is open; False if there is none, None if there are too many to try."""
        return self._try(scene, effects, cases, want_open=False)

    def both_open(self, scene: str, effects: list[Compiled], cases: list[Case]) -> str | Literal[False] | None:
        """The same for a state in which all cases are open."""
        return self._try(scene, effects, cases, want_open=True)

    def never_holds(self, when: Compiled) -> bool:
        """Whether no values of its variables fulfil a condition; yes only where that is sure and soon told."""
        if when.source not in self._never:
            self._never[when.source] = self._tried_in_vain(when)
        return self._never[when.source]

    def _tried_in_vain(self, when: Compiled) -> bool:
        if when.condition is None or when.counts or not when.variables or _TURNS.search(when.source):
            return False
        names = list(dict.fromkeys(when.variables))
        variables = [self.story.file.variables[name] for name in names]
        if not all(map(_is_exact, variables)):
            return False
        domains = [self._values(one, when.source, [], True) for one in variables]
        if prod(map(len, domains)) > min(_TRIED_ALONE, self._left_alone):
            return False
        state = _State()
        for values in product(*domains):
            self._left_alone -= 1
            state.values = dict(zip(names, values, strict=True))
            if when.condition(state):
                return False
        return True

    def _try(
        self, scene: str, effects: list[Compiled], cases: list[Case], want_open: bool
    ) -> str | Literal[False] | None:
        key = self._key(effects, cases, want_open)
        if key is not None and key in self._kept:
            return self._kept[key]
        answer = self._search(scene, effects, cases, want_open)
        if key is not None:
            self._kept[key] = answer
        return answer

    def _key(self, effects: list[Compiled], cases: list[Case], want_open: bool) -> object:
        """What the answer depends on, if that is the expressions alone."""
        named = [one for one in (*effects, *(case.when for case in cases)) if one is not None]
        if any(case.once for case in cases) or any(one.counts for one in named):
            return None
        return (
            want_open,
            tuple(one.source for one in effects),
            tuple(case.when and case.when.source for case in cases),
        )

    def _search(
        self, scene: str, effects: list[Compiled], cases: list[Case], want_open: bool
    ) -> str | Literal[False] | None:
        named = [*effects, *(case.when for case in cases if case.when is not None)]
        text = " ".join(one.source for one in named)
        numbers = sorted({int(number) for number in _NUMBER.findall(text) if len(number) <= 10})
        variables = list(dict.fromkeys(name for one in named for name in one.variables))
        once: dict[Count, None] = dict.fromkeys(("chosen", case.once) for case in cases if case.once)
        counts: list[Count] = list(dict.fromkeys((*(count for one in named for count in one.counts), *once)))
        counted = [[0, 1] if count in once else _counts(count, scene, numbers) for count in counts]
        turns = _near(numbers, 0, None) if _TURNS.search(text) else [0]
        for exact in (True, False):
            domains = [self._values(self.story.file.variables[name], text, numbers, exact) for name in variables]
            states = prod(map(len, domains)) * prod(map(len, counted)) * len(turns)
            if states <= MOST_TRIED and states * len(cases) <= self._left:
                break
        else:
            return None
        self._left -= states * len(cases)
        rules = list(self._rules(counts))
        groups: list[int | None] | None = None
        hub = counts.index(("seen", scene)) if ("seen", scene) in counts else None
        for chosen in product(*domains, *counted, turns):
            values, times = chosen[: len(domains)], chosen[len(domains) : -1]
            if any(times[one] and not any(times[other] for other in others) for one, others in rules):
                continue
            state = _State()
            state.values = dict(zip(variables, values, strict=True))
            for (counter, name), number in zip(counts, times, strict=True):
                getattr(state, counter)[name] = number
            state.turns = int(chosen[-1])
            told = state.values.copy()
            for one in effects:
                if one.effect is not None:
                    state.values[one.effect.variable] = one.effect.value(state)
            if any(_open(case, state) != want_open for case in cases):
                continue
            if hub is not None and times[hub] != counted[hub][-1]:
                # The scene has been seen so many times and no more: no more rounds than that have been made.
                if groups is None and (groups := self.rounds.groups(scene, counts)) is None:
                    return None
                made = {group for group, time in zip(groups, times, strict=True) if group is not None and time}
                if len(made) >= int(times[hub]):
                    continue
            return _words(told, zip(counts, times, strict=True))
        return False

    def _rules(self, counts: list[Count]) -> Iterator[tuple[int, list[int]]]:
        """Counts with others of which one at least must be more than none when they are."""
        places = {count: at for at, count in enumerate(counts)}
        for at, (counter, name) in enumerate(counts):
            scene, _, item = name.partition(".")
            if counter == "seen":
                # Come to by choices alone: if all of them are counted, one has been taken.
                into = self.rounds.choices_into(scene)
                others = [places.get(("chosen", choice)) for choice in into or ()]
                if into and None not in others:
                    yield at, [other for other in others if other is not None]
                continue
            if (other := places.get(("seen", scene))) is not None:
                yield at, [other]
            if counter == "chosen":
                to = self.rounds.target(scene, item)
                if to and (other := places.get(("seen", to))) is not None:
                    yield at, [other]

    def _values(self, variable: Variable, text: str, numbers: list[int], exact: bool) -> list[Value]:
        start = variable.start
        if isinstance(start, bool):
            return [False, True]
        if isinstance(start, str):
            words = variable.values or (start, *(one or other for one, other in _WORD.findall(text)), "…")
            return list(dict.fromkeys(words))
        low, high = variable.min, variable.max
        if exact and low is not None and high is not None and high - low <= _WIDEST:
            return list(range(low, high + 1))
        return list(_near([*numbers, start], low, high))


def _is_exact(variable: Variable) -> bool:
    """Whether each value that the variable can have is tried."""
    if not isinstance(variable.start, int) or isinstance(variable.start, bool):
        return True
    return variable.min is not None and variable.max is not None and variable.max - variable.min <= _WIDEST


def _counts(count: Count, scene: str, numbers: list[int]) -> list[int]:
    most = max([0, *(number for number in numbers if number < _MOST_COUNTED)]) + 1
    return list(range(1 if count == ("seen", scene) else 0, most + 1))


def _near(numbers: Iterable[int], low: int | None, high: int | None) -> list[int]:
    """The numbers at which a comparison with one of `numbers`, or with its negative, can change."""
    points = {sign * number + step for number in (0, *numbers) for sign in (1, -1) for step in (-1, 0, 1)}
    points |= {bound for bound in (low, high) if bound is not None}
    return sorted(one for one in points if (low is None or one >= low) and (high is None or one <= high))


def _open(case: Case, state: _State) -> bool:
    if case.once and state.chosen.get(case.once):
        return False
    return case.when is None or case.when.condition is None or bool(case.when.condition(state))


def _words(values: dict[str, Value], counts: Iterable[tuple[Count, Value]]) -> str:
    said = []
    for name, value in values.items():
        shown = str(value).lower() if isinstance(value, bool) else repr(value) if isinstance(value, str) else value
        said.append(f"{name} is {shown}")
    said += [f"{counter}({name}) is {number}" for (counter, name), number in counts]
    return " and ".join(said)
