"""The reading room: after the end, the reader's way beside the source's."""

from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from engine.session import Session
from engine.terminal.modal import Once
from engine.terminal.panes.piece_view import PieceView
from engine.terminal.panes.room_rows import room_rows
from engine.terminal.text import words

SPLIT_FROM = 100
"""Columns of the terminal from which the two ways stand side by side."""


class Asked(NamedTuple):
    """What the reader left the room for: `show` and `back` name a turn, others are commands."""

    what: str
    turn: int = 0


class RoomScreen(Once[Asked | None]):
    """The room of the session's playthrough."""

    CSS_PATH = ["panes.tcss", "room.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,o", "close", show=False),
        Binding("t", "leave('transcript')", show=False),
        Binding("e", "leave('second')", show=False),
        Binding("left", "across(-1)", show=False),
        Binding("right", "across(1)", show=False),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.view = PieceView()

    def compose(self) -> ComposeResult:
        """Title, room, keys."""
        file = self.session.script.story.file
        with Vertical(id="room"):
            yield Static(words(f"{file.title.upper()}    the reading room"), id="room-title")
            yield self.view
            yield Static(words("arrows move   enter go there   t transcript   esc back"), id="room-keys")

    def on_mount(self) -> None:
        """Show the room."""
        self.view.focus()
        self.view.set_rows(room_rows(self.session.commentary))

    def on_resize(self) -> None:
        """Two columns where there is room."""
        self.view.split_from(1 if self.app.size.width >= SPLIT_FROM else 0)

    def on_piece_view_chosen(self, message: PieceView.Chosen) -> None:
        """Go to a turn, or do what is offered."""
        what, _, rest = message.key.partition(":")
        if what == "line":
            self.dismiss(Asked("show", int(rest.rpartition(":")[2])))
        elif what == "back":
            self.dismiss(Asked("back", int(rest.rpartition(":")[2])))
        elif what == "do":
            self.action_leave(rest)

    def action_leave(self, command: str) -> None:
        """Leave for what a command does, if the room offers it."""
        if f"do:{command}" in self.view.keys:
            self.dismiss(Asked(command))

    def action_across(self, by: int) -> None:
        """To the other column."""
        self.view.across(by)

    def action_close(self) -> None:
        """Back to where the reader was."""
        self.dismiss(None)
