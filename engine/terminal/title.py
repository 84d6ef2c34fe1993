"""The title screen: the first thing that is seen, so it is one widget that draws no more than it shows."""

from typing import ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from engine.session import Session
from engine.terminal.modal import Page
from engine.terminal.text import CARET, lines, with_meta, words

_MEASURE = 62
_MARGIN = 2


class Entry(NamedTuple):
    """Somewhere to go from the title: its id, its key, a word for it."""

    id: str
    key: str
    name: str


def entries_of(session: Session) -> list[Entry]:
    """Where there is to go now."""
    entries = [Entry("new", "n", "Begin")]
    if session.can_resume:
        entries = [Entry("continue", "c", "Continue"), Entry("new", "n", "Begin anew")]
    entries += [Entry("chapters", "g", "Chapters"), Entry("saves", "f", "Saves")]
    if session.memory.ended:
        entries.append(Entry("room", "o", "Reading room"))
    return [
        *entries,
        Entry("settings", ",", "Settings"),
        Entry("about", "a", "About"),
        Entry("help", "?", "Keys"),
        Entry("quit", "q", "Quit"),
    ]


class TitleScreen(Page[None]):
    """Title, notices, and where to go."""

    CSS_PATH = "title.tcss"
    AUTO_FOCUS = "#title-page"

    class Picked(Message):
        """An entry was picked: its id."""

        def __init__(self, entry: str) -> None:
            super().__init__()
            self.entry = entry

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.page = TitlePage(session)

    def compose(self) -> ComposeResult:
        """The page."""
        yield self.page

    def on_screen_resume(self) -> None:
        """Back from elsewhere: there may be something to continue now."""
        self.page.refill()
        for notice in self.session.notices:
            self.notify(notice, timeout=8)
        self.session.notices.clear()


class TitlePage(Widget, can_focus=True):
    """The page: what the story is, a list of entries with a caret, what it says of itself beforehand."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "step(-1)", show=False),
        Binding("down,j", "step(1)", show=False),
        Binding("home,pageup", "end(0)", show=False),
        Binding("end,pagedown", "end(-1)", show=False),
        Binding("enter", "take", show=False),
        *(
            Binding(key, f"pick('{entry}')", show=False)
            for key, entry in (
                ("n", "new"),
                ("c", "continue"),
                ("g", "chapters"),
                ("f", "saves"),
                ("o", "room"),
                ("comma", "settings"),
                ("a", "about"),
                ("question_mark,f1", "help"),
                ("q", "quit"),
            )
        ),
    ]

    cursor = reactive(0)

    def __init__(self, session: Session) -> None:
        super().__init__(id="title-page")
        self.session = session
        self.entries = entries_of(session)

    def refill(self) -> None:
        """Offer what there is now."""
        entries = entries_of(self.session)
        if entries != self.entries:
            self.entries = entries
            self.cursor = 0
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as the window, or as the words where they are higher."""
        return max(len(self._rows(width)[0]), viewport.height)

    def render(self) -> Content:
        """The page, in the middle of the window."""
        size = self.content_size
        rows, _ = self._rows(size.width)
        above = max((size.height - len(rows)) // 2, 0)
        indent = Content(" " * max((size.width - _MEASURE) // 2 - _MARGIN, 0))
        return lines([*[Content("")] * above, *(indent + row for row in rows)])

    def _rows(self, width: int) -> tuple[list[Content], int]:
        """The page's rows, and which of them is the first entry's."""
        file = self.session.script.story.file
        measure = max(min(_MEASURE, width - 2 * _MARGIN), 1)

        def told(text: str, style: str = "") -> list[Content]:
            return words(" ".join(text.split()), style).wrap(measure)

        margin, blank = Content(" " * _MARGIN), Content("")
        head = told(file.title, "bold $text-accent")
        if file.subtitle:
            head += told(file.subtitle, "$text-muted")
        if file.welcome:
            head += [blank, *told(file.welcome)]
        rows = [blank, *(margin + row for row in head), blank]
        first = len(rows)
        for number, entry in enumerate(self.entries):
            here = number == self.cursor
            lead = words(f"{CARET} " if here else " " * _MARGIN, "bold $text-accent")
            row = words(f"{entry.key}   {entry.name}", "bold $text-accent" if here else "")
            rows.append(with_meta(lead + row, entry=number))
        rows.append(blank)
        for notice in (file.spoiler_notice, file.content_notice):
            if notice:
                rows += [*(margin + row for row in told(notice, "$text-muted")), blank]
        return rows, first

    def watch_cursor(self) -> None:
        """Draw the caret where it is now, and have it in view where the page is higher than the window."""
        self.refresh()
        _, first = self._rows(self.content_size.width)
        self.screen.scroll_to_region(Region(0, first + self.cursor, 1, 1), animate=False)

    def action_step(self, by: int) -> None:
        """Move the caret, round the ends too."""
        self.cursor = (self.cursor + by) % len(self.entries)

    def action_end(self, at: int) -> None:
        """To the first or the last entry."""
        self.cursor = at % len(self.entries)

    def action_take(self) -> None:
        """Pick what is marked."""
        self.post_message(TitleScreen.Picked(self.entries[self.cursor].id))

    def action_pick(self, entry: str) -> None:
        """Pick by a key, if it is offered."""
        if any(one.id == entry for one in self.entries):
            self.post_message(TitleScreen.Picked(entry))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Move the caret under the pointer."""
        number = event.style.meta.get("entry")
        if number is not None:
            self.cursor = number

    def on_click(self, event: events.Click) -> None:
        """Pick what was clicked."""
        number = event.style.meta.get("entry")
        if number is not None:
            event.stop()
            self.post_message(TitleScreen.Picked(self.entries[number].id))
