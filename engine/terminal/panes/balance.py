"""The balance: which kind of act the reader's choices were, chapter by chapter, drawn with the acts' signs."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from engine.playing.commentary import Balance
from engine.reading.model import Act
from engine.terminal.panes.rows import Piece, flow, heading, remark
from engine.terminal.text import with_meta, words

KEY = "balance"
_LEAST, _MOST = 3, 6
"""Columns that a chapter takes."""
_PAIRED_FROM = 5
"""Chapters with as many acts stack them two in a row."""


class Chart(NamedTuple):
    """What the chart is drawn from: how many chapters have been reached tells which titles may be said."""

    columns: tuple[Balance, ...]
    acts: tuple[Act, ...]
    reached: tuple[bool, ...]
    source_title: str
    you: str
    column: int
    """The chapter that is picked, from 1; 0 for none."""
    listed: bool
    """Its turns stand under the chart."""


def chart_rows(chart: Chart) -> list[Piece]:
    """The chart, and under it the picked chapter's turns when they are asked for."""
    about = f"The balance: what {chart.you} did, chapter by chapter"
    pieces = [heading(KEY, about), Piece(KEY, chart, lambda width: _drawn(chart, width), 0)]
    if chart.column:
        picked = chart.columns[chart.column - 1]
        pieces.append(remark(f"{KEY}-picked", _in_words(picked, chart), 0))
        if chart.listed:
            for act, line in picked.acts:
                lead = f"{act.sign} "
                made = flow(f"“{line.text}”", "$foreground", lead, "bold $text-accent")
                pieces.append(Piece(f"act:{line.turn}", (act.id, line), made, 0))
    return [*pieces[:-1], pieces[-1]._replace(gap=1)]


def _in_words(picked: Balance, chart: Chart) -> str:
    title = f", {picked.title}" if chart.reached[picked.chapter - 1] else ""
    counted = [
        f"{count} {act.name.lower()}"
        for act in chart.acts
        if (count := sum(one.id == act.id for one, _ in picked.acts))
    ]
    said = ", ".join(counted) or "nothing counted yet"
    return f"Chapter {picked.chapter}{title}: {said}."


def _drawn(chart: Chart, width: int) -> list[Content]:
    """Bands of as many chapters as the width has room for, and the legend."""
    count = len(chart.columns)
    bands = -(-count * _LEAST // width)
    share = -(-count // bands)
    cell = min(_MOST, width // share)
    drawn: list[Content] = []
    for start in range(0, count, share):
        drawn += _band(chart, chart.columns[start : start + share], cell)
        drawn.append(Content(""))
    return [*drawn[:-1], *_legend(chart, width)]


def _band(chart: Chart, columns: Sequence[Balance], cell: int) -> list[Content]:
    stacks = [_stack(column) for column in columns]
    height = max((len(stack) for stack in stacks), default=0)
    rows: list[list[Content]] = []
    for level in range(height - 1, -1, -1):
        rows.append([words(stack[level] if level < len(stack) else "") for stack in stacks])
    if not height:
        rows.append([words("·", "$text-muted") for _ in stacks])
    picked = [column.chapter == chart.column for column in columns]
    rows.append([words("─" * (cell - 1), "$text-muted") for _ in columns])
    rows.append(
        [
            words(str(column.chapter), "bold $text-accent" if here else "$foreground" if met else "$text-muted")
            for column, here, met in zip(columns, picked, _met(chart, columns), strict=True)
        ]
    )
    if any(picked):
        rows.append([words("▲" if here else "", "bold $text-accent") for here in picked])
    drawn = [_line(row, columns, cell) for row in rows]
    if chart.source_title:
        told = [
            words(one.source_act.sign if one.source_act else "·", "bold" * bool(one.source_act)) for one in columns
        ]
        drawn += [words(chart.source_title, "$text-muted"), _line(told, columns, cell)]
    return drawn


def _met(chart: Chart, columns: Sequence[Balance]) -> list[bool]:
    return [chart.reached[column.chapter - 1] for column in columns]


def _stack(column: Balance) -> list[str]:
    """The chapter's signs from the ground up."""
    signs = [act.sign for act, _ in column.acts]
    step = 2 if len(signs) >= _PAIRED_FROM else 1
    return ["".join(signs[at : at + step]) for at in range(0, len(signs), step)]


def _line(row: Sequence[Content], columns: Sequence[Balance], cell: int) -> Content:
    parts = [
        with_meta(content.pad_right(max(cell - content.cell_length, 0)), mark=str(column.chapter))
        for content, column in zip(row, columns, strict=True)
    ]
    return Content.assemble(*parts)


def _legend(chart: Chart, width: int) -> list[Content]:
    """Each sign with its name and how often it was done."""
    entries = []
    for act in chart.acts:
        count = sum(one.id == act.id for column in chart.columns for one, _ in column.acts)
        entries.append(Content.assemble((act.sign, "bold"), f" {act.name.lower()} {count}"))
    lines: list[Content] = []
    for entry in entries:
        if lines and lines[-1].cell_length + 3 + entry.cell_length <= width:
            lines[-1] = Content.assemble(lines[-1], "   ", entry)
        else:
            lines.append(entry)
    return [Content(""), *lines]
