"""The widget that a pane's pieces are drawn on: one widget, one line at a time, however many pieces there are."""

from collections.abc import Sequence

from textual import events
from textual.binding import Binding
from textual.cache import FIFOCache
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual

from engine.terminal.panes.rows import MARGIN, Cell, Kept, Laid, Row, lay_out
from engine.terminal.text import CARET

LEAD, BESIDE = f"{CARET} ", "│ "
_MOST_DRAWN = 256
"""Lines that are kept as they were drawn: those in view, and some that were."""


class PieceView(ScrollView, can_focus=True):
    """Shows pieces; the arrows move from one to the next and through a long one, Enter and the mouse choose one."""

    BINDINGS = [
        Binding("up,k", "step(-1)", show=False),
        Binding("down,j", "step(1)", show=False),
        Binding("enter", "choose", show=False),
        Binding("pageup", "leaf(-1)", show=False),
        Binding("pagedown", "leaf(1)", show=False),
        Binding("home", "end(-1)", show=False),
        Binding("end", "end(1)", show=False),
    ]
    DEFAULT_CSS = "PieceView { overflow-x: hidden; }"

    cursor = reactive("")
    """The key of the piece that the keys go to."""

    class Moved(Message):
        """The reader has moved to a piece."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class Chosen(Message):
        """The reader has chosen a piece, by Enter or with the mouse; `mark` is what a clicked spot stands for."""

        def __init__(self, key: str, mark: str = "", clicked: bool = False) -> None:
            super().__init__()
            self.key = key
            self.mark = mark
            self.clicked = clicked

    def __init__(self, split_from: int = 0) -> None:
        super().__init__()
        self._rows: Sequence[Row] = ()
        self._split_from = split_from
        """From this width on columns stand side by side; 0 for never."""
        self._kept = Kept()
        self._laid = Laid([], [], {}, 0)
        self._height = 0
        """Rows of the view when its pieces were last placed."""
        self._strips: FIFOCache[tuple[int, int], tuple[Content, Strip]] = FIFOCache(_MOST_DRAWN)
        """What was drawn of a line, by its identity and its width; the line is kept too, so that its identity is."""
        self._drawn_in: object = None
        self._behind = False
        """Whether other rows were set while there was no room to lay them out, and what was to be at the top then."""
        self._top = ""
        self._pointed_at = False
        """Whether the mouse is here."""

    # What is shown

    def set_rows(self, rows: Sequence[Row], top: str = "") -> None:
        """Show these; what is looked at stays where it is, unless a key is named that is to be at the top."""
        pinned = self._pinned()
        self._rows = rows
        self._lay_out(pinned, top)

    def split_from(self, width: int) -> None:
        """Set the width from which columns stand side by side."""
        if width != self._split_from:
            self._split_from = width
            self._lay_out(self._pinned())

    @property
    def laid(self) -> Laid:
        """The pieces in their places."""
        return self._laid

    @property
    def plain(self) -> str:
        """All words, in view or not."""
        return self._laid.plain()

    @property
    def keys(self) -> list[str]:
        """The keys of the pieces that can be moved to, in order."""
        return [cell.piece.key for cell in self._laid.cells if cell.piece.can_focus]

    def _pinned(self) -> tuple[str, int]:
        """The piece that stays where it is, and how far the view's top is below its own.

        It is the one that the keys go to, if it can be seen, or else the one at the top of the view. They come
        back here from a dialog over the page, and from another window, which leaves nothing focused.
        """
        y = self.scroll_offset.y
        here = self._at_cursor() if self.is_attached and self.screen.focused in (self, None) else None
        if here is not None and y <= here.y < y + self._height:
            return here.piece.key, y - here.y
        for cell in self._laid.cells:
            if cell.end > y:
                return cell.piece.key, y - cell.y
        return "", 0

    def _lay_out(self, pinned: tuple[str, int], top: str = "") -> None:
        _, _, width, height = self.scrollable_content_region
        self._behind = width <= MARGIN
        if self._behind:
            self._top = top or self._top
            return
        late, self._top = self._top, ""
        top = top or late
        split = 0 < self._split_from <= width
        if width != self._laid.width:
            self._strips.clear()
        self._laid = lay_out(self._rows, width, split, self._kept)
        if self.cursor not in self._laid.places:
            self.set_reactive(PieceView.cursor, next(iter(self.keys), ""))
        size = Size(width, len(self._laid.rows))
        if size != self.virtual_size:
            self.virtual_size = size
        key, offset = (top, 0) if top else pinned
        place = self._laid.places.get(key)
        if place is not None and late:
            below = [cell.piece.key for cell in self._laid.cells[place:] if cell.piece.can_focus]
            self.set_reactive(PieceView.cursor, next(iter(below), self.cursor))
        if place is not None:
            cell = self._laid.cells[place]
            y = max(cell.y + offset, 0)
            if key == self.cursor and not top:  # which may have grown, or the view become lower
                y = max(y, min(cell.y, cell.end - height))
            if y != self.scroll_offset.y:
                self.scroll_to(y=y, animate=False)
        self._height = height
        self.refresh()

    def on_resize(self) -> None:
        """Wrap anew; what is at the top of the view stays there, or the caret in view."""
        _, _, width, height = self.scrollable_content_region
        if self._behind or (self._laid.width, self._height) != (width, height):
            before = self.cursor
            self._lay_out(self._pinned())
            if self.cursor != before:
                self.post_message(self.Moved(self.cursor))

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One row of the view."""
        row = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        style = self.visual_style
        drawn_in = (style, self.app.theme)
        if drawn_in != self._drawn_in:
            self._drawn_in = drawn_in
            self._strips.clear()
        if row >= len(self._laid.rows):
            return Strip.blank(width, style.rich_style)
        cells = self._laid.rows[row]
        marked = self.cursor if self.has_focus else ""
        selection = self.text_selection
        parts: list[Strip] = []
        at = 0
        for cell in cells:
            lead = (LEAD if row == cell.y else BESIDE) if cell.piece.key == marked else " " * MARGIN
            content = cell.lines[row - cell.y]
            gap = Content(" " * (cell.x - at)) + Content.styled(lead, "$text-accent bold")
            if lead != " " * MARGIN or at != cell.x:
                parts.append(self._strip(gap, cell.x - at + MARGIN, style))
            else:
                parts.append(Strip.blank(MARGIN, style.rich_style))
            parts.append(self._cached(cell, content, style))
            at = cell.x + cell.width
        strip = Strip.join(parts).extend_cell_length(width, style.rich_style).crop(0, width)
        if selection is not None and (span := selection.get_span(row)) is not None:
            strip = self._selected(strip, span)
        # Where each word stands is what the mouse marks by. It gives every segment a style of its own, and Textual
        # keeps the last 16,384 styles that it wrote: lines that no mouse is at go without.
        return strip.apply_offsets(0, row) if self._pointed_at or selection is not None else strip

    def _cached(self, cell: Cell, content: Content, style: Style) -> Strip:
        key = (id(content), cell.width)
        drawn = self._strips.get(key)
        if drawn is None:
            drawn = self._strips[key] = (content, self._strip(content, cell.width - MARGIN, style))
        return drawn[1]

    def _strip(self, content: Content, width: int, style: Style) -> Strip:
        made = Visual.to_strips(self, content, width, 1, style, apply_selection=False)
        strip = made[0] if made else Strip.blank(width, style.rich_style)
        return strip.extend_cell_length(width, style.rich_style)

    def _selected(self, strip: Strip, span: tuple[int, int]) -> Strip:
        start, end = span[0], strip.cell_length if span[1] == -1 else span[1]
        before, chosen, after = (strip.crop(0, start), strip.crop(start, end), strip.crop(end))
        style = self.screen.get_component_rich_style("screen--selection")
        return Strip.join([before, chosen.apply_style(style), after])

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The words that were marked with the mouse."""
        return selection.extract(self.plain), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw what is marked."""
        self.refresh()

    def on_enter(self, event: events.Enter) -> None:
        """Draw where each word stands, for the mouse."""
        self._point(event, True)

    def on_leave(self, event: events.Leave) -> None:
        """Draw it no more."""
        self._point(event, False)

    def _point(self, event: events.Enter | events.Leave, here: bool) -> None:
        if event.node is self and here != self._pointed_at:
            self._pointed_at = here
            self.refresh()

    def watch_cursor(self) -> None:
        """Draw the caret where it is now."""
        self.refresh()

    def watch_has_focus(self, focus: bool) -> None:
        """Draw the caret, or none."""
        super().watch_has_focus(focus)
        self.refresh()

    # Moving

    def move_to(self, key: str, top: bool = False) -> bool:
        """Put the caret on a piece and bring it into view; whether it is there."""
        place = self._laid.places.get(key)
        if place is None:
            return False
        self.cursor = key
        cell = self._laid.cells[place]
        height = self.scrollable_content_region.height
        y = self.scroll_offset.y
        if top or cell.y < y or len(cell.lines) >= height:
            y = cell.y
        elif cell.end > y + height:
            y = cell.end - height
        self.scroll_to(y=y, animate=False)
        self.post_message(self.Moved(key))
        return True

    def action_step(self, by: int) -> None:
        """To the next piece; through a long one first."""
        height, y = self.scrollable_content_region.height, self.scroll_offset.y
        cell = self._at_cursor()
        if cell is not None and cell.y < y + height and cell.end > y:
            hidden = cell.end - (y + height) if by > 0 else y - cell.y
            if hidden > 0:
                self.scroll_relative(y=by * min(hidden, max(height // 2, 1)), animate=False)
                return
        following = self._following(by)
        if following is None:
            self.scroll_relative(y=by * max(height // 2, 1), animate=False)
        else:
            self.move_to(following)

    def _at_cursor(self) -> Cell | None:
        place = self._laid.places.get(self.cursor)
        return None if place is None else self._laid.cells[place]

    def _following(self, by: int) -> str | None:
        """The next piece in the same column, or over or under the columns."""
        here = self._at_cursor()
        if here is None:
            return next(iter(self.keys), None)
        beyond = [
            cell
            for cell in self._laid.cells
            if cell.piece.can_focus and (cell.y >= here.end if by > 0 else cell.end <= here.y)
        ]
        # Up and down stay in a column, and leave it for what stands over or under both.
        straight = [cell for cell in beyond if cell.x == here.x or cell.width == self._laid.width] or beyond
        if not straight:
            return None
        return min(straight, key=lambda cell: by * cell.y).piece.key

    def across(self, by: int) -> bool:
        """To the other column; whether there is one."""
        here = self._at_cursor()
        if here is None or here.width == self._laid.width:
            return False
        others = [cell for cell in self._laid.cells if cell.piece.can_focus and (cell.x > here.x) == (by > 0)]
        others = [cell for cell in others if cell.x != here.x and cell.width == here.width]
        if not others:
            return False
        return self.move_to(min(others, key=lambda cell: abs(cell.y - here.y)).piece.key)

    def action_leaf(self, by: int) -> None:
        """By a page, the caret with it."""
        height = self.scrollable_content_region.height
        y = min(max(self.scroll_offset.y + by * max(height - 2, 1), 0), max(len(self._laid.rows) - height, 0))
        self.scroll_to(y=y, animate=False)
        inside = [cell for cell in self._laid.cells if cell.piece.can_focus and y <= cell.y < y + height]
        if inside:
            self.cursor = inside[0].piece.key
            self.post_message(self.Moved(self.cursor))

    def action_end(self, by: int) -> None:
        """To the first or the last piece."""
        if keys := self.keys:
            self.move_to(keys[0] if by < 0 else keys[-1])
        self.scroll_to(y=0 if by < 0 else len(self._laid.rows), animate=False)

    def action_choose(self) -> None:
        """Choose the piece at the caret."""
        if self.cursor:
            self.post_message(self.Chosen(self.cursor))

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        mark = event.style.meta.get("mark", "")
        if self.text_selection:
            if not mark:
                return
            self.screen.clear_selection()
        row, x = event.y + self.scroll_offset.y, event.x
        if not 0 <= row < len(self._laid.rows):
            return
        cell = next((one for one in self._laid.rows[row] if one.x <= x < one.x + one.width), None)
        if cell is not None and cell.piece.can_focus:
            event.stop()
            self.cursor = cell.piece.key
            self.post_message(self.Moved(cell.piece.key))
            self.post_message(self.Chosen(cell.piece.key, mark, True))
