"""The reading view: the present choices under all that was read, and the keys that move through both."""

from typing import Literal

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from engine.playing.moment import Moment
from engine.playing.playthrough import Playthrough
from engine.terminal.blocks import BlockView
from engine.terminal.choices import ChoiceList, SightList
from engine.terminal.page import Margin, next_noted
from engine.terminal.putting import put
from engine.terminal.window import NOWHERE, TurnWindow


class ProseView(TurnWindow):
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
        """The reader takes a choice or looks at something: its number from 0, and the turns that there were then."""

        def __init__(self, what: Literal["choice", "sight"], number: int, turns: int) -> None:
            super().__init__()
            self.what = what
            self.number = number
            self.turns = turns

    class NoteChosen(Message):
        """The reader asks for the notes of a paragraph."""

        def __init__(self, note: str) -> None:
            super().__init__()
            self.note = note

    class Scrolled(Message):
        """Other words are in view."""

    def __init__(self) -> None:
        super().__init__("prose")
        self.choices = ChoiceList()
        self.sights = SightList()
        self.after = Static(id="after-choices")
        self._turns_shown = 0

    def compose(self) -> ComposeResult:
        """The tail: choices, things to look at."""
        yield self.choices
        yield self.sights

    async def go_to(self, turn: int, paragraph: int = -1) -> None:
        """Bring a turn's paragraph to the top."""
        await self.show_turn(turn, paragraph)

    async def show_newest(self) -> None:
        """Bring the last turn to the top of the view."""
        if self._play is not None:
            await self.show_turn(self._play.length - 1)

    @property
    def choices_visible(self) -> bool:
        """Whether the whole of the choices is in view."""
        return self.at_newest and self.in_view(self.choices)

    def set_column(self, column: int, spacing: int) -> None:
        """Set the measure, and the blank lines between paragraphs."""
        self._column = column
        for widget in (*self.query(BlockView), self.choices, self.sights, self.after):
            widget.styles.width = column + 4
        self.set_class(spacing == 0, "-close")
        self.set_class(spacing == 2, "-wide-apart")
        self.refresh(layout=True)

    async def step_marker(self, by: int) -> tuple[str, bool]:
        """Mark the next or the last paragraph that has notes, from however far away, and bring it into view.

        Its note, and whether it lies that way; where none does, the nearest one is shown again.
        """
        if self._play is None or not self._blocks:
            return "", False
        turn, place = self._start(by)
        further = next_noted(self._play, self._margin, (turn, place), by)
        noted = further or next_noted(self._play, self._margin, (turn, place + by), -by)
        if noted is None:
            return "", False
        view = self._view_at(noted.turn, noted.place)
        if view is None:
            await self.show_turn(noted.turn, noted.place)
        elif not view.block.notes:  # they have been opened since it was told
            await self.redraw(self._margin)
        if (view := self._view_at(noted.turn, noted.place)) is not None:
            self._mark(view)
            self._bring_in(view)
        return noted.note, further is not None

    def _start(self, by: int) -> tuple[int, int]:
        """What notes are looked for from: the mark while it can be seen, or else the end that the view has there."""
        seen = [view for view in self.rows_in_view() if isinstance(view, BlockView)]
        marked = self._view_at(*self.place)
        if marked is not None and (marked is self.pinned or marked in seen):
            return self.place
        if not seen:
            seen = self._blocks
        turn, place = seen[0 if by > 0 else -1].at
        return turn, place - by

    def _view_at(self, turn: int, place: int) -> BlockView | None:
        return next((view for view in self._blocks if view.is_paragraph and view.at == (turn, place)), None)

    def _mark(self, view: BlockView) -> None:
        self.place = view.at
        self.show_place()

    def _bring_in(self, view: BlockView) -> None:
        if not self.in_view(view):
            self.pin(view)

    async def show(self, play: Playthrough, moment: Moment, margin: Margin, after: Content, fade: bool) -> None:
        """Show the playthrough as it is now, its last turn's words at the top of the view.

        `after` stands under the choices; `fade` lets the new words come up in an eighth of a second.
        """
        self.after.update(after)
        if after and not self.after.is_attached:
            await put(self, self.after)
        another = self._play is not None and play is not self._play
        if another or self.place[0] >= play.length:
            self.place = NOWHERE  # what was marked has been taken back
        self._turns_shown = play.length
        self.choices.set_options(moment.options)
        self.sights.set_sights(moment.sights)
        self._show_caret()
        new = await self.show_playthrough(play, margin)
        if fade:
            for view in new:
                view.styles.text_opacity = 0.4
                view.styles.animate("text_opacity", 1.0, duration=0.12)

    def tail(self) -> list[Widget]:
        """What stands under the blocks."""
        return [self.choices, self.sights, self.after]

    def show_tail(self) -> None:
        """Show the tail where the last turn is live."""
        self.choices.display = self.at_newest and bool(self.choices.options)
        self.sights.display = self.at_newest and bool(self.sights.sights)
        self.after.display = self.at_newest and bool(self.after.content)

    # Keys

    async def action_step(self, by: int) -> None:
        """Move the caret where the choices are in view, and scroll where they are not."""
        if self.sights.cursor >= 0:
            self._mark_sight(-1)
            if by < 0:
                self.reveal(self.choices)
                return
        elif self.choices_visible and self.choices.display:
            if self.choices.move(by):
                return
            if by > 0 and self.sights.sights:
                self._mark_sight(0)
                return
        self.scroll_relative(y=2 * by, animate=False)

    def action_sight(self, by: int) -> None:
        """Mark another thing to look at."""
        if self.at_newest:
            self.sights.move(by)
            self._show_sight()

    async def action_take(self) -> None:
        """Take what is marked; while the choices are not all in view, read on to them."""
        if not self.at_newest:
            await self.show_newest()
        elif self.sights.cursor >= 0:
            if not self.reveal(self.sights):  # nothing is looked at unseen
                self.post_message(self.Take("sight", self.sights.cursor, self._turns_shown))
        elif not self.choices_visible and self.more_to_read:
            await self.skip()
        elif self.choices.options:
            self.post_message(self.Take("choice", self.choices.cursor, self._turns_shown))

    def action_onward(self) -> None:
        """Go on to the things to look at, then to the next part of the page."""
        if self.at_newest and self.sights.sights and self.sights.cursor < 0:
            self._mark_sight(0)
            return
        self._mark_sight(-1)
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

    @property
    def more_to_read(self) -> bool:
        """Whether there is more to read below the view, or turns that come after it."""
        return self.more_below or not self.at_newest

    def scrolled(self) -> None:
        """Say so."""
        super().scrolled()
        self.post_message(self.Scrolled())

    def _mark_sight(self, number: int) -> None:
        self.sights.cursor = number
        self._show_sight()

    def _show_sight(self) -> None:
        """Show which thing to look at is marked, if any is."""
        self._show_caret()
        if self.sights.cursor >= 0:
            self.reveal(self.sights)

    def _show_caret(self) -> None:
        """Show one caret and only where keys go: at a thing to look at if one is marked, or else at the choices."""
        self.choices.active = self.has_focus and self.sights.cursor < 0

    def watch_has_focus(self, focus: bool) -> None:
        """Show the caret only where keys go."""
        super().watch_has_focus(focus)
        self._show_caret()

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        """A click takes a choice."""
        message.stop()
        self.post_message(self.Take("choice", message.number, self._turns_shown))

    def on_sight_list_looked(self, message: SightList.Looked) -> None:
        """A click looks at something."""
        message.stop()
        self.post_message(self.Take("sight", message.number, self._turns_shown))

    def on_block_view_clicked(self, message: BlockView.Clicked) -> None:
        """A click on a marked paragraph asks for its note."""
        message.stop()
        self.post_message(self.NoteChosen(message.block.notes[0]))
