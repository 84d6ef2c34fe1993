"""A pane of notes, in step with the scene: what is decided, what it costs, and what the reader did with it."""

from textual.binding import Binding

from engine.playing.commentary import Commentary, NoteView
from engine.playing.line import names
from engine.playing.moment import Moment, Turn
from engine.reading.model import Pane
from engine.terminal.panes.balance import KEY as BALANCE
from engine.terminal.panes.base import CommentaryPane
from engine.terminal.panes.note_rows import Notes, NotesState, choice_before, note_rows


class NotesPane(CommentaryPane):
    """Shows a pane's notes and its balance."""

    BINDINGS = [
        Binding("left", "aside(-1)", "Fold a note; the chapter before", show=False),
        Binding("right", "aside(1)", "Unfold a note; the next chapter", show=False),
    ]

    def __init__(self, pane: Pane) -> None:
        super().__init__(pane)
        self.state = NotesState()
        self._notes = Notes([], {}, ())
        self._shown: tuple[Commentary, Moment, Turn] | None = None
        """Last the turn whose notes stand first: found while it is there, for the way may have been gone back on."""
        self._opened: set[str] = set()

    def refresh_from(self, commentary: Commentary, moment: Moment) -> None:
        """Show what is open; a new moment brings its own notes to the top."""
        before = self._shown
        if before is not None and before[0].play is not commentary.play:
            self._opened.clear()  # another playthrough, which has opened nothing yet
        self._shown = (commentary, moment, choice_before(commentary, moment.turn))
        new = before is None or before[1].turn != moment.turn
        if new:
            self.state = self.state._replace(folded=frozenset())
        self._draw("head:here" if new else "")
        if new:
            self.view.scroll_to(y=0, animate=False)
            self.view.cursor = next(iter(self.view.keys), "")
        self.show_hint()

    def unfold_everything(self) -> None:
        """Have every note stand unfolded, as in a second reading."""
        self.state = self.state._replace(everything=True)

    def _draw(self, top: str = "") -> None:
        if self._shown is None:
            return
        commentary, _, turn = self._shown
        self._notes = note_rows(commentary, self.pane, turn, self.state)
        self.view.set_rows(self._notes.rows, top)
        self._keep_opened(commentary)

    def _keep_opened(self, commentary: Commentary) -> None:
        """Remember once which notes the reader has had before their eyes."""
        if self.state.everything or not self.display:
            return
        for note in self._notes.unfolded:
            if note not in self._opened:
                self._opened.add(note)
                if not self._notes.shown[note].opened:
                    self.post_message(self.Keep(f"opened:{note}", "1"))

    def show_note(self, note: str) -> bool:
        """Unfold a note and bring it into view."""
        if note not in self._notes.shown:
            return False
        self._unfold(note)
        return self.view.move_to(f"note:{note}", top=True)

    def find(self, asked: str) -> str:
        """The first note of a chapter, or the one of that name."""
        for view in self._notes.shown.values():
            if asked == str(view.chapter) or names(asked, view.note.title, view.note.id):
                return f"note:{view.note.id}"
        return ""

    def bring(self, key: str) -> None:
        """Bring a note into view, unfolded."""
        self.show_note(key.removeprefix("note:"))

    def _unfold(self, note: str) -> None:
        if note not in self._notes.unfolded:
            state = self.state
            self.state = state._replace(unfolded=state.unfolded | {note}, folded=state.folded - {note})
            self._draw()

    def _fold(self, note: str) -> None:
        if note in self._notes.unfolded:
            state = self.state
            self.state = state._replace(unfolded=state.unfolded - {note}, folded=state.folded | {note})
            self._draw()

    def hint(self, key: str) -> str:
        """The keys that do something at a piece."""
        what, _, rest = key.partition(":")
        if what == "note":
            if rest not in self._notes.unfolded:
                return "enter open"
            return "enter show in the text   ← fold"
        if what == BALANCE:
            return "← → chapter   enter its turns"
        return "enter go there" if what in ("line", "act") else ""

    def moved(self, key: str) -> None:
        """The chart picks the present chapter when it is come to."""
        if key == BALANCE and not self.state.column and self._shown is not None:
            self.state = self.state._replace(column=self._shown[1].heading.number)
            self._draw()

    def choose(self, key: str, mark: str, clicked: bool) -> None:
        """A note shows its paragraph, a line its turn, the chart its chapter's turns."""
        what, _, rest = key.partition(":")
        if what == "note" and (view := self._notes.shown.get(rest)) is not None:
            self._choose_note(view)
        elif what == BALANCE:
            column = int(mark) if mark else self.state.column
            again = column == self.state.column and self.state.listed
            self.state = self.state._replace(column=column, listed=not again)
            self._draw()
            self.view.move_to(BALANCE)
        elif what in ("line", "act"):
            self.post_message(self.TurnChosen(int(rest.rpartition(":")[2])))

    def _choose_note(self, view: NoteView) -> None:
        was_folded = view.note.id not in self._notes.unfolded
        self._unfold(view.note.id)
        self.show_hint()
        if view.turn is not None and not (was_folded and self.alone):
            self.post_message(self.SceneChosen(view.turn, view.note.id))

    def action_aside(self, by: int) -> None:
        """Fold and unfold a note, or pick another chapter of the chart."""
        what, _, rest = self.view.cursor.partition(":")
        if what == "note":
            (self._unfold if by > 0 else self._fold)(rest)
        elif what == BALANCE and self._shown is not None:
            count = len(self._shown[0].story.chapters)
            self.state = self.state._replace(column=(self.state.column - 1 + by) % count + 1)
            self._draw()
        self.show_hint()
