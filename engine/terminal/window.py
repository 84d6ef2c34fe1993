"""A window onto a playthrough's turns: some dozens of blocks are live, however many turns there are.

What is far off is taken off the page and put back when it is scrolled to. A view that is taken off waits in the
widget tree, unseen, to be turned into another block of its kind: a new turn then costs no new widget.
"""

from asyncio import Lock
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from textual.timer import Timer
from textual.widget import Widget

from engine.playing.moment import Turn
from engine.playing.playthrough import Playthrough
from engine.terminal.blocks import BlockView, kind_of
from engine.terminal.page import Block, Margin, blocks_of
from engine.terminal.pinned import PinnedScroll
from engine.terminal.putting import put

MOST_BLOCKS = 40
NOWHERE = (-1, -1)
"""The turn and the paragraph that are marked where none is."""
_ABOVE = 12
"""Blocks kept ready above the top of the view."""
_SPARE = 12
"""Unseen views of a kind that are kept, to be turned into the next blocks."""
_MOMENT = 0.3
"""Seconds after which what is far off is tidied away, and what is near is put back."""


class TurnWindow(PinnedScroll):
    """Shows turns. A subclass composes a tail of its own under them."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._blocks: list[BlockView] = []
        self._spare: dict[str, list[BlockView]] = {}
        self._turns: list[Turn] = []
        """The turns whose blocks are live, without a gap."""
        self._play: Playthrough | None = None
        self._margin = Margin(lambda paragraph: ())
        self.place = NOWHERE
        """The turn and the paragraph that are marked; a place outlives the views that show it."""
        self._needle = ""
        self._column = 66
        self._lock = Lock()
        self._settling: Timer | None = None

    def on_mount(self) -> None:
        """Wait for something to settle."""
        self._settling = self.set_interval(_MOMENT, self._settle_now, pause=True)

    def tail(self) -> Sequence[Widget]:
        """What stands under the blocks; there is something."""
        raise NotImplementedError

    def show_tail(self) -> None:
        """Show the tail where the last turn is live, and nowhere else."""
        raise NotImplementedError

    def rows(self) -> list[Widget]:
        """What stands in the view, from top to bottom."""
        return [*self._blocks, *self.tail()]

    @asynccontextmanager
    async def _turning(self) -> AsyncIterator[None]:
        """One change of the page at a time, and none of it seen before it is done."""
        async with self._lock:
            with self.app.batch_update():
                yield

    async def show_playthrough(self, play: Playthrough, margin: Margin) -> list[BlockView]:
        """Show the playthrough as it is now, its last turn's words at the top; the views that are new on the page."""
        async with self._turning():
            self._play, self._margin = play, margin
            newest = play.length - 1
            near = self._turns and newest - self._turns[-1].number <= 1
            self._drop_from(self._stale() if near else 0)
            self._prune(len(self._blocks))
            first = self._turns[-1].number + 1 if self._turns else newest
            new = await self._mount_turns(play.history(first))
            self.show_tail()
            self._pin_to(newest)
        self._settle_soon()
        return new

    async def redraw(self, margin: Margin) -> None:
        """Make the live blocks anew in their place, as when notes are shown in another way."""
        async with self._turning():
            if self._play is None or not self._turns:
                return
            self._margin = margin
            pinned = self.top_block
            first, stop = self._turns[0].number, self._turns[-1].number + 1
            self._drop_from(0)
            await self._mount_turns(self._play.history(first, stop))
            for view in self._blocks:
                if pinned and view.block[:3] == pinned[:3]:
                    self.pin(view)

    async def show_turn(self, number: int, index: int = -1) -> None:
        """Bring a turn's paragraph to the top of the view, from however far away."""
        async with self._turning():
            if self._play is None or not 0 <= number < self._play.length:
                return
            if not (self._turns and self._turns[0].number <= number <= self._turns[-1].number):
                self._drop_from(0)
                if await self._mount_turns(self._play.history(number, number + 1)):
                    await self._grow_below()
                self.show_tail()
            self._pin_to(number, index)
        self._settle_soon()

    @property
    def at_newest(self) -> bool:
        """Whether the last turn is live, and the choices with it."""
        return bool(self._play and self._turns and self._turns[-1].number == self._play.length - 1)

    @property
    def live_blocks(self) -> list[BlockView]:
        """The blocks in the widget tree, in order."""
        return list(self._blocks)

    @property
    def top_block(self) -> Block | None:
        """The block at the top of the view."""
        return self.pinned.block if isinstance(self.pinned, BlockView) else None

    def show_place(self) -> None:
        """Mark the paragraph that stands at the place, wherever it is shown."""
        for view in self._blocks:
            view.set_class(view.is_paragraph and view.at == self.place, "-marked")

    def mark(self, needle: str) -> None:
        """Mark words wherever they are shown."""
        self._needle = needle
        for view in self._blocks:
            view.mark(needle)

    # Blocks in and out of the tree

    def _stale(self) -> int:
        """How many of the live turns still stand."""
        assert self._play is not None
        for place, turn in enumerate(self._turns):
            if turn.number >= self._play.length or self._play.turn(turn.number) is not turn:
                return place
        return len(self._turns)

    def _drop_from(self, place: int) -> None:
        """Take out the live turns from that place on."""
        if place >= len(self._turns):
            return
        number = self._turns[place].number
        self._put_by([view for view in self._blocks if view.block.turn >= number])
        del self._turns[place:]

    def _put_by(self, views: list[BlockView]) -> None:
        """Take views off the page; they wait in the tree, unseen, to be turned into other blocks."""
        gone = set(views)
        self._blocks = [view for view in self._blocks if view not in gone]
        for view in views:
            view.display = False
            self._spare.setdefault(kind_of(view.block), []).append(view)

    async def _mount_turns(self, turns: list[Turn], above: bool = False) -> list[BlockView]:
        assert self._play is not None
        play, margin, width = self._play, self._margin, self._column + 4
        before: Widget = self._blocks[0] if above and self._blocks else self.tail()[0]
        views: list[BlockView] = []
        fresh: list[BlockView] = []
        for turn in turns:
            for block in blocks_of(turn, play, margin):
                if waiting := self._spare.get(kind_of(block)):
                    view = waiting.pop()
                    view.turn_into(block)
                else:
                    view = BlockView(block, width)
                    fresh.append(view)
                views.append(view)
        if fresh:
            await put(self, *fresh, before=before)
        if any(view.parent is not self for view in views):
            return []  # the page was taken down meanwhile, as when the app leaves
        for view in views:
            view.display = True
            self.move_child(view, before=before)
            if self._needle:
                view.mark(self._needle)
        self._blocks = views + self._blocks if above else self._blocks + views
        self._turns = turns + self._turns if above else self._turns + turns
        self.show_place()
        return views

    async def _grow_above(self) -> None:
        """Put back turns above until some are ready."""
        assert self._play is not None
        number = self._turns[0].number
        found, count = number, 0
        while found > 0 and count < _ABOVE:
            found -= 1
            count += len(self._play.turn(found).told) + 1
        if found < number:
            await self._mount_turns(self._play.history(found, number), above=True)

    async def _grow_below(self) -> None:
        assert self._play is not None
        number = self._turns[-1].number + 1
        stop, count = number, 0
        while stop < self._play.length and count < _ABOVE:
            count += len(self._play.turn(stop).told) + 1
            stop += 1
        if stop > number:
            await self._mount_turns(self._play.history(number, stop))

    def _settle_soon(self) -> None:
        """Settle when the reader has had the words for a moment; each new turn begins the wait again."""
        if self._settling is not None:  # as it is while the page comes up in an app that is ending
            self._settling.reset()
            self._settling.resume()

    async def _settle_now(self) -> None:
        if self._settling is not None:
            self._settling.pause()
        await self._settle()

    async def _settle(self) -> None:
        """Keep some blocks ready above and below, and no more than is needed."""
        async with self._turning():
            if not self._turns or self._play is None or not self.is_attached:
                return
            place = self._place_of_pin()
            if place < _ABOVE // 2 and self._turns[0].number > 0:
                await self._grow_above()
                place = self._place_of_pin()
            if not self.at_newest and len(self._blocks) - place < _ABOVE:
                await self._grow_below()
            self._prune(place)
            self.show_tail()
            await self._clear_away()

    def _prune(self, place: int) -> None:
        """Take off whole turns that are far from a place in the page."""
        while len(self._turns) > 1:
            top = sum(view.block.turn == self._turns[0].number for view in self._blocks[:place])
            end = [view for view in self._blocks if view.block.turn == self._turns[-1].number]
            if place - top >= _ABOVE:
                number = self._turns.pop(0).number
                place -= top
            elif len(self._blocks) - len(end) - place >= MOST_BLOCKS - _ABOVE:
                number = self._turns.pop().number
            else:
                break
            self._put_by([view for view in self._blocks if view.block.turn == number])

    async def _clear_away(self) -> None:
        """Take views that have waited for long out of the tree, all but a few of each kind."""
        gone: list[Widget] = []
        for waiting in self._spare.values():
            gone += waiting[:-_SPARE]
            del waiting[:-_SPARE]
        for view in gone:
            view.refresh()  # which drops its drawn rows; a cache of Textual's would keep them
        if gone:
            await self.remove_children(gone)

    # The pin

    def _pin_to(self, number: int, index: int = -1) -> None:
        views = [view for view in self._blocks if view.block.turn == number]
        exact = [view for view in views if index >= 0 and view.block.place == index]
        if views:
            self.pin((exact or views)[0])

    def _place_of_pin(self) -> int:
        if self.pinned is None:
            return 0
        return next((n for n, view in enumerate(self._blocks) if view is self.pinned), len(self._blocks))

    def resting_row(self) -> Widget | None:
        """The last turn's first block, which can always reach the top."""
        if not (self.at_newest and self._blocks):
            return None
        newest = self._blocks[-1].block.turn
        return next((view for view in self._blocks if view.block.turn == newest), None)

    def scrolled(self) -> None:
        """See that there is more to scroll to."""
        if self._needs_more:
            self.call_after_refresh(self._settle)

    @property
    def _needs_more(self) -> bool:
        if not self._turns:
            return False
        above = self._turns[0].number > 0 and self.scroll_y < self.size.height
        below = not self.at_newest and self.scroll_y > self.max_scroll_y - self.size.height
        return above or below
