"""Pages take the window as it is now, and one over another leaves once, whatever keys are still on their way."""

from typing import TypeVar

from textual import events, on
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen

Result = TypeVar("Result")


class Page(Screen[Result]):
    """A screen that is laid out in the size that the window has now.

    Textual tells a page its new size once more after laying it out, and pages under others by two ways. Of a window
    that is resized twice in a moment, both sizes are then told and laid out in turns for ever (Textual 8.2.8).
    """

    @on(events.Resize)
    def _take_the_present_size(self, event: events.Resize) -> None:
        event.size = self.app.size


class Once(Page[Result]):
    """A screen that can be dismissed only while it is on top."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Leave with a result; a second time, and under another page, nothing happens."""
        if self.app.screen is not self:
            return AwaitComplete()
        return super().dismiss(result)


class Modal(ModalScreen[Result], Once[Result]):
    """A modal screen that leaves once."""
