"""A second reading: a finished playthrough as it was, decisions fixed, with every note and the reader's own."""

from collections.abc import Callable
from pathlib import Path, PurePath
from typing import ClassVar

from msgspec.structs import replace
from textual.content import Content

from engine.commands import Command
from engine.playing.events import keep
from engine.playing.moment import Moment, Turn
from engine.session import Session
from engine.terminal.bar import Bar
from engine.terminal.footer import Entry
from engine.terminal.keys import key_shown
from engine.terminal.layout import RAIL
from engine.terminal.page import Margin
from engine.terminal.panes.annotated import AnnotatedProse
from engine.terminal.panes.base import CommentaryPane
from engine.terminal.panes.notes import NotesPane
from engine.terminal.play import PlayScreen
from engine.terminal.rail import Rail

_ALLOWED = frozenset((
    "rail", "search", "transcript", "settings", "help", "quit", "note", "second",
    "marker", "marker-back", "skip", "wider", "narrower",
))  # fmt: skip
"""What can be done here besides the panes; everything else would change the way that is being read."""
_FOOTER = ("note", "search", "rail")
FIXED = "Decisions are fixed here. Escape goes back to where you were."


class SecondScreen(PlayScreen):
    """The annotated edition of one's own way."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [Path(__file__).parent.parent / "play.tcss", "panes.tcss"]
    prose: AnnotatedProse

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.prose = AnnotatedProse()

    # What is shown

    @property
    def margin(self) -> Margin:
        """Every note, in the text unless a pane of notes is open beside it, and the reader's own."""
        commentary = self.session.commentary
        notes, kept = self._notes, commentary.play.kept
        beside = any(isinstance(pane, NotesPane) and pane.display for pane in self.panes.values())
        return Margin(
            lambda paragraph: tuple(
                note for one in paragraph.notes if commentary.revealed((note := notes[one]).reveals, note.at)
            ),
            not beside,
            commentary.source,
            lambda turn, place: kept.get(turn.note_key(place), ""),
        )

    @property
    def turn(self) -> Turn:
        """The turn that the marked paragraph belongs to."""
        return self.session.play.turn(min(self.prose.place[0], self.session.play.length - 1))

    @property
    def moment(self) -> Moment:
        """The moment of that turn, with nothing to choose."""
        turn, now = self.turn, self.session.moment
        scene = self.session.play.script.scene(turn.scene)
        return replace(now, turn=turn, heading=scene.heading, title=scene.title, options=(), sights=())

    async def show(self, moment: Moment) -> None:
        """Draw the way from its beginning."""
        end = Content("The end of your way. Escape goes back.")
        fixed = replace(self.session.moment, options=(), sights=())
        await self.prose.show(self.session.play, fixed, self.margin, end, False)
        await self.prose.go_to(0)

    def show_sides(self) -> None:
        """Draw strip, rail and panes for the marked paragraph."""
        moment, settings = self.moment, self.session.settings
        self.app.follow_palette(moment.heading.palette)  # type: ignore[attr-defined]
        self.strip.show(moment.heading)
        if self.rail is not None and self.rail.display:
            self.rail.show(self.session.play, moment.heading, settings.spoilers, RAIL - 4)
        commentary = self.session.commentary
        for pane in self.panes.values():
            if pane.display:
                if isinstance(pane, NotesPane):
                    pane.unfold_everything()
                pane.refresh_from(commentary, moment)

    def usual_keys(self) -> list[Entry]:
        """What can be done here."""

        def entry(command: Command, word: str) -> Entry:
            return Entry(command.id, key_shown(command), word)

        keyed = [one for one in self.commands if one.keys]
        panes = [entry(one, one.title) for one in keyed if one.id.startswith("pane-") and one.footer]
        others = [entry(one, one.title.lower()) for one in keyed if one.id in _FOOTER]
        return [*others, *panes, Entry("second", "esc", "back to the story")]

    async def toggle_pane(self, name: str, open_only: bool = False) -> None:
        """Show a pane or put it away; notes stand in the text while no pane of notes is open."""
        in_text = self.margin.full
        await super().toggle_pane(name, open_only)
        if self.margin.full != in_text:
            await self.prose.redraw(self.margin)

    def on_annotated_prose_moved(self) -> None:
        """Have strip and panes follow."""
        self.show_sides()

    # What can be done

    def offers(self, command: str) -> bool:
        """Whether it leaves the way as it is."""
        return command in _ALLOWED or command.startswith("pane-")

    async def action_do(self, command: str, argument: str = "") -> None:
        """Do what does not change the way."""
        if not self.offers(command):
            self.notify(FIXED, timeout=4)
        elif command == "second":
            self.leave()
        elif command == "note" and self.finder is not None:
            await self.walk_hits(-1)
        elif command == "note":
            key = self._note_key()
            await self.open_bar("note", self.session.play.kept.get(key, ""), key)
        else:
            await super().action_do(command, argument)

    async def take(self, number: int) -> None:
        """Nothing is to be taken."""
        self.notify(FIXED, timeout=4)

    async def act(self, deed: Callable[[], Moment]) -> bool:
        """Nothing is to be done."""
        self.notify(FIXED, timeout=4)
        return False

    async def ask_back(self, turn: int | None) -> None:
        """Go to a turn by reading there."""
        if turn is not None:
            await self.prose.go_to(turn)

    def leave(self) -> None:
        """Back to where the way stands."""
        if self.app.screen is self:
            self.app.pop_screen()
            if isinstance(beneath := self.app.screen, PlayScreen):
                beneath.call_later(beneath.come_back)

    async def action_settle_down(self) -> None:
        """Out of a search, back to the prose, and then back to the story."""
        if self.focused is self.prose and self.finder is None:
            self.leave()
        else:
            await super().action_settle_down()

    def _note_key(self) -> str:
        turn, place = self.prose.place
        return self.session.play.turn(turn).note_key(place)

    async def on_commentary_pane_left(self, message: CommentaryPane.Left) -> None:
        """Back to the words, wherever one is."""
        message.prevent_default()
        await self.back_to_prose()

    async def on_bar_done(self, message: Bar.Done) -> None:
        """Keep a note on the marked paragraph, or find."""
        if message.purpose != "note":
            return
        message.prevent_default()
        self.close_bar()
        text, key = message.text.strip(), message.about
        if text or key in self.session.play.kept:
            self.session.do(keep(key, text))
            await self.prose.redraw(self.margin)
            self.tell_notices()

    async def on_rail_asked(self, message: Rail.Asked) -> None:
        """Read on from where a chapter began."""
        message.prevent_default()
        chapters = self.story.chapters
        for turn in self.session.play.history():
            place = self.story.places[turn.scene]
            if turn.opens_chapter and chapters[place.chapter].id == message.chapter:
                await self.make_room_for_prose()
                await self.prose.go_to(turn.number)
                return
        self.notify("This way did not come through that chapter.", timeout=4)

    async def on_commentary_pane_turn_chosen(self, message: CommentaryPane.TurnChosen) -> None:
        """Read on at a turn that a pane names."""
        message.prevent_default()
        await self.make_room_for_prose()
        await self.prose.go_to(message.turn)
