"""A page that comes over the story for a while: a title, rows to walk and pick, and a quiet line of keys."""

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from engine.terminal.modal import Modal
from engine.terminal.rows import Rows
from engine.terminal.text import words

Result = TypeVar("Result")
_AROUND = 8
"""Columns of a page that its rows do not have: margins and the scroll bar."""


class Sheet(Modal[Result | None], Generic[Result]):
    """A page with rows. A subclass gives title, rows and keys, and answers `picked`."""

    CSS_PATH = ["lists.tcss", "sheet.tcss"]
    AUTO_FOCUS = "Rows"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "close", show=False)]
    TITLE_LINE = ""
    HINTS = "enter pick   esc back"
    room = 70
    """Columns that a row has; rows are made anew when the window gives them fewer or more."""

    def compose(self) -> ComposeResult:
        """The page."""
        with Vertical(id="sheet"):
            yield Static(words(self.TITLE_LINE), id="sheet-title")
            about = self.about()
            if about:
                yield Static(words(about), id="sheet-about")
            yield Rows(*self.rows(), markup=False, compact=True)
            yield from self.below()
            yield Static(words(self.HINTS), id="sheet-hints")

    def on_mount(self) -> None:
        """Mark the row to begin with; there is none where the app is left as the page opens."""
        for rows in self.query(Rows):
            rows.highlighted = self.first_row()

    def on_resize(self, event: events.Resize) -> None:
        """Lay the rows out for the window."""
        room = max(min(Sheet.room, event.size.width - _AROUND), 1)
        if room != self.room:
            self.room = room
            self.refill()

    @property
    def list(self) -> Rows:
        """The rows."""
        return self.query_one(Rows)

    def about(self) -> str:
        """A line under the title, or none."""
        return ""

    def rows(self) -> Sequence[Option]:
        """The rows."""
        raise NotImplementedError

    def first_row(self) -> int:
        """Which row is marked at first."""
        return 0

    def below(self) -> ComposeResult:
        """What stands under the rows."""
        yield from ()

    def picked(self, row: str) -> None:
        """A row was picked, by its id."""

    def refill(self, marked: str = "") -> None:
        """Make the rows anew; the row of that id is marked, or the one that was, or the one in its place."""
        rows, at = self.list, self.list.highlighted
        marked = marked or self.row_id()
        rows.clear_options()
        rows.add_options(list(self.rows()))
        found = [number for number, row in enumerate(rows.options) if row.id and row.id == marked]
        if rows.option_count:
            rows.highlighted = (found or [min(at or 0, rows.option_count - 1)])[0]

    def row_id(self) -> str:
        """The marked row's id, or none."""
        at = self.list.highlighted
        return "" if at is None else self.list.get_option_at_index(at).id or ""

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Pick a row."""
        event.stop()
        if event.option_id:
            self.picked(event.option_id)

    def action_close(self) -> None:
        """Back to where the reader was."""
        self.dismiss(None)


class TextSheet(Modal[None]):
    """A page to read, and to scroll."""

    CSS_PATH = ["lists.tcss", "sheet.tcss"]
    AUTO_FOCUS = "#sheet-text"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,question_mark,f1", "close", show=False),
        Binding("j,down", "scroll(2)", show=False),
        Binding("k,up", "scroll(-2)", show=False),
        Binding("space,pagedown", "scroll(12)", show=False),
        Binding("pageup", "scroll(-12)", show=False),
    ]

    def __init__(self, title: str, parts: Sequence[Content]) -> None:
        super().__init__()
        self._words = (title, parts)

    def compose(self) -> ComposeResult:
        """The page."""
        title, parts = self._words
        with Vertical(id="sheet"):
            yield Static(words(title), id="sheet-title")
            with VerticalScroll(id="sheet-text"):
                for part in parts:
                    yield Static(part, classes="sheet-part")
            yield Static(words("arrows scroll   esc back"), id="sheet-hints")

    def action_scroll(self, by: int) -> None:
        """Scroll by lines."""
        self.query_one("#sheet-text").scroll_relative(y=by, animate=False)

    def action_close(self) -> None:
        """Back to where the reader was."""
        self.dismiss(None)
