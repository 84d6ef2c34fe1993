"""The spread: strip, rail, prose, panes, footer, which of them are shown, and how wide."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.widgets import Static

from engine.commands import Command
from engine.playing.moment import Moment, Paragraph, Turn
from engine.reading.model import Note, Pane
from engine.reading.story import Story
from engine.session import Session
from engine.terminal.around import after_choices, footer_entries, typing_entries
from engine.terminal.footer import Entry, KeyLine
from engine.terminal.keys import bindings_for, commands_with
from engine.terminal.layout import LEAST_PANE, MOST_PANE, PANE, RAIL, Plan, Wish, plan
from engine.terminal.modal import Page
from engine.terminal.page import Margin
from engine.terminal.prose import ProseView
from engine.terminal.putting import put
from engine.terminal.strip import Strip
from engine.terminal.text import words

if TYPE_CHECKING:
    from engine.terminal.bar import Bar, Purpose
    from engine.terminal.finding import Finder
    from engine.terminal.panes.base import CommentaryPane
    from engine.terminal.rail import Rail

_HERE = Path(__file__).parent
_WORDS_OUT = 0.04
"""Seconds in which new words reach the terminal; other colours come then, for they have everything drawn anew."""
TOO_SMALL = "This needs a window of 60 by 20 characters.\nMake it a little larger, and the story is here again."


@lru_cache
def _page_with(page: type["Spread"], commands: tuple[Command, ...]) -> type[Any]:
    """A page with a story's commands; the same each time, for Textual keeps every class that it has once seen."""
    own = {"__module__": page.__module__, "BINDINGS": bindings_for(commands), "commands": commands}
    return type(f"Story{page.__name__}", (page,), own)


class Spread(Page[None]):
    """The page's parts, and where they stand."""

    AUTO_FOCUS = "#prose"

    commands: tuple[Command, ...] = ()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.story: Story = session.script.story
        self.side = ""
        """The one thing beside the prose, or in its place, where there is no room for more: "", "rail" or a pane."""
        self.prose = ProseView()
        self.rail: Rail | None = None
        """The chapters; there is no rail before it is first shown, and so with the bar and the panes."""
        self.strip = Strip(self.story.file.title, self.story.file.parts)
        self.keys = KeyLine()
        self.bar: Bar | None = None
        """The line to type into."""
        self.finder: Finder | None = None
        self.panes: dict[str, CommentaryPane] = {}
        self._wishes: dict[str, Wish] = {}
        """What panes could do with for now."""
        self.page = Horizontal(id="page")
        self.pane_area = Container(id="panes")
        self._notes: dict[str, Note] = {note.id: note for file in self.story.commentary for note in file.notes}
        self._plan: Plan | None = None
        self._stands = False

    @classmethod
    def of(cls, session: Session) -> Self:
        """The page with the commands and keys of the session's story."""
        commands, _ = commands_with(session.settings.keys, session.script.story.panes)
        page: Self = _page_with(cls, commands)(session)
        return page

    def compose(self) -> ComposeResult:
        """The page."""
        yield self.strip
        with self.page:
            yield self.prose
        yield self.keys

    async def on_mount(self) -> None:
        """Show what the session holds."""
        self.prose.set_column(self.session.settings.column, self.session.settings.spacing)
        await self.lay_out()
        await self.show(self.session.moment)

    # Drawing

    async def show(self, moment: Moment) -> None:
        """Draw a moment: the prose first, then what stands round it."""
        fade = self.session.settings.motion and self.app.animation_level != "none" and not self.app.current_theme.ansi
        after = after_choices(self.session, self.commands, moment)
        await self.prose.show(self.session.play, moment, self.margin, after, fade)
        self.strip.show(moment.heading)
        self.call_after_refresh(self._show_round)
        self.tell_notices()

    def _show_round(self) -> None:
        """Draw what stands round the prose, once the prose stands."""
        self.show_keys()
        self.show_sides()
        if self.app.palette != self.session.moment.heading.palette:  # type: ignore[attr-defined]
            self.set_timer(_WORDS_OUT, self._follow_palette)

    def _follow_palette(self) -> None:
        self.app.follow_palette(self.session.moment.heading.palette)  # type: ignore[attr-defined]

    def show_sides(self) -> None:
        """Draw the rail and the panes that are open."""
        settings, moment = self.session.settings, self.session.moment
        if self.rail is not None and self.rail.display:
            self.rail.show(self.session.play, moment.heading, settings.spoilers, RAIL - 4)
        shown_panes = [pane for pane in self.panes.values() if pane.display]
        if shown_panes:
            commentary = self.session.commentary
            for pane in shown_panes:
                pane.refresh_from(commentary, moment)

    @property
    def margin(self) -> Margin:
        """How notes meet the page now."""
        settings = self.session.settings
        commentary, kept = self.session.commentary, self.session.play.kept

        def own(turn: Turn, place: int) -> str:
            return kept.get(turn.note_key(place), "")

        if settings.commentary == "off":
            return Margin(lambda paragraph: (), own=own)

        def shown_notes(paragraph: Paragraph) -> tuple[Note, ...]:
            notes = (self._notes[one] for one in paragraph.notes)
            return tuple(note for note in notes if commentary.revealed(note.reveals, note.at))

        return Margin(shown_notes, settings.commentary == "full", commentary.source, own)

    def show_keys(self) -> None:
        """Put into the footer what can be done now."""
        if self.bar is not None and self.bar.has_keys:
            kept = self.bar.purpose == "note" and self.bar.about in self.session.play.kept
            self.keys.show(typing_entries("kept note" if kept else self.bar.purpose, self.commands))
        elif self.finder is not None:
            self.keys.show(typing_entries("hits", self.commands))
        elif self.session.play.begun:
            self.keys.show(self.usual_keys())

    def usual_keys(self) -> Sequence[Entry]:
        """What can be done now while nothing is typed or searched."""
        in_prose = self._plan is not None and self._plan.prose
        more = self.prose.more_to_read
        return footer_entries(self.commands, self.session.moment, in_prose, more)

    def on_descendant_focus(self) -> None:
        """Other keys do something now."""
        self.show_keys()

    def on_prose_view_scrolled(self) -> None:
        """There may be no more to read now, or more again."""
        self.show_keys()

    def tell_notices(self) -> None:
        """Show what the session has to say, and forget it."""
        for notice in self.session.notices:
            self.notify(notice, severity="warning", timeout=8)
        self.session.notices.clear()

    # Layout

    def open_panes(self) -> tuple[str, ...]:
        """The panes that are open where there is room, in their order."""
        known = {pane.id for pane in self.story.panes}
        return tuple(pane for pane in self.session.settings.panes if pane in known)

    async def lay_out(self) -> None:
        """Place the page's parts for the size that there is."""
        if not self.is_attached:
            return  # the page has gone, as when the title is gone back to
        settings = self.session.settings
        made = plan(
            (self.app.size.width, self.app.size.height),
            settings.rail,
            self.open_panes(),
            self.side,
            settings.pane_widths,
            wishes=self._wishes,
        )
        self._plan = made
        await self._make_parts(made)
        self.set_class(made.too_small, "-too-small")
        # Until there is a rail its place is kept free.
        self.prose.styles.margin = (0, 0, 0, RAIL if made.rail and self.rail is None else 0)
        if self.rail is not None:
            self.rail.display = made.rail
            self.rail.set_class(not made.prose, "-alone")
        self.prose.display = made.prose
        self.pane_area.display = bool(made.panes)
        self.pane_area.styles.layout = "horizontal" if made.beside else "vertical"
        self.pane_area.styles.width = made.pane_width if made.pane_width else "1fr"
        for name, pane in self.panes.items():
            pane.display = name in made.panes
            pane.set_class(not made.prose, "-alone")
            pane.styles.width = made.beside[made.panes.index(name)] if made.beside and pane.display else "1fr"
        if self.focused is None or not all(node.display for node in self.focused.ancestors_with_self):
            self.focus_something()
        self.call_after_refresh(self.show_keys)

    async def _make_parts(self, made: Plan) -> None:
        """Put on the page what is shown for the first time; a first page that shows less stands sooner."""
        if made.too_small and not self.query("#too-small"):
            self._need("beside.tcss")
            await put(self, Static(words(TOO_SMALL), id="too-small"))
        if made.rail and not self._stands:
            self.call_after_refresh(self._make_the_rest)
        elif made.rail and self.rail is None:
            from engine.terminal.rail import Rail

            self._need("lists.tcss", "beside.tcss")
            self.rail = Rail()
            await put(self.page, self.rail, before=self.prose)
        if made.panes and not self.pane_area.is_attached:
            self._need("beside.tcss", "panes/panes.tcss")
            await put(self.page, self.pane_area)
        for name in made.panes:
            if name not in self.panes:
                from engine.terminal.panes import make_pane

                self.panes[name] = make_pane(self.pane_of(name))
                await put(self.pane_area, self.panes[name])
        order = [self.panes[name] for name in made.panes if self.panes[name].parent is self.pane_area]
        for before, after in pairwise(order):
            if self.pane_area.children.index(before) > self.pane_area.children.index(after):
                self.pane_area.move_child(before, before=after)

    async def _make_the_rest(self) -> None:
        """The words stand: now what stands beside them."""
        self._stands = True
        await self.lay_out()
        self.show_sides()

    def _need(self, *sheets: str) -> None:
        """Have style sheets that the first page did without."""
        for sheet in sheets:
            path = str(_HERE / sheet)
            if not self.app.stylesheet.has_source(path):
                self.app.stylesheet.read(path)

    def pane_of(self, name: str) -> Pane:
        """The story's pane of that id."""
        return next(pane for pane in self.story.panes if pane.id == name)

    async def open_bar(self, purpose: "Purpose", text: str = "", about: str = "") -> None:
        """Open the line to type into; `about` is the key of what a note is on."""
        if self.bar is None:
            from engine.playing.line import complete
            from engine.terminal.bar import Bar

            self._need("lists.tcss", "beside.tcss")
            self.bar = Bar(
                lambda text: complete(text, self.session.moment, self.commands),
                lambda: self.set_focus(self.prose, scroll_visible=False),
            )
            await put(self, self.bar, before=self.keys)
        if self.bar.is_attached:
            self.bar.open(purpose, text, about)  # first: what is typed next is meant for it
        await self.show_prose()

    async def show_prose(self) -> None:
        """Where something stands in the prose's place, put it away."""
        if self._plan is not None and not self._plan.prose and not self._plan.too_small:
            self.side = ""
            await self.lay_out()

    def focus_something(self) -> None:
        """Give the focus to the prose, or to what stands in its place."""
        for widget in (self.prose, *self.panes.values(), self.rail):
            if widget is not None and widget.display:
                widget.focus(scroll_visible=False)
                return

    async def on_resize(self, event: events.Resize) -> None:
        """Place everything anew."""
        await self.lay_out()
        if self.session.play.begun:
            self._show_round()

    async def toggle_pane(self, name: str, open_only: bool = False) -> None:
        """Show a pane or put it away; where there is no room it takes the prose's place and gives it back."""
        panes = self.open_panes()
        wide = self._plan is not None and self._plan.wide
        is_open = name in panes if wide else self.side == name
        if is_open and open_only:
            return
        kept = tuple(pane for pane in panes if pane != name)
        self.session.change(panes=kept if is_open else (*kept, name))
        self.side = "" if is_open else name
        await self.lay_out()
        if is_open:
            self.focus_something()
        elif self._plan is not None and not self._plan.prose:
            self.focus_pane(name)
        self.show_sides()

    def focus_pane(self, name: str) -> None:
        """Give the keys to a pane, if it is shown."""
        pane = self.panes.get(name)
        if pane is not None and pane.display:
            pane.focus(scroll_visible=False)

    async def toggle_rail(self) -> None:
        """Show the rail or put it away."""
        if self._plan is not None and self._plan.wide:
            self.session.change(rail=not self.session.settings.rail)
        else:
            self.side = "" if self.side == "rail" else "rail"
        self._stands = True  # a rail that is asked for is there at once, so that it can have the keys
        await self.lay_out()
        self.show_sides()
        if self.rail is not None and self.rail.display:
            self.rail.focus(scroll_visible=False)
        else:
            self.focus_something()

    async def follow_settings(self) -> None:
        """Do what the settings say about the page."""
        settings = self.session.settings
        self.prose.set_column(settings.column, settings.spacing)
        await self.lay_out()
        await self.prose.redraw(self.margin)
        self.show_sides()
        self.tell_notices()

    async def come_back(self) -> None:
        """Draw what another page may have changed."""
        await self.follow_settings()
        self._show_round()

    async def on_commentary_pane_room_wanted(self, message: "CommentaryPane.RoomWanted") -> None:
        """A pane could do with more columns for a while, or no longer."""
        message.stop()
        if message.wish is None:
            self._wishes.pop(message.pane, None)
        else:
            self._wishes[message.pane] = message.wish
        await self.lay_out()

    async def widen(self, by: int) -> None:
        """Give the pane that the keys go to more room, or less; all that are open where the keys go elsewhere."""
        widths = dict(self.session.settings.pane_widths)
        shown = self._plan.panes if self._plan else ()
        for pane in self._panes_with_keys(shown) or shown:
            widths[pane] = min(max(widths.get(pane, PANE) + by, LEAST_PANE), MOST_PANE)
        self.session.change(pane_widths=widths)
        await self.lay_out()

    def _panes_with_keys(self, names: Sequence[str]) -> Sequence[str]:
        return [name for name in names if self.panes.get(name) in getattr(self.focused, "ancestors", ())]

    async def move_pane(self, by: int) -> None:
        """Move the pane that the keys go to, or the last one, among those that are open."""
        order = list(self.open_panes())
        if not order:
            return
        name = (self._panes_with_keys(order) or order[-1:])[0]
        to = min(max(order.index(name) + by, 0), len(order) - 1)
        order.remove(name)
        order.insert(to, name)
        self.session.change(panes=tuple(order))
        await self.lay_out()
