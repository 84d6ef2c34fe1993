"""A pane of readings: cards to weigh, to hold, and to set side by side; questions to answer."""

from textual.binding import Binding

from engine.playing.commentary import Commentary
from engine.playing.line import names
from engine.playing.moment import Moment
from engine.reading.model import Pane
from engine.terminal.layout import Wish
from engine.terminal.panes.base import CommentaryPane
from engine.terminal.panes.cards import SECOND, Cards, card_rows
from engine.terminal.panes.writing import Writing

SPLIT_FROM = 52
"""Columns of text from which two cards stand side by side."""
ROOM = 80
"""Columns that the pane asks for so that they do."""
_NOT_AT = 80
"""In a terminal as narrow as this, cards always stand one under the other."""


class ReadingsPane(CommentaryPane):
    """Shows a pane's readings."""

    BINDINGS = [
        Binding("plus", "weigh('convincing')", "Convincing", show=False),
        Binding("minus", "weigh('not convincing')", "Not convincing", show=False),
        Binding("asterisk", "hold", "Hold this reading", show=False),
        Binding("equals_sign", "beside", "Set beside another", show=False),
        Binding("left", "card(-1)", "The card before", show=False),
        Binding("right", "card(1)", "The next card", show=False),
    ]

    def __init__(self, pane: Pane) -> None:
        super().__init__(pane)
        self.beside: tuple[str, ...] = ()
        self._cards = Cards([], {}, {}, {}, {}, "")
        self._commentary: Commentary | None = None

    def refresh_from(self, commentary: Commentary, moment: Moment) -> None:
        """Show the cards, or when they open."""
        self._commentary = commentary
        self._draw()
        self.show_hint()

    def on_resize(self) -> None:
        """Let cards stand side by side where there is room."""
        self.view.split_from(SPLIT_FROM if self.app.size.width > _NOT_AT else 0)

    def find(self, asked: str) -> str:
        """A card by its number or its name."""
        for number, view in enumerate(self._cards.readings.values(), 1):
            if asked == str(number) or names(asked, view.reading.name, view.reading.id):
                return f"card:{view.reading.id}"
        return ""

    def _draw(self, top: str = "") -> None:
        if self._commentary is None:
            return
        self._cards = card_rows(self._commentary, self.pane, self.beside)
        self.view.set_rows(self._cards.rows, top)

    def hint(self, key: str) -> str:
        """The keys that do something at a piece."""
        what = self._what(key)[0]
        return {
            "card": "* hold   = beside   ← → cards",
            "weigh": "+ convincing   - not   ← → cards",
            "yours": "enter go there   + -  weigh",
            "own": "enter write",
            "question": "enter answer",
        }.get(what, "")

    @staticmethod
    def _what(key: str) -> tuple[str, str]:
        what, _, rest = key.removeprefix(SECOND).partition(":")
        return what, rest

    def choose(self, key: str, mark: str, clicked: bool) -> None:
        """Go to a turn, hold a card, write, or answer."""
        what, rest = self._what(key)
        if mark == "weigh":
            self.action_weigh("")
        elif mark == "hold" or (what == "card" and not clicked):
            self.action_hold()
        elif mark == "beside":
            self.action_beside()
        elif what == "yours" and rest in self._cards.turns:
            self.post_message(self.TurnChosen(self._cards.turns[rest]))
        elif what == "own":
            self._write(f"own:{self.pane.id}", "In your own words", self._cards.own)
        elif what == "question" and rest in self._cards.questions:
            question, answer = self._cards.questions[rest]
            self._write(f"answer:{rest}", question.text, answer, question.answers)

    def _write(self, key: str, title: str, text: str, offered: tuple[str, ...] = ()) -> None:
        def written(words: str | None) -> None:
            if words is not None:
                self.post_message(self.Keep(key, words))

        self.app.push_screen(Writing(title, text, offered), written)

    def action_weigh(self, weight: str) -> None:
        """Mark the argument at the caret; the same mark again takes it back. Without one, go through all three."""
        what, rest = self._what(self.view.cursor)
        now = self._cards.weights.get(rest)
        if what not in ("weigh", "yours") or now is None:
            return
        if not weight:
            weight = {"": "convincing", "convincing": "not convincing", "not convincing": ""}[now]
        elif weight == now:
            weight = ""
        self.post_message(self.Keep(f"weigh:{rest}", weight))

    def action_hold(self) -> None:
        """Name the card at the caret as the reading held, or no longer."""
        if (reading := self._reading()) in self._cards.readings:
            held = self._cards.readings[reading].held
            self.post_message(self.Keep(f"hold:{self.pane.id}", "" if held else reading))

    def action_beside(self) -> None:
        """Mark the card at the caret; two that are marked stand side by side, a third takes the first one's place."""
        reading = self._reading()
        if not reading:
            return
        if reading in self.beside:
            self.beside = tuple(one for one in self.beside if one != reading)
        else:
            self.beside = (*self.beside, reading)[-2:]
        both = len(self.beside) == 2
        frame = self.outer_size.width - self.view.scrollable_content_region.width
        self.post_message(self.RoomWanted(self.pane.id, Wish(ROOM, SPLIT_FROM + frame) if both else None))
        self._draw("head:beside" if both else "")
        if both:
            self.view.cursor = f"{SECOND}card:{self.beside[0]}"
        elif self.view.cursor not in self.view.laid.places or not self.beside:
            self.view.move_to(f"card:{reading}")
        self.show_hint()

    def _reading(self) -> str:
        """The reading that the piece at the caret belongs to."""
        laid, found = self.view.laid, ""
        here = next((cell for cell in laid.cells if cell.piece.key == self.view.cursor), None)
        for cell in laid.cells:
            what, rest = self._what(cell.piece.key)
            if what == "card" and here is not None and cell.x == here.x and cell.y <= here.y:
                found = rest
            elif what == "held" and here is not None and cell.y <= here.y:
                found = ""
        return found

    def action_card(self, by: int) -> None:
        """To the other column, or to the next card or the one before."""
        if self.view.across(by):
            return
        laid = self.view.laid
        at = laid.cells[laid.places[self.view.cursor]].y if self.view.cursor in laid.places else 0
        cards = [cell for cell in laid.cells if self._what(cell.piece.key)[0] == "card"]
        if by > 0:
            found = next((cell for cell in cards if cell.y > at), None)
        else:
            found = next((cell for cell in reversed(cards) if cell.y < at), None)
        if found is not None:
            self.view.move_to(found.piece.key, top=True)
