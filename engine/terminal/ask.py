"""A question that is answered before anything that cannot be taken for granted."""

from collections.abc import Awaitable, Callable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.dom import DOMNode
from textual.widgets import OptionList, Static

from engine.terminal.modal import Modal
from engine.terminal.rows import Rows
from engine.terminal.text import words


class Ask(Modal[bool]):
    """Says what would happen; the first answer does it, the second does not."""

    CSS_PATH = ["lists.tcss", "ask.tcss"]
    BINDINGS = [
        Binding("escape,n,q", "answer(False)", show=False),
        Binding("y", "answer(True)", show=False),
    ]

    def __init__(self, title: str, text: str, yes: str, no: str = "Stay here", *, name: str | None = None) -> None:
        super().__init__(name=name)
        self._question = (title, text, yes, no)

    def compose(self) -> ComposeResult:
        """Question and answers."""
        title, text, yes, no = self._question
        with Vertical(id="ask"):
            yield Static(words(title), classes="ask-title")
            yield Static(words(text), classes="ask-text")
            yield Rows(f"y  {yes}", f"n  {no}", markup=False, compact=True)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer."""
        self.dismiss(event.option_index == 0)

    def action_answer(self, answer: bool) -> None:
        """Answer by a key."""
        self.dismiss(answer)


def ask(
    node: DOMNode,
    title: str,
    text: str,
    yes: str,
    *,
    then: Callable[[], Awaitable[object]],
    no: str = "Stay here",
    name: str | None = None,
) -> None:
    """Ask; `then` happens when the answer is yes. By its `name` the question can be found until it is answered."""

    async def answered(answer: bool | None) -> None:
        if answer:
            await then()

    node.app.push_screen(Ask(title, text, yes, no, name=name), answered)
