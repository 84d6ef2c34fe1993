"""The terminal app: a thin shell that picks the theme, shows the title or the story, and finds everything by name."""

import io
import sys
from collections.abc import Iterable

from rich.console import Console
from textual.app import App, SystemCommand
from textual.screen import Screen

from engine.commands import commands_for
from engine.keeping.saves import SaveError
from engine.session import Session
from engine.terminal.keys import keymap
from engine.terminal.themes import theme_name, themes_of
from engine.terminal.title import TitleScreen


class ReaderApp(App[None]):
    """Plays one story for one reader.

    `resume` goes straight on where `slot` left off, `chapter` begins there; otherwise the title is shown.
    """

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = True
    HORIZONTAL_BREAKPOINTS = []

    def __init__(self, session: Session, *, resume: bool = False, chapter: str = "", slot: str = "") -> None:
        super().__init__()
        self.session = session
        self.title = session.script.story.file.title
        self._start = (resume, chapter, slot)
        self._palette = ""
        for theme in themes_of(session.script.story.file):
            self.register_theme(theme)
        self.follow_palette(session.script.story.chapters[0].palette)
        self.follow_settings()

    def on_mount(self) -> None:
        """Show the first screen."""
        resume, chapter, slot = self._start
        if resume or chapter:
            self.play(resume=resume, chapter=chapter, slot=slot)
        else:
            self.push_screen(TitleScreen(self.session))

    def play(self, *, resume: bool = False, chapter: str = "", slot: str = "") -> None:
        """Begin, or go on, and show the story."""
        session = self.session
        try:
            if resume and (slot or session.can_resume):
                session.resume(*([slot] if slot else []))
            else:
                session.start(chapter, *([slot] if slot else []))
        except SaveError as error:
            session.tell(str(error))
            session.start(chapter)
        self.show_play()

    def show_play(self) -> None:
        """Show the session's playthrough from a fresh page."""
        from engine.terminal.play import play_screen

        screen = play_screen(self.session)
        if isinstance(self.screen, TitleScreen) or len(self.screen_stack) < 2:
            self.push_screen(screen)
        else:
            self.switch_screen(screen)

    def follow_palette(self, palette: str) -> None:
        """Take on a chapter's colours, if the reader reads in the story's own."""
        self._palette = palette
        name = theme_name(self.session.settings, self.session.script.story.file, palette)
        if name != self.theme:
            self.theme = name

    def follow_settings(self) -> None:
        """Do what the settings say: colours, motion, keys."""
        settings = self.session.settings
        self.follow_palette(self._palette)
        if not settings.motion:
            self.animation_level = "none"
        keys, troubles = keymap(settings.keys, commands_for(self.session.script.story.panes))
        self.set_keymap(keys)
        for trouble in troubles:
            self.session.tell(trouble)

    def on_title_screen_picked(self, message: TitleScreen.Picked) -> None:
        """Go where the title screen points."""
        match message.entry:
            case "new":
                self.play()
            case "continue":
                self.play(resume=True)
            case "quit":
                self.exit()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Everything by name."""
        return ()


def run(session: Session, *, resume: bool = False, chapter: str = "", slot: str = "") -> int:
    """Run the app until the reader leaves; the exit code. A failure is one line, never a traceback."""
    app = ReaderApp(session, resume=resume, chapter=chapter, slot=slot)
    trouble = io.StringIO()
    app.error_console = Console(file=trouble, width=100)
    try:
        app.run()
    finally:
        session.close()
    if app.return_code:
        return _tell(session, trouble.getvalue())
    return 0


def _tell(session: Session, trouble: str) -> int:
    where = session.data / "trouble.txt"
    try:
        where.write_text(trouble, encoding="utf-8")
        told = f"what happened is in {where}"
    except OSError:
        told = "what happened could not be written down"
    print(f"anora: the app had to stop; what you played is kept, and {told}", file=sys.stderr)
    return 1
