"""A list with j and k, whose page keys work before it has been drawn."""

from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.widgets import OptionList


class Rows(OptionList):
    """Rows to walk and to pick."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
    ]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the rows have; Textual cannot wrap to nothing."""
        return super().get_content_height(container, viewport, max(width, 3))

    @on(events.Click)
    def _click_what_is_there(self, event: events.Click) -> None:
        pass_over_what_has_gone(self, event)

    def action_page_up(self) -> None:
        """Up by as many rows as a page has lines."""
        self._leaf(-1)

    def action_page_down(self) -> None:
        """Down by as many rows as a page has lines."""
        self._leaf(1)

    def _leaf(self, way: int) -> None:
        open_rows = [number for number, option in enumerate(self.options) if not option.disabled]
        if open_rows:
            aim = (self.highlighted or 0) + way * max(self.size.height - 1, 1)
            self.highlighted = min(open_rows, key=lambda row: abs(row - aim))


def pass_over_what_has_gone(rows: OptionList, event: events.Click) -> None:
    """Let a click on a row that is still drawn and has gone from the list pick nothing."""
    if event.style.meta.get("option", 0) >= rows.option_count:
        event.stop()
        event.prevent_default()
