"""The prose of a second reading: the arrows go from paragraph to paragraph, and nothing can be chosen."""

from textual.message import Message

from engine.terminal.blocks import BlockView
from engine.terminal.prose import ProseView


class AnnotatedProse(ProseView):
    """Marks one paragraph, which the reader's own note is for."""

    class Moved(Message):
        """The reader has come to another paragraph."""

    def __init__(self) -> None:
        super().__init__()
        self.place = (0, 0)

    def _paragraphs(self) -> list[BlockView]:
        return [view for view in self.live_blocks if view.is_paragraph]

    def _mark(self, view: BlockView) -> None:
        super()._mark(view)
        self.post_message(self.Moved())

    def _start(self, by: int) -> tuple[int, int]:
        return self.place

    async def go_to(self, turn: int, paragraph: int = -1) -> None:
        """Bring a turn's paragraph to the top, and stand there."""
        await self.show_turn(turn, paragraph)
        found = [view for view in self._paragraphs() if view.block.turn == turn]
        exact = [view for view in found if view.block.place == max(paragraph, 0)]
        if found:
            self._mark((exact or found)[0])

    async def action_step(self, by: int) -> None:
        """To the next paragraph, or the one before; through a long one first."""
        views = self._paragraphs()
        now = next((n for n, view in enumerate(views) if view.at == self.place), None)
        if now is None:
            top = self.top_block
            now = next((n for n, view in enumerate(views) if view.block == top), 0) - (by > 0)
        to = now + by
        if 0 <= to < len(views):
            self._mark(views[to])
            self._bring_in(views[to])
        else:
            self.scroll_relative(y=2 * by, animate=False)

    def action_leaf(self, by: int) -> None:
        """By a page; the paragraph that is then at the top is the one that is marked."""
        super().action_leaf(by)
        self.call_after_refresh(self._stand_at_top)

    def _stand_at_top(self) -> None:
        top = self.top_block
        for view in self._paragraphs():
            if view.block == top:
                self._mark(view)

    async def action_first_words(self) -> None:
        """To the very first paragraph."""
        await self.go_to(0)

    async def action_newest(self) -> None:
        """To the last turn."""
        if self._play is not None:
            await self.go_to(self._play.length - 1)

    async def skip(self) -> None:
        """On to the next turn."""
        if self._play is not None and self.place[0] < self._play.length - 1:
            await self.go_to(self.place[0] + 1)

    async def action_take(self) -> None:
        """Nothing is to be taken."""
