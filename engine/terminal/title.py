"""The title screen: the first thing that is seen, so it builds only what it shows."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from engine.session import Session
from engine.terminal.rows import Rows
from engine.terminal.text import words


class TitleScreen(Screen[None]):
    """Title, notices, and where to go."""

    CSS_PATH = "title.tcss"
    AUTO_FOCUS = "#menu"
    BINDINGS = [
        Binding("a", "pick('about')", show=False),
        Binding("q", "pick('quit')", show=False),
        Binding("n", "pick('new')", show=False),
        Binding("c", "pick('continue')", show=False),
        Binding("g", "pick('chapters')", show=False),
        Binding("f", "pick('saves')", show=False),
        Binding("o", "pick('room')", show=False),
        Binding("comma", "pick('settings')", show=False),
        Binding("question_mark,f1", "pick('help')", show=False),
    ]

    class Picked(Message):
        """An entry was picked: its id."""

        def __init__(self, entry: str) -> None:
            super().__init__()
            self.entry = entry

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def compose(self) -> ComposeResult:
        """The page."""
        file = self.session.script.story.file
        with VerticalScroll(id="title-page", can_focus=False):
            yield Static(words(file.title), id="title")
            if file.subtitle:
                yield Static(words(file.subtitle), id="subtitle")
            if file.welcome:
                yield Static(words(" ".join(file.welcome.split())), classes="title-text")
            yield Menu(*self._entries(), id="menu", markup=False, compact=True)
            for notice in (file.spoiler_notice, file.content_notice):
                if notice:
                    yield Static(words(" ".join(notice.split())), classes="title-notice")

    def _entries(self) -> list[Option]:
        session = self.session
        entries = [("new", "n", "Begin")]
        if session.can_resume:
            entries = [("continue", "c", "Continue"), ("new", "n", "Begin anew")]
        entries += [("chapters", "g", "Chapters"), ("saves", "f", "Saves")]
        if session.memory.ended:
            entries.append(("room", "o", "Reading room"))
        entries += [
            ("settings", ",", "Settings"),
            ("about", "a", "About"),
            ("help", "?", "Keys"),
            ("quit", "q", "Quit"),
        ]
        return [Option(f"{key}   {name}", id=entry) for entry, key, name in entries]

    def refresh_menu(self) -> None:
        """Offer what there is now."""
        menu = self.query_one(Menu)
        menu.clear_options()
        menu.add_options(self._entries())
        menu.highlighted = 0

    def on_screen_resume(self) -> None:
        """Back from elsewhere: there may be something to continue now."""
        if self.is_mounted and self.query(Menu):
            self.refresh_menu()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Pick by Enter or mouse."""
        self.post_message(self.Picked(event.option_id or ""))

    def action_pick(self, entry: str) -> None:
        """Pick by a key, if it is offered."""
        if any(option.id == entry for option in self.query_one(Menu).options):
            self.post_message(self.Picked(entry))


class Menu(Rows):
    """The entries."""
