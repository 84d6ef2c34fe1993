"""What the program has to say for a while: a line at the foot of the page."""

from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from engine.terminal.text import words

_MOST = 3


class Notice(Static):
    """A notice, in the place of the keys; its time or a click takes it away.

    Textual has notices of its own. One that runs out in the instant in which it is drawn again, as when a page over
    the page goes, sets a timer of less than no time, and the program stands still for ever (Textual 8.2.8).
    """

    def __init__(self) -> None:
        super().__init__()
        self.leaving = False
        self.lasting = False
        """Whether something was said that is not about the last key alone."""
        self._told: list[str] = []
        self._timer: Timer | None = None

    def tell(self, text: str, seconds: float, lasting: bool) -> None:
        """Say something, under what is being said already."""
        self.lasting = self.lasting or lasting
        if text not in self._told:
            self._told = [*self._told, text][-_MOST:]
            self.update(words("\n".join(self._told)))
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(seconds, self.leave)

    def leave(self) -> None:
        """Give the place back."""
        self.leaving = True
        self.remove()

    def on_click(self) -> None:
        """It has been read."""
        self.leave()


def let_go(page: Widget) -> None:
    """Take away what was said on a page about the last key."""
    for notice in page.children:
        if isinstance(notice, Notice) and not notice.lasting:
            notice.leave()
