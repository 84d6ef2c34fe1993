"""Which of the page's parts stand side by side, at which width: decided without any widget."""

from collections.abc import Mapping
from typing import NamedTuple

SMALLEST = (60, 20)
NARROW = 80
WIDE = 120
RAIL = 26
PANE = 44
LEAST_PANE, MOST_PANE = 28, 80
_PROSE_LEAST = 52
"""Columns that the prose keeps beside anything else: the column's least and its margins."""


class Wish(NamedTuple):
    """Columns that a pane could do with for now; with fewer than `enough` it is better off as it is set."""

    columns: int
    enough: int


class Plan(NamedTuple):
    """What is shown: with room, several things; without, one."""

    too_small: bool
    rail: bool
    prose: bool
    panes: tuple[str, ...]
    pane_width: int
    """Columns of the pane area; 0 where it takes the prose's place."""
    wide: bool
    beside: tuple[int, ...] = ()
    """Columns of each pane where they stand side by side; none where they stand one over the other."""


def plan(
    size: tuple[int, int],
    rail: bool,
    panes: tuple[str, ...],
    side: str,
    widths: Mapping[str, int],
    *,
    wishes: Mapping[str, Wish],
) -> Plan:
    """The plan for a terminal of that size.

    `rail` and `panes` are what is open where there is room; `side` ("", "rail" or a pane's id) is the one thing that
    is asked for where there is not.
    """
    columns, rows = size

    def given(pane: str, room: int) -> int:
        wish = wishes.get(pane)
        wanted = wish.columns if wish is not None and wish.enough <= room else widths.get(pane, PANE)
        return max(min(wanted, room, MOST_PANE), LEAST_PANE)

    if columns < SMALLEST[0] or rows < SMALLEST[1]:
        return Plan(True, False, False, (), 0, False)
    if columns >= WIDE:
        room = columns - (RAIL if rail else 0) - _PROSE_LEAST
        each = tuple(given(pane, room) for pane in panes)
        beside = each if len(panes) > 1 and sum(each) <= room else ()
        return Plan(False, rail, True, panes, sum(beside) or max(each, default=0), True, beside)
    if side == "rail":
        return Plan(False, True, columns >= NARROW, (), 0, False)
    if side:
        room = columns - _PROSE_LEAST - 4
        if room >= LEAST_PANE and columns >= 96:
            return Plan(False, False, True, (side,), given(side, room), False)
        return Plan(False, False, False, (side,), 0, False)
    return Plan(False, False, True, (), 0, False)
