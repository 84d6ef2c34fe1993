"""The frame of a commentary pane: title, pieces, the keys that work in it, and the way back to the choices."""

from typing import Self

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from engine.playing.commentary import Commentary
from engine.playing.moment import Moment
from engine.reading.model import Pane
from engine.terminal.layout import Wish
from engine.terminal.panes.piece_view import PieceView
from engine.terminal.text import words


class CommentaryPane(Vertical):
    """A pane beside the prose, or in its place.

    A kind of pane overrides `refresh_from`, `choose` and `hint`. It keeps its own state (what is unfolded, where it
    is scrolled to) in itself, and posts messages for what the page has to do.
    """

    BINDINGS = [Binding("escape", "leave", "Back to the story", show=False)]

    class Left(Message):
        """The reader goes back to the story."""

    class TurnChosen(Message):
        """The reader wants to see a turn of theirs in the prose."""

        def __init__(self, turn: int) -> None:
            super().__init__()
            self.turn = turn

    class SceneChosen(Message):
        """The reader wants to see the paragraph of a note, in a turn that tells it."""

        def __init__(self, turn: int, note: str) -> None:
            super().__init__()
            self.turn = turn
            self.note = note

    class Keep(Message):
        """The reader keeps words of their own under a key; an empty text takes them back."""

        def __init__(self, key: str, text: str) -> None:
            super().__init__()
            self.key = key
            self.text = text

    class RoomWanted(Message):
        """The pane could do with other columns than it is set to; None when it no longer could."""

        def __init__(self, pane: str, wish: Wish | None) -> None:
            super().__init__()
            self.pane = pane
            self.wish = wish

    def __init__(self, pane: Pane) -> None:
        super().__init__(id=f"pane-{pane.id}", classes="pane")
        self.pane = pane
        self.view = PieceView()
        self._keys = Static(classes="pane-keys")

    def compose(self) -> ComposeResult:
        """Title, pieces, keys."""
        yield Static(words(self.pane.name.upper()), classes="pane-title")
        yield self.view
        yield self._keys

    def focus(self, scroll_visible: bool = True) -> Self:
        """Give the keys to what is in the pane."""
        self.view.focus(scroll_visible=scroll_visible)
        return self

    def refresh_from(self, commentary: Commentary, moment: Moment) -> None:
        """Show what may be shown now."""
        raise NotImplementedError

    def choose(self, key: str, mark: str, clicked: bool) -> None:
        """Do what choosing a piece means."""

    def hint(self, key: str) -> str:
        """The keys that do something at a piece."""
        return ""

    def show_note(self, note: str) -> bool:
        """Bring a note of that id into view; whether this pane has it."""
        return False

    def find(self, asked: str) -> str:
        """The key of the piece that was asked for by its number or its name; empty when this pane has none."""
        return ""

    def bring(self, key: str) -> None:
        """Bring a piece into view."""
        self.view.move_to(key, top=True)

    @property
    def plain(self) -> str:
        """All that the pane says, in view or not."""
        return self.view.plain

    @property
    def alone(self) -> bool:
        """Whether the pane stands in the prose's place."""
        return self.has_class("-alone")

    def show_hint(self) -> None:
        """Say which keys do something here, while the keys go to the pane."""
        self._keys.update(words(self.hint(self.view.cursor) if self.view.has_focus else ""), layout=False)

    def on_piece_view_moved(self, message: PieceView.Moved) -> None:
        """Follow the caret."""
        message.stop()
        self.moved(message.key)
        self.show_hint()

    def moved(self, key: str) -> None:
        """Do what moving to a piece means."""

    def on_piece_view_chosen(self, message: PieceView.Chosen) -> None:
        """A piece was chosen."""
        message.stop()
        if message.key in self.view.keys:  # not one that has gone while the message was on its way
            self.choose(message.key, message.mark, message.clicked)

    def on_descendant_focus(self) -> None:
        """The keys go to the pane now."""
        if self.view.cursor:
            self.moved(self.view.cursor)
        self.show_hint()

    def on_descendant_blur(self) -> None:
        """The keys go elsewhere."""
        self.show_hint()

    def action_leave(self) -> None:
        """Give the focus back."""
        self.post_message(self.Left())
