"""A page over the page that leaves once: a key that was still on its way finds it gone."""

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen

Result = TypeVar("Result")


class Once(Screen[Result]):
    """A screen that can be dismissed only while it is on top."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Leave with a result; a second time, and under another page, nothing happens."""
        if self.app.screen is not self:
            return AwaitComplete()
        return super().dismiss(result)


class Modal(ModalScreen[Result], Once[Result]):
    """A modal screen that leaves once."""
