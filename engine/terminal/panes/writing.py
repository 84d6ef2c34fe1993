"""A line for the reader's own words, with answers that are offered beside it where there are some."""

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static

from engine.terminal.modal import Modal
from engine.terminal.panes.rows import joined
from engine.terminal.text import prose, words


class Writing(Modal[str | None]):
    """Asks for words; empty ones take back what was written. Escape leaves all as it was."""

    CSS_PATH = [Path(__file__).parent.parent / "lists.tcss", "writing.tcss"]
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("down", "answers(1)", show=False),
        Binding("up", "answers(-1)", show=False),
    ]

    def __init__(self, title: str, text: str = "", offered: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._title = joined(title)
        self._text = text
        self._offered = tuple(map(joined, offered))

    def compose(self) -> ComposeResult:
        """Title, offered answers, input."""
        with Vertical(id="writing"):
            yield Static(prose(self._title), id="writing-title")
            if self._offered:
                yield OptionList(*map(prose, self._offered), markup=False, compact=True)
            yield Input(self._text, placeholder="Your own words", compact=True, select_on_focus=False)
            keep = "enter keep, empty to take back" if self._text else "enter keep"
            ways = f"{keep}   esc leave as it was"
            yield Static(words(f"↑ ↓ the offered answers   {ways}" if self._offered else ways), id="writing-keys")

    def on_mount(self) -> None:
        """Mark no answer before the reader does."""
        for answers in self.query(OptionList):
            answers.highlighted = None

    def action_answers(self, by: int) -> None:
        """From the line to the offered answers."""
        for answers in self.query(OptionList):
            answers.focus()
            answers.highlighted = 0 if by > 0 else len(self._offered) - 1

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Keep an offered answer."""
        self.dismiss(self._offered[event.option_index])

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the reader's own words."""
        self.dismiss(" ".join(event.value.split()))

    def action_leave(self) -> None:
        """Leave all as it was."""
        self.dismiss(None)
