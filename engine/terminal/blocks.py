"""A block of the page as a widget."""

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from engine.terminal.page import Block
from engine.terminal.text import MARKER, lines, marked, prose, words

_PARAGRAPHS = ("scene", "after", "look", "card")


class BlockView(Static):
    """One paragraph, card, taken choice or note."""

    class Clicked(Message):
        """The reader has clicked a paragraph that has notes."""

        def __init__(self, block: Block) -> None:
            super().__init__()
            self.block = block

    def __init__(self, block: Block, width: int) -> None:
        super().__init__(content_of(block, ""), classes=kind_of(block))
        self.block = block
        self.styles.width = width
        self._needle = ""

    @property
    def is_paragraph(self) -> bool:
        """Whether this is one of the story's own paragraphs or cards."""
        return self.block.kind in _PARAGRAPHS

    @property
    def at(self) -> tuple[int, int]:
        """Turn and paragraph."""
        return self.block.turn, self.block.place

    def turn_into(self, block: Block) -> None:
        """Show another block of the same kind."""
        self.block = block
        self._needle = ""
        self.update(content_of(block, ""))

    def mark(self, needle: str) -> None:
        """Mark the words that are searched for; none for an empty needle."""
        if needle != self._needle:
            self._needle = needle
            self.update(content_of(self.block, needle), layout=False)

    def on_click(self, event: events.Click) -> None:
        """Tell of a click on a paragraph with notes."""
        if self.block.notes and not self.text_selection:
            event.stop()
            self.post_message(self.Clicked(self.block))


def kind_of(block: Block) -> str:
    """The classes of a block's view; a view can be turned into any block that has the same."""
    return f"block -{block.kind}{' -first' if block.first else ''}"


def content_of(block: Block, needle: str) -> Content:
    """The block's words."""
    match block.kind:
        case "card":
            parts = [words(block.head, "$text-muted"), words("\n"), words(block.text, "bold $text-accent")]
            if block.foot:
                parts += [words("\n\n"), words(block.foot, "italic $text-muted")]
            return marked(Content.assemble(*parts), needle)
        case "taken":
            return marked(Content.assemble("❯ ", prose(block.text)), needle)
        case "note":
            head = words(f"{MARKER} {block.head}", "bold")
            said = [prose(line) for line in block.text.splitlines()]
            return marked(lines([head, *said, words(block.foot, "italic")]), needle)
        case "own":
            return marked(Content.assemble(("Your note: ", "bold"), words(block.text)), needle)
    content = marked(prose(block.text), needle)
    if block.notes:
        content = Content.assemble(content, words(f" {MARKER}", "bold $text-accent"))
    return content
