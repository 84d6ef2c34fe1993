"""Everything by name: commands, panes, chapters."""

from collections.abc import Awaitable, Callable, Iterator
from typing import ClassVar, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.command import Command, CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.errors import NoWidget
from textual.fuzzy import Matcher
from textual.markup import escape
from textual.screen import ModalScreen
from textual.widgets import Input

from engine.keeping.settings import SETTINGS
from engine.terminal.app import ReaderApp
from engine.terminal.keys import keys_shown
from engine.terminal.modal import Once
from engine.terminal.play import PlayScreen
from engine.terminal.rows import pass_over_what_has_gone


class Entry(NamedTuple):
    """Something that can be done, its name, what it is, and how."""

    name: str
    help: str
    deed: Callable[[], Awaitable[object] | object]
    also: tuple[str, ...] = ()
    """Other words by which it is found."""

    def score(self, matcher: Matcher) -> float:
        """How well it fits what is looked for."""
        return max(map(matcher.match, (self.name, *self.also)))


class EverythingProvider(Provider):
    """Offers what can be done from the screen that is shown."""

    async def discover(self) -> Hits:
        """All of it."""
        for entry in self._entries():
            yield DiscoveryHit(Content(entry.name), entry.deed, entry.name, escape(entry.help))

    def found(self, query: str) -> dict[str, tuple[float, Entry]]:
        """What fits the words and how well, by name."""
        matcher = self.matcher(query)
        scored = ((entry.score(matcher), entry) for entry in self._entries())
        return {entry.name: (score, entry) for score, entry in scored if score > 0}

    async def search(self, query: str) -> Hits:
        """What fits the words."""
        for score, entry in self.found(query).values():
            yield Hit(score, Content(entry.name), entry.deed, entry.name, escape(entry.help))

    def _entries(self) -> Iterator[Entry]:
        screen, app = self.screen, self.app
        if isinstance(screen, PlayScreen):
            yield from _of_play(screen)
            if isinstance(app, ReaderApp):
                yield Entry("Title page", "Leave the story for its first page", app.show_title)
        if isinstance(screen, ModalScreen):
            yield Entry("Back", "To where you were", screen.dismiss)
        else:
            yield Entry("Leave", "Close the program", app.action_quit, ("Quit", "Exit"))


class FoundList(CommandList):
    """What is found, which changes with each letter, also under a click."""

    @on(events.Click)
    def _click_what_is_there(self, event: events.Click) -> None:
        pass_over_what_has_gone(self, event)


class Everything(CommandPalette, Once[None], inherit_bindings=False):
    """Textual's palette without its page keys, which fail while nothing has been found yet."""

    CSS_PATH = ["lists.tcss", "palette.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "cursor_down", show=False),
        Binding("up", "command_list('cursor_up')", show=False),
        Binding("escape", "escape", show=False),
    ]

    def compose(self) -> ComposeResult:
        """Textual's own page, with that list."""
        for widget in super().compose():
            yield FoundList() if isinstance(widget, CommandList) else widget

    # Keys can come faster than pages: a palette that has been taken away already has no list to search for, and in a
    # window that has become smaller there may be nothing under the pointer.

    @on(events.Mount)
    def _begin_while_here(self, event: events.Mount) -> None:
        if self not in self.app.screen_stack:
            event.prevent_default()

    @on(Input.Changed)
    def _search_while_here(self, event: Input.Changed) -> None:
        if self not in self.app.screen_stack:
            event.stop()
            event.prevent_default()

    @on(Input.Submitted)
    def _take_what_fits(self, event: Input.Submitted) -> None:
        """Take the marked row where it fits the words: the list lags behind them, and stays if they find nothing."""
        query, rows = event.value.strip(), self.query_one(CommandList)
        if not query or self not in self.app.screen_stack:
            return
        beneath = self.app.screen_stack[self.app.screen_stack.index(self) - 1]
        found = EverythingProvider(beneath).found(query)
        best, entry = max(found.values(), key=lambda one: one[0], default=(0, None))
        marked = rows.highlighted_option
        fit = found.get(str(marked.hit.text), (0, None))[0] if isinstance(marked, Command) else 0
        if not fit or (fit < best and not rows.highlighted):
            event.stop()
            event.prevent_default()
            if entry is not None:
                self.dismiss()
                self.app.call_later(entry.deed)

    @on(events.Click)
    def _click_where_something_is(self, event: events.Click) -> None:
        try:
            self.get_widget_at(event.screen_x, event.screen_y)
        except NoWidget:
            event.prevent_default()

    @on(events.ScreenSuspend)
    def _search_no_more(self) -> None:
        if self not in self.app.screen_stack:
            self.workers.cancel_node(self)


def _of_play(screen: PlayScreen) -> Iterator[Entry]:
    kinds = {f"pane-{pane.id}": pane.kind for pane in screen.story.panes}
    for command in screen.commands:
        pane = command.id.startswith("pane-")
        if command.id not in _NEED_WORDS and screen.offers(command.id):
            help_line = "Show or hide the pane" if pane else command.help
            keys = keys_shown(command)
            help_line = f"{help_line} ({keys})" if keys else help_line
            also = (*command.words, *_DONE_THERE.get(kinds.get(command.id, command.id), ()))
            yield Entry(command.title, help_line, _doing(screen, command.id), also)
    for number, chapter in enumerate(screen.story.chapters if screen.offers("go") else (), 1):
        known = screen.session.commentary.reached(chapter.id)
        name = f"Chapter {number}: {chapter.title}" if known else f"Chapter {number}"
        also = (f"Go to {name}", f"Jump to {name}")
        yield Entry(name, "Go there" if known else "Not reached yet", _going(screen, chapter.id), also)


_DONE_THERE = {
    "saves": ("save", "load", "rename", "delete", "export", "import"),
    "readings": ("weigh", "hold", "answer", "own"),
    "settings": tuple(setting.name for setting in SETTINGS),
}
"""What is done by hand on the page of a command, or in a pane of a kind: words by which these are found."""
_NEED_WORDS = {"line", "go", "save", "load", "rename", "delete", "weigh", "hold", "answer", "own", "quit"}


def _doing(screen: PlayScreen, command: str) -> Callable[[], Awaitable[object]]:
    return lambda: screen.action_do(command)


def _going(screen: PlayScreen, chapter: str) -> Callable[[], Awaitable[object]]:
    from engine.terminal.doing import go

    return lambda: go(screen, chapter)
