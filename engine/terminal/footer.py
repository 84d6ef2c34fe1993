"""The footer: what can be done now, and nothing else."""

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from engine.terminal.text import with_meta


class Entry(NamedTuple):
    """A command that can be given now, its key, and a word for it."""

    command: str
    key: str
    word: str


class KeyLine(Widget):
    """Keys and words on one line, as many as there is room for; a click does what the key does."""

    ALLOW_SELECT = False

    class Clicked(Message):
        """An entry was clicked."""

        def __init__(self, command: str) -> None:
            super().__init__()
            self.command = command

    def __init__(self) -> None:
        super().__init__(id="keys")
        self._entries: tuple[Entry, ...] = ()

    def show(self, entries: Sequence[Entry]) -> None:
        """Show entries; the last one always has room."""
        if tuple(entries) != self._entries:
            self._entries = tuple(entries)
            self.refresh()

    def render(self) -> Content:
        """The entries that fit."""
        made = [
            with_meta(Content.assemble((key, "bold"), " ", (word, "$text-muted")), command=command)
            for command, key, word in self._entries
        ]
        if not made:
            return Content("")
        *others, last = made
        room = self.content_size.width - last.cell_length
        line = Content("")
        for one in others:
            if one.cell_length + 3 > room:
                break
            line += one + Content("   ")
            room -= one.cell_length + 3
        return line + last

    def on_click(self, event: events.Click) -> None:
        """Tell which entry was clicked."""
        if command := event.style.meta.get("command"):
            event.stop()
            self.post_message(self.Clicked(command))
