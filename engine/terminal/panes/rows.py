"""What stands in a pane, as pieces one under the other or in two columns: laid out without any widget."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from textual.content import Content

from engine.reading.prose import paragraphs
from engine.terminal.text import hanging, prose, words

MARGIN = 2
"""Columns before every piece, for the caret."""
GUTTER = 2
"""Columns between two columns, before the right one's caret."""

Made = Callable[[int], list[Content]]


class Piece(NamedTuple):
    """Something that a reader can move to, or only read.

    `key` is its own among all that are shown; `state` stands for everything that its lines are made from: while
    key, state and width are the same, the lines are kept and not made anew.
    """

    key: str
    state: object
    made: Made
    gap: int = 1
    """Blank lines under it."""
    can_focus: bool = True


class Columns(NamedTuple):
    """Two runs of pieces, side by side where there is room, one under the other where there is not."""

    left: tuple[Piece, ...]
    right: tuple[Piece, ...]
    heads: bool = False
    """They are over columns that follow: where there are no columns there are no heads."""


Row = Piece | Columns


class Cell(NamedTuple):
    """A piece in its place."""

    piece: Piece
    x: int
    y: int
    width: int
    lines: list[Content]

    @property
    def end(self) -> int:
        """The row after its last."""
        return self.y + len(self.lines)


class Laid(NamedTuple):
    """Pieces in their places: the cells, those on each row, and where each key stands."""

    cells: list[Cell]
    rows: list[tuple[Cell, ...]]
    places: dict[str, int]
    width: int

    def plain(self) -> str:
        """All words, as a reader without colours sees them."""
        return "\n".join(self.row(y).rstrip() for y in range(len(self.rows)))

    def row(self, y: int) -> str:
        """The words of one row."""
        said = ""
        for cell in self.rows[y]:
            said += " " * max(cell.x + MARGIN - len(said), 0) + cell.lines[y - cell.y].plain
        return said


class Kept:
    """Lines that were made before, by key."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[object, int, list[Content]]] = {}

    def lines(self, piece: Piece, width: int) -> list[Content]:
        """The piece's lines at a width."""
        kept = self._made.get(piece.key)
        if kept is not None and kept[1] == width and kept[0] == piece.state:
            return kept[2]
        lines = piece.made(max(width, 8))
        self._made[piece.key] = (piece.state, width, lines)
        return lines


def lay_out(rows: Sequence[Row], width: int, split: bool = False, kept: Kept | None = None) -> Laid:
    """Lay pieces out; `split` says whether columns stand side by side."""
    kept = kept or Kept()
    cells: list[Cell] = []

    def run(pieces: Iterable[Piece], x: int, y: int, width: int) -> int:
        for piece in pieces:
            made = kept.lines(piece, width - MARGIN)
            cells.append(Cell(piece, x, y, width, made))
            y += len(made) + piece.gap
        return y

    y = 0
    for row in rows:
        if isinstance(row, Piece):
            y = run((row,), 0, y, width)
        elif split:
            half = (width - GUTTER) // 2
            left = run(row.left, 0, y, half)
            y = max(left, run(row.right, half + GUTTER, y, half))
        elif not row.heads:
            y = run(row.left + row.right, 0, y, width)
    height = max((cell.end for cell in cells), default=0)
    lines: list[tuple[Cell, ...]] = [()] * height
    for cell in cells:
        for at in range(cell.y, cell.end):
            lines[at] += (cell,)
    return Laid(cells, lines, {cell.piece.key: n for n, cell in enumerate(cells)}, width)


# What pieces are made of


def flow(text: str, style: str = "", lead: str = "", lead_style: str = "") -> Made:
    """Words that wrap, beside a lead if there is one."""

    def made(width: int) -> list[Content]:
        body = prose(joined(text))
        return hanging(words(lead, lead_style), body.stylize(style) if style else body, width)

    return made


def labelled(label: str, text: str, style: str = "") -> Made:
    """Words that wrap after a label, which is part of them."""

    def made(width: int) -> list[Content]:
        body = prose(joined(text))
        return Content.assemble((label, "bold $text-muted"), body.stylize(style) if style else body).wrap(width)

    return made


def stack(*parts: Made) -> Made:
    """Parts under one another."""
    return lambda width: [line for part in parts for line in part(width)]


def told(text: str) -> Iterator[Made]:
    """A block's paragraphs, with an empty line between them."""
    for number, paragraph in enumerate(paragraphs(text)):
        if number:
            yield blank
        yield flow(paragraph)


def blank(width: int) -> list[Content]:
    """An empty line."""
    return [Content("")]


def heading(key: str, text: str, gap: int = 0) -> Piece:
    """A line over what follows."""
    return Piece(f"head:{key}", text, flow(text, "bold $text-muted"), gap, False)


def remark(key: str, text: str, gap: int = 1) -> Piece:
    """Words that are only read."""
    return Piece(f"remark:{key}", text, flow(text, "$text-muted"), gap, False)


def joined(text: str) -> str:
    """A text without its line breaks."""
    return " ".join(text.split())
