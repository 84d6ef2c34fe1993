"""The frame of a commentary pane: title, rule, scrolling, and the way back to the choices."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from engine.playing.commentary import Commentary
from engine.playing.moment import Moment
from engine.reading.model import Pane
from engine.terminal.text import words


class CommentaryPane(VerticalScroll):
    """A pane beside the prose, or in its place.

    A kind of pane overrides `refresh_from` and `show_note`. It keeps its own state (what is unfolded, where it is
    scrolled to) in itself, and posts messages for what the page has to do.
    """

    BINDINGS = [
        Binding("escape", "leave", "Back to the story", show=False),
        Binding("up,k", "scroll_up", show=False),
        Binding("down,j", "scroll_down", show=False),
    ]

    @dataclass
    class Left(Message):
        """The reader goes back to the story."""

    @dataclass
    class TurnChosen(Message):
        """The reader wants to see a turn of theirs in the prose."""

        turn: int
        paragraph: int = -1

    @dataclass
    class SceneChosen(Message):
        """The reader wants to see where a note belongs; `words` are of its paragraph, if it names any."""

        turn: int
        words: str = ""

    @dataclass
    class Keep(Message):
        """The reader keeps words of their own under a key (see `playing.commentary`); an empty text takes them back."""

        key: str
        text: str

    def __init__(self, pane: Pane) -> None:
        super().__init__(id=f"pane-{pane.id}", classes="pane")
        self.pane = pane
        self._body = Static(classes="pane-body")

    def compose(self) -> ComposeResult:
        """The title, then whatever the kind shows."""
        yield Static(words(self.pane.name.upper()), classes="pane-title")
        yield self._body

    def refresh_from(self, commentary: Commentary, moment: Moment) -> None:
        """Show what may be shown now."""
        raise NotImplementedError

    def show_note(self, note: str) -> bool:
        """Bring a note of that id into view; whether this pane has it."""
        return False

    def show_content(self, content: Content) -> None:
        """Show one text as the whole body: enough for a pane that needs no widgets of its own."""
        self._body.update(content)

    def action_leave(self) -> None:
        """Give the focus back."""
        self.post_message(self.Left())
