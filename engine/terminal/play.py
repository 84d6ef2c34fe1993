"""The play screen: strip, rail, prose, panes, footer. It draws the session's moment and sends commands to it."""

from collections.abc import Callable
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from engine.playing.events import keep
from engine.playing.moment import Moment
from engine.playing.playthrough import PlayError
from engine.terminal.footer import KeyLine
from engine.terminal.prose import ProseView
from engine.terminal.spread import Spread

if TYPE_CHECKING:
    from engine.terminal.bar import Bar
    from engine.terminal.finding import Finder
    from engine.terminal.panes.base import CommentaryPane
    from engine.terminal.rail import Rail


class PlayScreen(Spread):
    """Where the story is read."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["play.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(number % 10), f"choose({number})", show=False) for number in range(1, 11)),
        Binding("escape", "settle_down", show=False),
        Binding("N", "newer_hit", show=False),
    ]

    # Doing

    def offers(self, command: str) -> bool:
        """Whether a command is for this page."""
        return True

    async def action_do(self, command: str, argument: str = "") -> None:
        """Do what a command says."""
        from engine.terminal.doing import do

        await do(self, command, argument)

    async def action_choose(self, number: int) -> None:
        """Take a choice by its number."""
        await self.take(number - 1)

    async def take(self, number: int) -> None:
        """Take a choice counted from 0, or say why it is closed."""
        options = self.session.moment.options
        if self._plan is not None and not self._plan.prose:  # nobody chooses what cannot be seen
            await self.make_room_for_prose()
            return
        if number >= len(options):
            return
        option = options[number]
        if not option.open:
            self.prose.choices.cursor = number
            self.notify(option.why, timeout=4)
            return
        await self.act(lambda: self.session.choose(option.id))

    async def act(self, deed: Callable[[], Moment]) -> bool:
        """Do something to the playthrough and draw what comes of it; whether it could be done."""
        from engine.terminal.notice import let_go

        try:
            moment = deed()
        except PlayError as error:
            self.notify(error.sentence, timeout=4)
            return False
        self.end_search()
        await self.back_to_prose()
        if not self.session.settings.welcomed and moment.turn.number:
            self.session.change(welcomed=True)
        let_go(self)  # what was said of a key is not said of the next turn
        await self.show(moment)
        self.keep_typing()
        return True

    async def back_to_prose(self) -> None:
        """Where something stands in the prose's place, put it away; keys go to the prose again."""
        await self.show_prose()
        if self.focused is not self.prose:
            self.set_focus(self.prose, scroll_visible=False)  # at once: a line that opens next takes the keys from it

    async def make_room_for_prose(self) -> None:
        """Where something stands in the prose's place, put it away; where both are seen, nothing changes."""
        if self._plan is not None and not self._plan.prose:
            await self.back_to_prose()

    async def action_settle_down(self) -> None:
        """Back to the story from wherever the keys go, and out of a search."""
        self.end_search()
        self.close_bar()
        await self.back_to_prose()

    async def on_prose_view_take(self, message: ProseView.Take) -> None:
        """A choice or a look, by caret or by mouse."""
        if message.turns != self.session.play.length:
            return  # it was pressed twice, and the first time led on
        if message.what == "choice":
            await self.take(message.number)
        elif message.number < len(self.session.moment.sights):
            sight = self.session.moment.sights[message.number]
            await self.act(lambda: self.session.look(sight.id))

    async def on_prose_view_note_chosen(self, message: ProseView.NoteChosen) -> None:
        """Open the pane of a note, at the note."""
        await self.show_note(message.note)

    async def step_marker(self, by: int) -> None:
        """On to the next paragraph with notes, or back to the one before, and show its note."""
        note, further = await self.prose.step_marker(by)
        if note:
            await self.show_note(note)
        if not further:
            self.notify(self._no_further_note(note, by), timeout=4)

    def _no_further_note(self, note: str, by: int) -> str:
        if note:
            return f"No note comes {'after' if by > 0 else 'before'} this one."
        if self.session.settings.commentary == "off":
            return "Notes are switched off: the setting is called commentary."
        return "Nothing that you have read has a note yet."

    async def ask_back(self, turn: int | None) -> None:
        """Go back to a turn, after a question."""
        if turn is None or not 0 <= turn < self.session.play.length - 1:
            await self.prose.show_newest()
            return
        from engine.terminal.ask import ask

        count = self.session.play.length - 1 - turn
        ask(
            self,
            f"Go back to turn {turn}?",
            f"{'One turn is' if count == 1 else f'{count} turns are'} taken back. Redo has them again.",
            "Go back",
            then=lambda: self.act(lambda: self.session.back_to(turn)),
        )

    # Typing

    def say(self, text: str) -> None:
        """Answer over the typed line, if it is open."""
        if self.bar is not None:
            self.bar.say(text)

    def answer(self, text: str) -> None:
        """Answer where the reader typed, or in a notice where they did not."""
        if self.bar is not None and self.bar.is_open and self.bar.purpose == "line":
            self.bar.say(text)
        else:
            self.notify(text, timeout=8)

    def close_bar(self) -> None:
        """Put the typed line away."""
        if self.bar is not None:
            self.bar.close()

    def keep_typing(self) -> None:
        """Let the typed line have the keys, as long as it is open."""
        if self.bar is not None and self.bar.is_open and self.app.screen is self:
            self.bar.query_one(Input).focus()

    def on_bar_typed(self, message: "Bar.Typed") -> None:
        """Mark what is searched for while it is typed."""
        if message.purpose == "search" and self.bar is not None and self.bar.has_keys:
            self._find(message.text)

    def _find(self, text: str) -> "Finder":
        """Search for the words, if it is not done already, and mark them."""
        from engine.terminal.finding import Finder

        if self.finder is None or self.finder.needle != " ".join(text.split()):
            self.finder = Finder(self.session.play, text)
            self.prose.mark(self.finder.needle)
            self.say(str(self.finder) if self.finder.needle else "")
        return self.finder

    async def on_bar_done(self, message: "Bar.Done") -> None:
        """Use what was typed."""
        if message.purpose == "line":
            from engine.terminal.doing import follow_line

            await follow_line(self, message.text)
        elif message.purpose == "note":
            from engine.terminal.doing import keep_note

            self.close_bar()
            await keep_note(self, message.text, message.about)
        elif self._find(message.text).count:
            await self.walk_hits(-1)
        else:
            self.keep_typing()

    async def walk_hits(self, by: int) -> None:
        """On to an older or a newer place where the words stand."""
        if self.finder is None:
            return
        hit = self.finder.step(by)
        if hit is not None:
            await self.prose.go_to(hit.turn, hit.paragraph)
            self.say(str(self.finder))

    async def action_newer_hit(self) -> None:
        """On to a newer place where the words stand."""
        await self.walk_hits(1)

    def on_bar_closed(self, message: "Bar.Closed") -> None:
        """Back to the story; a search's marks go."""
        self.end_search()

    def end_search(self) -> None:
        """Take the marks away."""
        if self.finder is not None:
            self.finder = None
            self.close_bar()
            self.prose.mark("")
            self.show_keys()

    async def show_note(self, note: str) -> None:
        """Open the pane of a note, at the note."""
        for file in self.story.commentary:
            if file.pane and any(one.id == note for one in file.notes):
                await self.toggle_pane(file.pane, open_only=True)
                if (pane := self.panes.get(file.pane)) is not None:
                    pane.call_after_refresh(pane.show_note, note)
                return

    async def on_rail_asked(self, message: "Rail.Asked") -> None:
        """Go to a chapter from the rail."""
        from engine.terminal.doing import go

        await go(self, message.chapter)

    async def on_rail_left(self) -> None:
        """Back to the story from the rail."""
        if self.side == "rail":
            await self.toggle_rail()
        await self.back_to_prose()

    async def on_commentary_pane_left(self, message: "CommentaryPane.Left") -> None:
        """Back to the choices from a pane."""
        beside = self._plan is not None and self._plan.prose
        await self.back_to_prose()
        top = self.prose.top_block
        if beside and top is not None and top.turn != self.session.play.length - 1:
            await self.prose.show_newest()

    async def on_commentary_pane_turn_chosen(self, message: "CommentaryPane.TurnChosen") -> None:
        """Show a turn that a pane names; the keys stay in the pane where both are seen."""
        await self.make_room_for_prose()
        await self.prose.show_turn(message.turn)

    async def on_commentary_pane_scene_chosen(self, message: "CommentaryPane.SceneChosen") -> None:
        """Show the paragraph that a note is tied to."""
        if message.turn >= self.session.play.length:
            return  # it has been taken back while the message was on its way
        told = self.session.play.turn(message.turn).told
        index = next((n for n, one in enumerate(told) if message.note in one.notes), -1)
        await self.make_room_for_prose()
        await self.prose.show_turn(message.turn, index)

    def on_commentary_pane_keep(self, message: "CommentaryPane.Keep") -> None:
        """Keep words of the reader's own."""
        self.session.do(keep(message.key, message.text))
        self.show_sides()
        self.tell_notices()

    async def on_key_line_clicked(self, message: KeyLine.Clicked) -> None:
        """A click on the footer."""
        await self.action_do(message.command)
