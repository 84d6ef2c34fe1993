"""A scrolling view that holds one of its rows in place, whatever is put in, taken out or wrapped anew.

The scroll offset is set while the rows are being arranged, so that no frame shows them anywhere else.
"""

from collections.abc import Sequence

from textual.containers import VerticalScroll
from textual.geometry import Region, Size, Spacing
from textual.layout import DockArrangeResult
from textual.scrollbar import ScrollBar
from textual.widget import Widget


class PinnedScroll(VerticalScroll):
    """A subclass composes its rows, and says which they are."""

    def __init__(self, name: str) -> None:
        super().__init__(id=name)
        self._pinned: tuple[Widget, float] | None = None
        """The row at the top of the view, and how many lines of it are above."""
        self._places: dict[Widget, Region] = {}
        self._end = 0
        """Where the rows end, in lines."""

    def rows(self) -> Sequence[Widget]:
        """The rows, from top to bottom."""
        raise NotImplementedError

    def resting_row(self) -> Widget | None:
        """A row that can always be scrolled to the top, however little stands under it."""
        return None

    def scrolled(self) -> None:
        """The reader has scrolled."""

    def pin(self, row: Widget) -> None:
        """Hold a row at the top of the view."""
        self._pinned = (row, 0)
        self.refresh(layout=True)

    @property
    def pinned(self) -> Widget | None:
        """The row at the top of the view."""
        return self._pinned[0] if self._pinned else None

    @property
    def more_below(self) -> bool:
        """Whether rows reach further down than the view."""
        return self._end > self.scroll_y + self.scrollable_content_region.height

    def rows_in_view(self) -> list[Widget]:
        """The rows of which something can be seen, from top to bottom."""
        top, end = self.scroll_y, self.scroll_y + self.scrollable_content_region.height
        places = ((row, self._places.get(row)) for row in self.rows())
        return [row for row, region in places if region and region.y < end and region.bottom > top]

    def reveal(self, row: Widget) -> bool:
        """Scroll no further than shows the whole of a row, or what there is room for; whether that was needed."""
        region = self._places.get(row)
        if region is None:
            return False
        before = self.scroll_y
        lowest = region.bottom - self.scrollable_content_region.height
        self.scroll_to(y=min(max(before, lowest), region.y), animate=False, immediate=True)
        return self.scroll_y != before

    def in_view(self, row: Widget) -> bool:
        """Whether the whole of a row can be seen."""
        region = self._places.get(row)
        if region is None:
            return False
        return region.y >= self.scroll_y and region.bottom <= self.scroll_y + self.scrollable_content_region.height

    def arrange(self, size: Size, optimal: bool = False) -> DockArrangeResult:
        """Arrange the rows, with room under them for the resting row to reach the top, and hold the pinned one."""
        result = super().arrange(size, optimal)
        if optimal or not size.height:
            return result
        places = {placement.widget: placement.region for placement in result.placements}
        end = max((places[row].bottom for row in self.rows() if row in places), default=0)
        resting = self.resting_row()
        room = max(0, size.height - (end - places[resting].y)) if resting in places else 0
        if self._pinned is not None and (pinned := places.get(self._pinned[0])) is not None:
            # A window that has become taller keeps its top, even where the words end.
            room = max(room, size.height - (end - self._top(pinned)))
        self._places, self._end = places, end
        self._hold(max(0, end + room - size.height))
        return DockArrangeResult(result.placements, result.widgets, result.scroll_spacing + Spacing(0, 0, room, 0))

    def _hold(self, lowest: int) -> None:
        """Scroll, within the arrangement that is under way, so that the pinned row stays where it is."""
        if self._pinned is None or (region := self._places.get(self._pinned[0])) is None:
            return
        wanted = min(self._top(region), lowest)
        if wanted != self.scroll_y:
            self.set_reactive(Widget.scroll_y, wanted)
            self.set_reactive(Widget.scroll_target_y, wanted)
            if self.show_vertical_scrollbar:
                self.vertical_scrollbar.set_reactive(ScrollBar.position, wanted)

    def _top(self, region: Region) -> int:
        """Where the view begins so that the pinned row, placed there, stays where it is."""
        offset = self._pinned[1] if self._pinned else 0
        return max(region.y + min(round(offset), max(region.height - 1, 0)), 0)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Pin the row that the reader has scrolled to."""
        super().watch_scroll_y(old_value, new_value)
        for row in self.rows():
            region = self._places.get(row)
            if region is not None and region.bottom > new_value:
                self._pinned = (row, new_value - region.y)
                break
        if new_value != old_value:
            self.scrolled()
