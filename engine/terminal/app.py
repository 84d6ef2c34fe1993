"""The terminal app: a thin shell that picks the theme, shows the title or the story, and finds everything by name."""

import asyncio
import gc
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from textual import events
from textual.await_complete import AwaitComplete
from textual.command import CommandPalette, Provider
from textual.css.scalar import Scalar
from textual.errors import NoWidget
from textual.geometry import Region
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from engine.clean import clean, clean_lines
from engine.keeping.saves import SaveError
from engine.session import Session
from engine.signals import ending_by
from engine.terminal.in_turn import InTurn
from engine.terminal.keys import commands_with
from engine.terminal.themes import theme_name, theme_named

if TYPE_CHECKING:
    from engine.terminal.title import TitleScreen

_HERE = Path(__file__).parent
_LEAVING = "leaving"
"""The name of the question before leaving without all."""
_SIZED = (
    Strip.blank,
    Region.union,
    Region.intersection,
    Region.overlaps,
    Region.contains_region,
    Region.__contains__,
    Region.split_vertical,
    Region.grow,
    Region.shrink,
    Region.translate,
    Scalar.resolve,
)
"""What Textual remembers of sizes, up to some thousands of each, for as long as the program runs."""


def _collect_from_here() -> None:
    gc.freeze()
    gc.enable()


@contextmanager
def _letting_go(page: Widget) -> Iterator[None]:
    """Drop the drawn rows of a page that goes inside: a cache of Textual's keeps a thousand gone widgets' rows."""
    widgets = page.walk_children(Widget)
    widgets += [widget.vertical_scrollbar for widget in widgets if widget.show_vertical_scrollbar]
    yield
    for widget in widgets:
        widget.refresh()


def _in_one_line(text: str) -> str:
    """Pasted lines as one: there is no more in anything that can be pasted into."""
    rows = text.splitlines()
    return " ".join(row.strip() for row in rows if row.strip()) if len(rows) > 1 else text


def _everything() -> type[Provider]:
    from engine.terminal.palette import EverythingProvider

    return EverythingProvider


class ReaderApp(InTurn):
    """Plays one story for one reader.

    `resume` goes straight on where the session's slot left off, `chapter` begins there; otherwise the title is shown.
    """

    COMMANDS = {_everything}
    DEFAULT_MODE = "recto"

    def __init__(self, session: Session, *, resume: bool = False, chapter: str = "") -> None:
        straight_on = bool(resume or chapter)
        # The first page's style sheet is read with the app's own; read later, it would have all parsed again.
        sheet = "play.tcss" if straight_on else "title.tcss"
        super().__init__(css_path=[_HERE / "app.tcss", _HERE / sheet])
        self.session = session
        self.title = session.script.story.file.title
        self._straight_on = straight_on
        self.ended_by = 0
        """The signal on which the app leaves."""
        self.palette = ""
        self._usual_motion = self.animation_level
        if straight_on:
            self._open(resume, chapter)
        first = session.script.story.chapters[0].palette
        self.follow_palette(session.moment.heading.palette if straight_on else first)
        self.follow_settings()
        for trouble in commands_with(session.settings.keys, session.script.story.panes)[1]:
            session.tell(trouble)

    def on_mount(self) -> None:
        """Name the mode of the first page, so that it can be taken away; named sooner, it would be shown later."""
        self.add_mode(self.DEFAULT_MODE, self.get_default_screen)

    def on_ready(self) -> None:
        """The first page stands: leave what is there for good out of the collector's rounds, which begin now."""
        if not self.is_headless:
            self.set_timer(0.5, _collect_from_here)

    def watch_app_focus(self, focus: bool) -> None:
        """Give the keys to a page that opened while a browser looked elsewhere: Textual focuses nothing then."""
        if focus and self.screen_stack and self.focused is None:
            for widget in self.screen.query(self.screen.AUTO_FOCUS or "*"):
                if widget.focusable:
                    self.screen.set_focus(widget)
                    break

    def get_default_screen(self) -> Screen[None]:
        """The first page: the title, or the story."""
        return self._story() if self._straight_on else self._title()

    def play(self, *, resume: bool = False, chapter: str = "") -> None:
        """Begin, or go on, and show the story."""
        self._open(resume, chapter)
        self.show_play()

    def _open(self, resume: bool, chapter: str) -> None:
        session = self.session
        try:
            if resume and session.can_resume:
                session.resume()
            else:
                session.start(chapter)
        except SaveError as error:
            session.tell(error.sentence)
            session.start(chapter)

    def show_play(self) -> None:
        """Show the session's playthrough from a fresh page."""
        self._turn_to(self._story())

    @property
    def at_page(self) -> bool:
        """Whether nothing lies over the title or the story."""
        return len(self.screen_stack) == 1

    def _turn_to(self, page: Screen[None]) -> None:
        """Show another page, without this one and what lies over it.

        Each has a mode of its own, as Textual takes the lowest page of a stack away with its mode alone.
        """
        while not self.at_page:
            self.pop_screen()
        gone = self.current_mode
        mode = "recto" if gone == "verso" else "verso"
        with _letting_go(self.screen):
            self.add_mode(mode, lambda: page)
            self.switch_mode(mode)
            self.remove_mode(gone)

    def _title(self) -> Screen[None]:
        from engine.terminal.title import TitleScreen

        return TitleScreen(self.session)

    def _story(self) -> Screen[None]:
        from engine.terminal.play import PlayScreen

        return PlayScreen.of(self.session)

    def action_command_palette(self) -> None:
        """Find anything by name."""
        from engine.terminal.palette import Everything

        if not any(isinstance(screen, CommandPalette) for screen in self.screen_stack):
            self.push_screen(Everything(placeholder="Find anything by name"))

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Tokens of our own, for a theme that has none of them."""
        return {"rule": "#707070", "faint": "#404040", "mark": "#404040"}

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Say something for a while at the foot of the page that is shown; it is only text."""
        if not self.screen_stack:  # the app is ending
            return
        from engine.terminal.notice import Notice

        found = [notice for notice in self.screen.query(Notice) if not notice.leaving]
        notice = found[0] if found else Notice()
        if not found:
            if not self.screen.is_attached:
                return
            self.screen.mount(notice)
        notice.tell(clean_lines(message), timeout or self.NOTIFICATION_TIMEOUT, severity != "information")

    def on_resize(self) -> None:
        """Let go of what was worked out for the other size: Textual keeps thousands of its rows and regions."""
        for cached in _SIZED:
            cached.cache_clear()

    def action_help_quit(self) -> None:
        """Tell the key that leaves from anywhere: ctrl+c ends other programs, and copies in this one."""
        self.notify("ctrl+q leaves; everything is kept.")

    def refresh_css(self, animate: bool = True) -> None:
        """Style everything anew. Before the first page there is nothing to style: the colours alone are taken on."""
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def pop_screen(self) -> AwaitComplete:
        """Take the top page away; the title and the story stay, even where a page that has gone asks once more."""
        if self.at_page:
            return AwaitComplete()
        with _letting_go(self.screen):
            return super().pop_screen()

    def delay_update(self, delay: float = 0.05) -> None:
        """Draw at once: Textual would hold a page back for a while that is turned to."""

    def follow_palette(self, palette: str) -> None:
        """Take on a chapter's colours, if the reader reads in the story's own."""
        self.palette = palette
        file = self.session.script.story.file
        name = theme_name(self.session.settings, file, palette)
        if name != self.theme:
            if name not in self.available_themes:
                self.register_theme(theme_named(name, file))
            self.theme = name
            Strip.render_ansi.cache_clear()  # it keeps 16,384 styles, and those of other colours are of no use

    def follow_settings(self) -> None:
        """Do what the settings say: colours, motion."""
        settings = self.session.settings
        self.follow_palette(self.palette)
        self.animation_level = self._usual_motion if settings.motion else "none"

    def show_title(self) -> None:
        """Leave the story for its first page; everything is kept."""
        from engine.terminal.play import PlayScreen

        if isinstance(self.screen, PlayScreen):
            self.session.close()
            self._turn_to(self._title())

    def leave_by(self, number: int) -> None:
        """Leave on a signal, when the loop comes to it. Raises SystemExit where none runs.

        An exception would come up anywhere, as while the terminal is being taken or given back.
        """
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            raise SystemExit(128 + number) from None
        self.ended_by = number
        loop.call_soon_threadsafe(self.exit)

    async def action_quit(self) -> None:
        """Leave; where not all could be kept, after a question, or when it is asked for again."""
        if self.session.settle() or any(page.name == _LEAVING for page in self.screen_stack):
            self.exit()
            return
        from engine.terminal.ask import ask

        async def leave() -> None:
            self.exit()

        ask(
            self.screen,
            "Not all that you played could be kept.",
            f"Make room in {clean(str(self.session.data))} and go on, and it is tried again each turn.",
            "Leave without it",
            then=leave,
            name=_LEAVING,
        )

    async def on_title_screen_picked(self, message: "TitleScreen.Picked") -> None:
        """Go where the title screen points, unless a key before this one has led away already."""
        from engine.terminal.title import TitleScreen

        if not (self.screen_stack and isinstance(self.screen, TitleScreen)):
            return
        match message.entry:
            case "new":
                self.play()
            case "continue":
                self.play(resume=True)
            case "quit":
                await self.action_quit()
            case "help":
                from engine.terminal.help import help_sheet

                self.push_screen(help_sheet(self.session))
            case "about":
                from engine.terminal.help import about_sheet

                self.push_screen(about_sheet(self.session))
            case "settings":
                from engine.terminal.settings import SettingsSheet

                self.push_screen(SettingsSheet(self.session))
            case "saves":
                from engine.terminal.saves import SavesSheet

                self.push_screen(SavesSheet(self.session), self._load)
            case "chapters" | "room":
                self._open(True, "")
                from engine.terminal.play import PlayScreen

                screen = PlayScreen.of(self.session)
                self._turn_to(screen)
                screen.call_after_refresh(screen.action_do, message.entry)

    async def hand_on(self, event: events.Event) -> None:
        """Whatever is pasted is only text, and what is pressed on something that has just gone presses nothing.

        Enter that was pressed before the app had the terminal comes as ctrl+j.
        """
        if isinstance(event, events.Paste):
            event.text = _in_one_line(clean_lines(event.text))
        if isinstance(event, events.Key) and event.key == "ctrl+j":
            event = events.Key("enter", "\r")
        if isinstance(event, events.MouseDown | events.MouseMove) and self._gone_at(event):
            return
        await super().hand_on(event)

    def _gone_at(self, event: events.MouseEvent) -> bool:
        """Whether what is still drawn there has been taken out already, as a notice that was clicked away."""
        try:
            widget, _ = self.get_widget_at(*event.screen_offset)
        except NoWidget:
            return False
        return widget.parent is None

    def _load(self, slot: str | None) -> None:
        """Go on from a slot that was picked on the saves page."""
        if slot is not None and slot == self.session.kept_in:
            self.play(resume=True)
        elif slot is not None:
            try:
                self.session.load(slot)
            except SaveError as error:
                self.notify(error.sentence, timeout=8)
                return
            self.show_play()


def run_app(session: Session, *, resume: bool = False, chapter: str = "") -> int:
    """Run the app until the reader leaves; the exit code. A failure is one line, never a traceback."""
    app = ReaderApp(session, resume=resume, chapter=chapter)
    trouble = io.StringIO()
    app.error_console = Console(file=trouble, width=100)
    try:
        with ending_by(app.leave_by):
            app.run()
    finally:
        kept = session.close()
    if app.return_code and not app.ended_by:  # Textual may fall over a page that was only coming up
        return _tell(session, kept, trouble.getvalue())
    if not kept:
        print(f"anora: what you played last could not be kept in {clean(str(session.data))}", file=sys.stderr)
    if app.ended_by:
        return 128 + app.ended_by
    return 0 if kept else 1


def _tell(session: Session, kept: bool, trouble: str) -> int:
    where = session.data / "trouble.txt"
    try:
        where.write_text(trouble, encoding="utf-8")
        told = f"what happened is in {clean(str(where))}"
    except OSError:
        told = "what happened could not be written down"
    played = "what you played is kept" if kept else "what you played last could not be kept"
    print(f"anora: the app had to stop; {played}, and {told}", file=sys.stderr)
    return 1
