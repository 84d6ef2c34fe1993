"""The line at the foot of the page where the reader types: words to do, words to find, a note of their own."""

from collections.abc import Callable
from typing import Literal

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input, Static

from engine.clean import clean_lines
from engine.terminal.text import words

Purpose = Literal["line", "search", "note"]
_NAMES: dict[Purpose, str] = {"line": "Type", "search": "Find", "note": "Note"}
_PLACEHOLDERS: dict[Purpose, str] = {
    "line": "What do you do? A choice's first words, look at something, help",
    "search": "Find in what you have read",
    "note": "Your note on what was just told",
}


class Completing(Suggester):
    """Suggests what the typed line could become."""

    def __init__(self, complete: Callable[[str], list[str]]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._complete = complete

    async def get_suggestion(self, value: str) -> str | None:
        """The first line that begins as the words do."""
        found = self._complete(value) if value.strip() else []
        return value + found[0][len(value) :] if found else None


class Bar(Vertical):
    """An answer over a line to type into."""

    BINDINGS = [
        Binding("escape", "close", show=False),
        Binding("tab", "finish", show=False),
    ]

    class Typed(Message):
        """The words have changed."""

        def __init__(self, purpose: Purpose, text: str) -> None:
            super().__init__()
            self.purpose = purpose
            self.text = text

    class Done(Message):
        """The words are to be used."""

        def __init__(self, purpose: Purpose, text: str, about: str) -> None:
            super().__init__()
            self.purpose = purpose
            self.text = text
            self.about = about

    class Closed(Message):
        """The reader has had enough of the line."""

        def __init__(self, purpose: Purpose) -> None:
            super().__init__()
            self.purpose = purpose

    def __init__(self, complete: Callable[[str], list[str]], leave: Callable[[], None]) -> None:
        super().__init__(id="bar")
        self._leave = leave
        """Gives the keys back to the page."""
        self.purpose: Purpose = "line"
        self.about = ""
        """What comes back with the words."""
        self._suggester = Completing(complete)
        self._answer = Static("", id="bar-answer")
        self._label = Static("", id="bar-name")
        self._input = Input(id="bar-input", compact=True, select_on_focus=False)

    def compose(self) -> ComposeResult:
        """Answer, what the line is for, and the line."""
        yield self._answer
        with Horizontal(id="bar-line"):
            yield self._label
            yield self._input

    def open(self, purpose: Purpose, text: str = "", about: str = "") -> None:
        """Show the line; `about` comes back with the words."""
        self.purpose, self.about = purpose, about
        self.add_class("-open")
        self._label.update(words(_NAMES[purpose]))
        self._input.suggester = self._suggester if purpose == "line" else None
        self._input.placeholder = _PLACEHOLDERS[purpose]
        self._input.value = text
        self._input.action_end()
        self.say("")
        self.screen.set_focus(self._input)  # at once: the next key is on its way

    def close(self) -> None:
        """Put the line away."""
        self.remove_class("-open")

    @property
    def is_open(self) -> bool:
        """Whether it is shown."""
        return self.has_class("-open")

    @property
    def has_keys(self) -> bool:
        """Whether what is typed goes into it."""
        return self.is_open and self.is_attached and self.screen.focused is self._input

    def say(self, text: str) -> None:
        """Answer the reader."""
        self._answer.update(words(clean_lines(text)))
        self._answer.display = bool(text)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell of the words as they are typed."""
        event.stop()
        if self.is_open:
            self.post_message(self.Typed(self.purpose, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Tell of the finished words; the next key is meant for other words, or for the page."""
        event.stop()
        self.post_message(self.Done(self.purpose, event.value, self.about))
        if self.purpose == "line":
            self._input.value = ""
        else:
            self._leave()

    def action_close(self) -> None:
        """Put the line away."""
        self.close()
        self._leave()
        self.post_message(self.Closed(self.purpose))

    def action_finish(self) -> None:
        """Take the suggestion."""
        self._input.action_cursor_right()
        self._input.action_end()
