"""A pane of notes: each open note with the reader's own line beside it, those of the present scene first in view."""

from textual.app import ComposeResult
from textual.content import Content
from textual.containers import Vertical
from textual.widgets import Static

from engine.playing.commentary import KIND_WORDS, Closed, Commentary, NoteView
from engine.playing.moment import Moment
from engine.playing.prose import paragraphs as cut
from engine.reading.model import Pane
from engine.terminal.panes.base import CommentaryPane
from engine.terminal.text import lines, prose, words


class NoteItem(Static):
    """One note, or the line that stands for a chapter not reached."""

    def __init__(self, content: Content, note: str, here: bool) -> None:
        super().__init__(content, classes="note -here" if here else "note")
        self.note = note


class NotesPane(CommentaryPane):
    """Shows a pane's notes."""

    def __init__(self, pane: Pane) -> None:
        super().__init__(pane)
        self._list = Vertical(classes="notes")
        self._shown: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        """Title and list."""
        yield from super().compose()
        yield self._list

    def refresh_from(self, commentary: Commentary, moment: Moment) -> None:
        """Show what is open, and bring the present scene's notes into view."""
        gate = commentary.gate(self.pane)
        views = [] if gate else commentary.notes(self.pane)
        shown = (gate, tuple(views), moment.turn.scene)
        if shown == self._shown:
            return
        self._shown = shown
        self.show_content(words(gate or self.pane.about.strip(), "$text-muted"))
        items = [self._item(view, moment, commentary) for view in views]
        self.call_later(self._replace, items)

    async def _replace(self, items: list[NoteItem]) -> None:
        with self.app.batch_update():
            await self._list.remove_children()
            await self._list.mount_all(items)
        here = next((item for item in items if item.has_class("-here")), None)
        if here is not None:
            self.scroll_to_widget(here, top=True, animate=False)

    def show_note(self, note: str) -> bool:
        """Bring a note into view."""
        for item in self._list.query(NoteItem):
            if item.note == note:
                self.scroll_to_widget(item, top=True, animate=False)
                return True
        return False

    def _item(self, view: NoteView | Closed, moment: Moment, commentary: Commentary) -> NoteItem:
        if isinstance(view, Closed):
            return NoteItem(words(f"Chapter {view.chapter}: {view}", "$text-muted"), "", False)
        note = view.note
        here = note.at == moment.turn.scene
        parts = [words(("❯ " if here else "† ") + note.title, "bold $text-accent" if here else "bold")]
        parts += [prose(paragraph) for paragraph in cut(note.text)]
        if note.costs:
            parts.append(words("It costs: ", "$text-muted") + prose(" ".join(note.costs.split())))
        if note.stood_open:
            parts.append(words("Also open: ", "$text-muted") + prose(" ".join(note.stood_open.split())))
        parts += [words(f"You: “{line.text}”", "italic") for line in view.lines]
        said = f"{KIND_WORDS[note.kind]}{f' by {note.by}' if note.by else ''} · {view.source}"
        parts.append(words(said, "$text-muted"))
        return NoteItem(lines(parts), note.id, here)
