"""The play screen: strip, rail, prose, panes, footer. It draws the session's moment and sends commands to it."""

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from engine.commands import COMMANDS, Command, commands_for
from engine.playing.events import keep
from engine.playing.line import complete
from engine.playing.moment import Moment, Paragraph
from engine.playing.playthrough import PlayError
from engine.reading.model import Note, Pane
from engine.reading.story import Story
from engine.session import Session
from engine.terminal.bar import Bar
from engine.terminal.finding import Finder
from engine.terminal.footer import KeyLine
from engine.terminal.keys import bindings_for, keys_shown, shown
from engine.terminal.layout import LEAST_PANE, MOST_PANE, PANE, RAIL, Plan, plan
from engine.terminal.page import Margin
from engine.terminal.panes import make_pane
from engine.terminal.panes.base import CommentaryPane
from engine.terminal.prose import ProseView
from engine.terminal.rail import Rail
from engine.terminal.strip import Strip
from engine.terminal.text import words

TOO_SMALL = "This needs a window of 60 by 20 characters.\nMake it a little larger, and the story is here again."


class PlayScreen(Screen[None]):
    """Where the story is read."""

    CSS_PATH = "play.tcss"
    AUTO_FOCUS = "#prose"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(number % 10), f"choose({number})", show=False) for number in range(1, 11)),
        Binding("escape", "settle_down", show=False),
        Binding("N", "newer_hit", show=False),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.story: Story = session.script.story
        self.commands: tuple[Command, ...] = commands_for(self.story.panes)
        self.side = ""
        """The one thing beside the prose, or in its place, where there is no room for more: "", "rail" or a pane."""
        self.prose = ProseView()
        self.rail = Rail()
        self.strip = Strip(self.story.file.title, self.story.file.parts)
        self.keys = KeyLine()
        self.bar = Bar(lambda text: complete(text, session.moment, self.commands))
        self.finder: Finder | None = None
        self.panes: dict[str, CommentaryPane] = {}
        self.pane_area = Container(id="panes")
        self._notes: dict[str, Note] = {note.id: note for file in self.story.commentary for note in file.notes}
        self._plan: Plan | None = None

    def compose(self) -> ComposeResult:
        """The page."""
        yield self.strip
        with Horizontal(id="page"):
            yield self.rail
            yield self.prose
            yield self.pane_area
        yield self.bar
        yield self.keys
        yield Static(words(TOO_SMALL), id="too-small")

    async def on_mount(self) -> None:
        """Show what the session holds."""
        self.prose.set_column(self.session.settings.column, self.session.settings.spacing)
        await self.lay_out()
        await self.show(self.session.moment)

    # Drawing

    async def show(self, moment: Moment) -> None:
        """Draw a moment: the prose first, then what stands round it."""
        self.app.follow_palette(moment.heading.palette)  # type: ignore[attr-defined]
        fade = self.session.settings.motion and self.app.animation_level != "none" and not self.app.current_theme.ansi
        await self.prose.show(self.session.play, moment, self.margin, after_choices(self.session, moment), fade)
        self.strip.show(moment.heading)
        self.show_keys(moment)
        self.call_after_refresh(self.show_sides)
        self.tell_notices()

    def show_sides(self) -> None:
        """Draw the rail and the panes that are open."""
        settings, moment = self.session.settings, self.session.moment
        if self.rail.display:
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
        if settings.commentary == "off":
            return Margin(lambda paragraph: ())
        commentary = self.session.commentary

        def shown_notes(paragraph: Paragraph) -> tuple[Note, ...]:
            notes = (self._notes[one] for one in paragraph.notes)
            return tuple(note for note in notes if commentary.revealed(note.reveals, note.at))

        return Margin(shown_notes, settings.commentary == "full", commentary.source)

    def show_keys(self, moment: Moment) -> None:
        """Put into the footer what can be done now."""
        entries: list[tuple[str, str, str]] = []
        count = len(moment.options)
        if count and self._plan and self._plan.prose:
            entries.append(("", "1" if count == 1 else f"1-{min(count, 10) % 10}", "choose"))
        own = self.session.settings.keys
        for command in self.commands:
            if not command.footer or not command.keys or (command.id == "undo" and not moment.can_undo):
                continue
            word = command.title if command.id.startswith("pane-") else command.title.lower()
            entries.append((command.id, shown(own.get(command.id, command.keys).split(",")[0]), word))
        entries.sort(key=lambda entry: entry[0] == "help")
        self.keys.show(entries)

    def tell_notices(self) -> None:
        """Show what the session has to say, and forget it."""
        for notice in self.session.notices:
            self.notify(notice, markup=False, timeout=8)
        self.session.notices.clear()

    # Layout

    def open_panes(self) -> tuple[str, ...]:
        """The panes that are open where there is room, in their order."""
        known = {pane.id for pane in self.story.panes}
        return tuple(pane for pane in self.session.settings.panes if pane in known)

    async def lay_out(self) -> None:
        """Place the page's parts for the size that there is."""
        settings = self.session.settings
        made = plan(
            (self.app.size.width, self.app.size.height),
            settings.rail,
            self.open_panes(),
            self.side,
            settings.pane_widths,
        )
        self._plan = made
        self.set_class(made.too_small, "-too-small")
        self.set_class(made.wide, "-wide")
        self.set_class(made.beside, "-beside")
        await self._make_panes(made.panes)
        self.rail.display = made.rail
        self.rail.set_class(not made.prose, "-alone")
        self.prose.display = made.prose
        self.pane_area.display = bool(made.panes)
        self.pane_area.styles.width = made.pane_width if made.pane_width else "1fr"
        for name, pane in self.panes.items():
            pane.display = name in made.panes
        if self.focused is None or not self.focused.display:
            self.focus_something()

    async def _make_panes(self, wanted: tuple[str, ...]) -> None:
        for name in wanted:
            if name not in self.panes:
                self.panes[name] = make_pane(self.pane_of(name))
                await self.pane_area.mount(self.panes[name])
        order = [self.panes[name] for name in wanted]
        for before, after in zip(order, order[1:], strict=False):
            if self.pane_area.children.index(before) > self.pane_area.children.index(after):
                self.pane_area.move_child(before, before=after)

    def pane_of(self, name: str) -> Pane:
        """The story's pane of that id."""
        return next(pane for pane in self.story.panes if pane.id == name)

    def focus_something(self) -> None:
        """Give the focus to the prose, or to what stands in its place."""
        for widget in (self.prose, *self.panes.values(), self.rail):
            if widget.display:
                widget.focus(scroll_visible=False)
                return

    async def on_resize(self, event: events.Resize) -> None:
        """Place everything anew."""
        await self.lay_out()
        if self.session.play.begun:
            self.show_sides()
            self.show_keys(self.session.moment)

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
            self.panes[name].focus(scroll_visible=False)
        self.show_sides()
        self.show_keys(self.session.moment)

    async def toggle_rail(self) -> None:
        """Show the rail or put it away."""
        if self._plan is not None and self._plan.wide:
            self.session.change(rail=not self.session.settings.rail)
        else:
            self.side = "" if self.side == "rail" else "rail"
        await self.lay_out()
        self.show_sides()
        if self.rail.display:
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

    async def widen(self, by: int) -> None:
        """Give the open panes more room, or less."""
        widths = dict(self.session.settings.pane_widths)
        for pane in self._plan.panes if self._plan else ():
            widths[pane] = min(max(widths.get(pane, PANE) + by, LEAST_PANE), MOST_PANE)
        self.session.change(pane_widths=widths)
        await self.lay_out()

    # Doing

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
        if number >= len(options):
            return
        option = options[number]
        if not option.open:
            self.prose.choices.cursor = number
            self.notify(option.why, markup=False, timeout=4)
            return
        await self.act(lambda: self.session.choose(option.id))

    async def act(self, deed: Callable[[], Moment]) -> bool:
        """Do something to the playthrough and draw what comes of it; whether it could be done."""
        try:
            moment = deed()
        except PlayError as error:
            self.notify(str(error), markup=False, timeout=4)
            return False
        self.end_search()
        await self.back_to_prose()
        if not self.session.settings.welcomed and moment.turn.number:
            self.session.change(welcomed=True)
        await self.show(moment)
        self.keep_typing()
        return True

    async def back_to_prose(self) -> None:
        """Where something stands in the prose's place, put it away; keys go to the prose again."""
        if self._plan is not None and not self._plan.prose and not self._plan.too_small:
            self.side = ""
            await self.lay_out()
        if self.focused is not self.prose:
            self.prose.focus(scroll_visible=False)

    async def action_settle_down(self) -> None:
        """Back to the story from wherever the keys go, and out of a search."""
        self.end_search()
        await self.back_to_prose()

    async def on_prose_view_take(self, message: ProseView.Take) -> None:
        """A choice or a look, by caret or by mouse."""
        if message.what == "choice":
            await self.take(message.number)
        else:
            sight = self.session.moment.sights[message.number]
            await self.act(lambda: self.session.look(sight.id))

    async def on_prose_view_note_chosen(self, message: ProseView.NoteChosen) -> None:
        """Open the pane of a note, at the note."""
        await self.show_note(message.note)

    async def step_marker(self, by: int) -> None:
        """On to the next paragraph with notes, or back to the one before, and show its note."""
        note = self.prose.step_marker(by)
        if note:
            await self.show_note(note)
        else:
            self.notify("No further note near here.", markup=False, timeout=3)

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
            lambda: self.act(lambda: self.session.back_to(turn)),
        )

    # Typing

    def keep_typing(self) -> None:
        """Let the typed line have the keys, as long as it is open."""
        if self.bar.is_open and self.app.screen is self:
            self.bar.query_one(Input).focus()

    def on_bar_typed(self, message: Bar.Typed) -> None:
        """Mark what is searched for while it is typed."""
        if message.purpose == "search":
            self.finder = Finder(self.session.play, message.text)
            self.prose.mark(self.finder.needle)
            self.bar.say(str(self.finder) if self.finder.needle else "")

    async def on_bar_done(self, message: Bar.Done) -> None:
        """Use what was typed."""
        if message.purpose == "line":
            from engine.terminal.doing import follow_line

            await follow_line(self, message.text)
        elif message.purpose == "note":
            from engine.terminal.doing import keep_note

            self.bar.close()
            self.prose.focus(scroll_visible=False)
            keep_note(self, message.text)
        elif self.finder is not None and self.finder.count:
            self.prose.focus(scroll_visible=False)
            await self.walk_hits(-1)

    async def walk_hits(self, by: int) -> None:
        """On to an older or a newer place where the words stand."""
        if self.finder is None:
            return
        hit = self.finder.step(by)
        if hit is not None:
            await self.prose.show_turn(hit.turn, hit.paragraph)
            self.bar.say(str(self.finder))

    async def action_newer_hit(self) -> None:
        """On to a newer place where the words stand."""
        await self.walk_hits(1)

    def on_bar_closed(self, message: Bar.Closed) -> None:
        """Back to the story; a search's marks go."""
        self.end_search()
        self.prose.focus(scroll_visible=False)

    def end_search(self) -> None:
        """Take the marks away."""
        if self.finder is not None:
            self.finder = None
            self.bar.close()
            self.prose.mark("")

    async def show_note(self, note: str) -> None:
        """Open the pane of a note, at the note."""
        for file in self.story.commentary:
            if file.pane and any(one.id == note for one in file.notes):
                await self.toggle_pane(file.pane, open_only=True)
                pane = self.panes[file.pane]
                pane.call_after_refresh(pane.show_note, note)
                return

    async def on_rail_asked(self, message: Rail.Asked) -> None:
        """Go to a chapter from the rail."""
        from engine.terminal.doing import go

        await go(self, message.chapter)

    async def on_rail_left(self) -> None:
        """Back to the story from the rail."""
        if self.side == "rail":
            await self.toggle_rail()
        await self.back_to_prose()

    async def on_commentary_pane_left(self) -> None:
        """Back to the story from a pane."""
        await self.back_to_prose()

    async def on_commentary_pane_turn_chosen(self, message: CommentaryPane.TurnChosen) -> None:
        """Show a turn that a pane names."""
        await self.back_to_prose()
        await self.prose.show_turn(message.turn, message.paragraph)

    async def on_commentary_pane_scene_chosen(self, message: CommentaryPane.SceneChosen) -> None:
        """Show the paragraph that a note is tied to."""
        told = self.session.play.turn(message.turn).told
        index = next((n for n, one in enumerate(told) if message.words and message.words in one.text), -1)
        await self.back_to_prose()
        await self.prose.show_turn(message.turn, index)

    def on_commentary_pane_keep(self, message: CommentaryPane.Keep) -> None:
        """Keep words of the reader's own."""
        self.session.do(keep(message.key, message.text))
        self.show_sides()
        self.tell_notices()

    async def on_key_line_clicked(self, message: KeyLine.Clicked) -> None:
        """A click on the footer."""
        await self.action_do(message.command)


def after_choices(session: Session, moment: Moment) -> Content:
    """What stands under the choices: three keys for a first start, and the end for an end."""
    own = {command.id: keys_shown(command, session.settings.keys) for command in COMMANDS}
    if moment.ended:
        rows = [
            words("The end.", "bold $text-accent"),
            words("\n\n"),
            words(f"{own['room']}", "bold"),
            words("  the reading room: your way beside the source's\n"),
            words(f"{own['second']}", "bold"),
            words("  read it again with the notes\n"),
            words(f"{own['undo']}", "bold"),
            words("  take the last turn back      "),
            words(f"{own['chapters']}", "bold"),
            words("  go to a chapter"),
        ]
        return Content.assemble(*rows)
    if session.settings.welcomed or moment.turn.number:
        return Content("")
    return Content.assemble(
        "New here? ",
        ("A number, or Enter,", "bold"),
        " takes a choice. ",
        (own["undo"].split()[0], "bold"),
        " takes it back. ",
        (own["help"].split()[0], "bold"),
        " shows every other key.",
    )


def play_screen(session: Session) -> PlayScreen:
    """A play screen with the keys of the session's story."""

    class StoryPlayScreen(PlayScreen):
        """The play screen of one story."""

        BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(session.script.story.panes)]

    return StoryPlayScreen(session)
