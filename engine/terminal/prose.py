"""The reading view: what was read stays above, new words begin at the top, and it never moves by itself.

Some dozens of blocks are live at a time; what is far off is taken out of the widget tree and put back when it is
scrolled to. The view is pinned to a block: whatever is put in, taken out or wrapped anew, that block stays where it
is on screen, because the scroll offset is set while the blocks are being arranged.
"""

from typing import Literal

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from engine.playing.moment import Moment, Turn
from engine.playing.playthrough import Playthrough
from engine.terminal.blocks import BlockView, kind_of
from engine.terminal.choices import ChoiceList, SightList
from engine.terminal.page import Block, Margin, blocks_of
from engine.terminal.pinned import PinnedScroll

MOST_BLOCKS = 40
_ABOVE = 12
"""Blocks kept ready above the top of the view."""
_SPARE = 12
"""Unseen views of a kind that are kept, to be turned into the next blocks."""
_MOMENT = 0.3
"""Seconds after which what is far off is tidied away, and what is near is put back."""


class ProseView(PinnedScroll):
    """Shows a playthrough's turns, and the present choices under them."""

    BINDINGS = [
        Binding("up,k", "step(-1)", show=False),
        Binding("down,j", "step(1)", show=False),
        Binding("left", "sight(-1)", show=False),
        Binding("right", "sight(1)", show=False),
        Binding("enter", "take", show=False),
        Binding("tab", "onward", show=False),
        Binding("pageup", "leaf(-1)", show=False),
        Binding("pagedown", "leaf(1)", show=False),
        Binding("home", "first_words", show=False),
        Binding("end", "newest", show=False),
    ]

    class Take(Message):
        """The reader takes a choice or looks at something; `number` counts from 0."""

        def __init__(self, what: Literal["choice", "sight"], number: int) -> None:
            super().__init__()
            self.what = what
            self.number = number

    class NoteChosen(Message):
        """The reader asks for the notes of a paragraph."""

        def __init__(self, note: str) -> None:
            super().__init__()
            self.note = note

    def __init__(self) -> None:
        super().__init__("prose")
        self.choices = ChoiceList()
        self.sights = SightList()
        self.after = Static(id="after-choices")
        self._blocks: list[BlockView] = []
        self._spare: dict[str, list[BlockView]] = {}
        self._turns: list[Turn] = []
        """The turns whose blocks are live, without a gap."""
        self._play: Playthrough | None = None
        self._margin = Margin(lambda paragraph: ())
        self._needle = ""
        self._column = 66

    def on_mount(self) -> None:
        """Wait for something to settle."""
        self._settling = self.set_interval(_MOMENT, self._settle_now, pause=True)

    def compose(self) -> ComposeResult:
        """The tail: choices, things to look at, room below."""
        yield self.choices
        yield self.sights
        yield self.after
        yield self.spacer

    # What is shown

    async def show(self, play: Playthrough, moment: Moment, margin: Margin, after: Content, fade: bool) -> None:
        """Show the playthrough as it is now, its last turn's words at the top of the view.

        `after` stands under the choices; `fade` lets the new words come up in an eighth of a second.
        """
        self._play, self._margin = play, margin
        newest = play.length - 1
        with self.app.batch_update():
            near = self._turns and not self._gap(newest)
            self._drop_from(self._stale() if near else 0)
            self._prune(len(self._blocks))
            first = self._turns[-1].number + 1 if self._turns else newest
            new = await self._mount_turns(play.history(first))
            self.after.update(after)
            self._set_tail(moment)
            self._pin_to(newest)
        if fade:
            for view in new:
                view.styles.text_opacity = 0.4
                view.styles.animate("text_opacity", 1.0, duration=0.12)
        self._settle_soon()

    async def redraw(self, margin: Margin) -> None:
        """Make the live blocks anew in their place, as when notes are shown in another way."""
        if self._play is None or not self._turns:
            return
        self._margin = margin
        pinned = self.top_block
        first, stop = self._turns[0].number, self._turns[-1].number + 1
        with self.app.batch_update():
            self._drop_from(0)
            await self._mount_turns(self._play.history(first, stop))
            for view in self._blocks:
                if pinned and view.block[:3] == pinned[:3]:
                    self.pin(view)

    async def show_turn(self, number: int, index: int = -1) -> None:
        """Bring a turn's paragraph to the top of the view, from however far away."""
        if self._play is None or not 0 <= number < self._play.length:
            return
        if not (self._turns and self._turns[0].number <= number <= self._turns[-1].number):
            with self.app.batch_update():
                self._drop_from(0)
                await self._mount_turns(self._play.history(number, number + 1))
                await self._grow_below()
                self._show_tail()
        self._pin_to(number, index)
        self._settle_soon()

    async def show_newest(self) -> None:
        """Bring the last turn to the top of the view."""
        if self._play is not None:
            await self.show_turn(self._play.length - 1)

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

    @property
    def choices_visible(self) -> bool:
        """Whether the whole of the choices is in view."""
        return self.at_newest and self.in_view(self.choices)

    def mark(self, needle: str) -> None:
        """Mark words wherever they are shown."""
        self._needle = needle
        for view in self._blocks:
            view.mark(needle)

    def set_column(self, column: int, spacing: int) -> None:
        """Set the measure, and the blank lines between paragraphs."""
        self._column = column
        for widget in (*self.query(BlockView), self.choices, self.sights, self.after, self.spacer):
            widget.styles.width = column + 4
        for gap in range(3):
            self.set_class(gap == spacing, f"-gap-{gap}")
        self.refresh(layout=True)

    def step_marker(self, by: int) -> str:
        """Mark the next or the last live paragraph that has notes, bring it into view; its note, or none."""
        marked = [view for view in self._blocks if view.block.notes]
        now = next((n for n, view in enumerate(marked) if view.has_class("-marked")), None)
        if now is None:
            top = self._place_of_pin()
            ahead = [n for n, view in enumerate(marked) if self._blocks.index(view) >= top]
            to = ahead[0] if ahead and by > 0 else len(marked) - 1
        else:
            to = now + by
        if not 0 <= to < len(marked):
            return ""
        for number, view in enumerate(marked):
            view.set_class(number == to, "-marked")
        self._bring_in(marked[to])
        return marked[to].block.notes[0]

    def _bring_in(self, view: BlockView) -> None:
        if not self.in_view(view):
            self.pin(view)

    # Blocks in and out of the tree

    def _gap(self, newest: int) -> bool:
        return not self._turns or newest - self._turns[-1].number > 1

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
        before: Widget = self._blocks[0] if above and self._blocks else self.choices
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
            await self.mount(*fresh, before=before)
        for view in views:
            view.display = True
            self.move_child(view, before=before)
            if self._needle:
                view.mark(self._needle)
        self._blocks = views + self._blocks if above else self._blocks + views
        self._turns = turns + self._turns if above else self._turns + turns
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
        self._settling.reset()
        self._settling.resume()

    async def _settle_now(self) -> None:
        self._settling.pause()
        await self._settle()

    async def _settle(self) -> None:
        """Keep some blocks ready above and below, and no more than is needed."""
        if not self._turns or self._play is None or not self.is_attached:
            return
        place = self._place_of_pin()
        with self.app.batch_update():
            if place < _ABOVE // 2 and self._turns[0].number > 0:
                await self._grow_above()
                place = self._place_of_pin()
            if not self.at_newest and len(self._blocks) - place < _ABOVE:
                await self._grow_below()
            self._prune(place)
            self._show_tail()
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
        if gone:
            await self.remove_children(gone)

    def _set_tail(self, moment: Moment) -> None:
        self.choices.set_options(moment.options)
        self.sights.set_sights(moment.sights)
        self._show_tail()

    def _show_tail(self) -> None:
        self.choices.display = self.at_newest and bool(self.choices.options)
        self.sights.display = self.at_newest and bool(self.sights.sights)
        self.after.display = self.at_newest and bool(self.after.content)

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

    def rows(self) -> list[Widget]:
        """What stands in the view, from top to bottom."""
        return [*self._blocks, self.choices, self.sights, self.after]

    def resting_row(self) -> Widget | None:
        """The last turn's first block, which can always reach the top."""
        if not self.at_newest:
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

    # Keys

    async def action_step(self, by: int) -> None:
        """Move the caret where the choices are in view, and scroll where they are not."""
        if self.sights.cursor >= 0:
            self.sights.cursor = -1
            if by < 0:
                return
        elif self.choices_visible and self.choices.display:
            if self.choices.move(by):
                return
            if by > 0 and self.sights.sights:
                self.sights.cursor = 0
                return
        self.scroll_relative(y=2 * by, animate=False)

    def action_sight(self, by: int) -> None:
        """Mark another thing to look at."""
        if self.at_newest:
            self.sights.move(by)

    def action_take(self) -> None:
        """Take what is marked."""
        if not self.at_newest:
            return
        if self.sights.cursor >= 0:
            self.post_message(self.Take("sight", self.sights.cursor))
        elif self.choices.options:
            self.post_message(self.Take("choice", self.choices.cursor))

    def action_onward(self) -> None:
        """Go on to the things to look at, then to the next part of the page."""
        if self.at_newest and self.sights.sights and self.sights.cursor < 0:
            self.sights.cursor = 0
            return
        self.sights.cursor = -1
        self.screen.focus_next()

    def action_leaf(self, by: int) -> None:
        """Scroll by a page, less two lines."""
        self.scroll_relative(y=by * max(self.scrollable_content_region.height - 2, 1), animate=False)

    async def action_first_words(self) -> None:
        """Go to the very first words."""
        await self.show_turn(0)

    async def action_newest(self) -> None:
        """Go back to the last turn."""
        await self.show_newest()

    async def skip(self) -> None:
        """On to the next decision, a page at a time."""
        if not self.at_newest:
            await self.show_newest()
        elif not self.choices_visible and self.scroll_y < self.max_scroll_y:
            self.action_leaf(1)

    def watch_has_focus(self, focus: bool) -> None:
        """Show the caret only where keys go."""
        super().watch_has_focus(focus)
        self.choices.active = focus

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        """A click takes a choice."""
        message.stop()
        self.post_message(self.Take("choice", message.number))

    def on_sight_list_looked(self, message: SightList.Looked) -> None:
        """A click looks at something."""
        message.stop()
        self.post_message(self.Take("sight", message.number))

    def on_block_view_clicked(self, message: BlockView.Clicked) -> None:
        """A click on a marked paragraph asks for its note."""
        message.stop()
        self.post_message(self.NoteChosen(message.block.notes[0]))
