"""The saves page: keep, load, rename, delete; one file out, one file in."""

import time
from collections.abc import Callable, Sequence
from textwrap import shorten

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static
from textual.widgets.option_list import Option

from engine.clean import clean
from engine.keeping.names import file_name
from engine.keeping.saves import AUTO, SaveError, Slot, Unreadable
from engine.session import Session
from engine.terminal.ask import ask
from engine.terminal.notice import let_go
from engine.terminal.sheet import Sheet
from engine.terminal.text import fit, hanging, lines, words

_WRITING = "enter keep   esc leave it"
"""The keys while a field is open."""


class SavesSheet(Sheet[str]):
    """The answer is the slot to go on with."""

    TITLE_LINE = "Saves"
    HINTS = "enter load  s save  r rename  d delete  x export  i import  esc back"
    BINDINGS = [
        Binding("s", "save", show=False),
        Binding("r", "rename", show=False),
        Binding("d,delete", "delete", show=False),
        Binding("x", "export", show=False),
        Binding("i", "take_in", show=False),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._then: Callable[[str], None] | None = None
        """What is done with what is written, while the field is open."""
        self._unreadable: dict[str, Unreadable] = {}
        """By their rows."""

    def about(self) -> str:
        """What is kept without being asked."""
        kept_in = self.session.kept_in or self.session.slot
        return f"Every turn is kept without being asked, in {kept_in}. A name of your own keeps a copy."

    def rows(self) -> Sequence[Option]:
        """One row a slot, and one a file that gives none."""
        try:
            slots, unreadable = self.session.saves.listed()
        except SaveError as error:
            return [Option(Content(clean(error.sentence)), disabled=True)]
        # What such a file goes by may be the name of a slot as well, in which there is no line break.
        self._unreadable = {f"\n{number}": one for number, one in enumerate(unreadable)}
        rows = [Option(slot_row(slot, self.room), id=slot.name) for slot in slots]
        rows += [Option(unreadable_row(one, self.room), id=row) for row, one in self._unreadable.items()]
        return rows or [Option("No saves yet.", disabled=True)]

    def below(self) -> ComposeResult:
        """Where a name is written: what it is for, the field, and what is wrong with it."""
        with Vertical(id="save-field"):
            yield Static(id="save-for")
            yield Input(id="save-name", compact=True, select_on_focus=False)
            yield Static(id="save-trouble")

    def picked(self, row: str) -> None:
        """Load a slot, after a question if a playthrough would be left for it."""
        if row in self._unreadable:
            self._tell_unreadable()
            return
        if self.session.kept_in in ("", row):
            self.dismiss(row)
            return

        async def load() -> None:
            self.dismiss(row)

        ask(self, f"Go on with “{row}”?", "Where you are now stays among the saves.", "Load it", then=load)

    def action_save(self) -> None:
        """Keep a copy of where the reader is."""
        if not self.session.kept_in:
            self._tell("There is nothing to save before the beginning.")
            return
        self._write("A name for it", "", self._save)

    def _save(self, name: str) -> None:
        if name in (AUTO, self.session.kept_in):
            self._refuse("That name is for what is kept without being asked; choose another.")
            return

        async def save() -> None:
            self._try(lambda: self.session.save_as(name))

        if self.session.saves.exists(name):
            ask(self, f"There is a save called “{name}”.", "Put this in its place?", "Replace it", then=save)
        else:
            self._try(lambda: self.session.save_as(name))

    def action_rename(self) -> None:
        """Give the marked slot another name."""
        old = self.row_id()
        if old in self._unreadable:
            self._tell_unreadable()
        elif old in (AUTO, self.session.kept_in):
            self._tell(
                "The playthrough that is kept without being asked keeps its name; s keeps a copy under another."
            )
        elif old:
            self._write(
                f"Another name for “{old}”",
                old,
                lambda new: self._try(lambda: self.session.saves.rename(old, new), marked=new),
            )

    def action_delete(self) -> None:
        """Delete the marked slot, after a question."""
        name = self.row_id()
        if name in self._unreadable:
            name = self._unreadable[name].name
            # Of another file, one that would be called otherwise here, the name is not known.
            if file_name(name) != name or not self.session.saves.exists(name):
                self._tell("That file can only be moved away by hand.")
                return
        if name and name == self.session.kept_in:
            self._tell("That is the playthrough that you are in.")
            return

        async def delete() -> None:
            self._try(lambda: self.session.saves.delete(name))

        if name:
            ask(self, f"Delete “{name}”?", "It is gone for good then.", "Delete it", then=delete, no="Keep it")

    def action_export(self) -> None:
        """Copy the marked slot to a file."""
        name = self.row_id()
        if name in self._unreadable:
            self._tell_unreadable()
        elif name:
            self._write(
                f"A file for “{name}”",
                f"~/{name}.save",
                lambda to: self._try(
                    lambda: self.session.saves.export(name, self.session.file(to)), f"Written to {to}."
                ),
            )

    def action_take_in(self) -> None:
        """Make a slot of a file."""
        self._write("The file to take in", "", self._take_in)

    def _take_in(self, file: str) -> None:
        self._try(lambda: self._tell(f"Taken in as “{self.session.saves.take_in(self.session.file(file))}”."))

    def _try(self, deed: Callable[[], object], done: str = "", marked: str = "") -> None:
        try:
            deed()
        except SaveError as error:
            self._refuse(error.sentence)
            return
        self._close_field()
        if done:
            self._tell(done)
        self.refill(marked=marked)

    def _tell(self, text: str) -> None:
        """Say something, in place of what was said before."""
        let_go(self)
        self.notify(text, timeout=8)

    def _tell_unreadable(self) -> None:
        self._tell("That save cannot be read; d deletes it.")

    def _refuse(self, text: str) -> None:
        """Say why not; in the open field what was written can be mended."""
        if self._then is None:
            self._tell(text)
        else:
            self._show_trouble(text)
            self.query_one(Input).action_select_all()

    def _show_trouble(self, text: str) -> None:
        trouble = self.query_one("#save-trouble", Static)
        trouble.update(words(clean(text)))
        trouble.display = bool(text)

    def _write(self, what: str, value: str, then: Callable[[str], None]) -> None:
        self._then = then
        let_go(self)  # a notice would stand over the field
        self.query_one("#sheet").add_class("-asking")
        self.query_one("#save-for", Static).update(words(what))
        self.query_one("#sheet-hints", Static).update(words(_WRITING))
        self._show_trouble("")
        field = self.query_one(Input)
        field.value = value
        field.action_select_all()
        self.set_focus(field)  # at once: what is pressed next is meant for it

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Use what was written; the field stays until it could be used."""
        if self._then is None or self.app.screen is not self:
            return  # it was pressed twice
        if event.value.strip():
            self._then(event.value.strip())
        else:
            self._close_field()

    def on_descendant_focus(self) -> None:
        """Leave the field where the keys go elsewhere, for they are commands there."""
        if self._then is not None and self.focused is not self.query_one(Input):
            self._close_field()

    def _close_field(self) -> None:
        self._then = None
        self.query_one("#sheet").remove_class("-asking")
        self.query_one("#sheet-hints", Static).update(words(self.HINTS))
        self.set_focus(self.list)

    def action_close(self) -> None:
        """Close the field, or the page."""
        if self._then is not None:
            self._close_field()
        else:
            self.dismiss(None)


def slot_row(slot: Slot, width: int) -> Content:
    """A slot in two lines: its name and when; where it stands and its first words there."""
    when = time.strftime("%d %b %Y, %H:%M", time.localtime(slot.when)).lstrip("0")
    name = fit(slot.name, width - len(when) - 4)
    choices = "1 choice" if slot.turns == 1 else f"{slot.turns} choices"
    where = f"{slot.chapter}  {slot.title}" if slot.chapter else "of another version of the story"
    end = ", at the end" if slot.ended else ""
    first = Content.assemble(name, " " * (width - name.cell_length - len(when)), (when, "$text-muted"))
    told = f"   {where}{end}, {choices}"
    spoken = shorten(slot.words, max(width - len(told) - len(": “ …”"), 1), placeholder="")
    told += f": “{spoken} …”" if spoken else ""
    return lines([first, fit(told, width).stylize("$text-muted")])


def unreadable_row(one: Unreadable, width: int) -> Content:
    """A file that gives no slot, and why."""
    name = words(clean(one.name)).wrap(width)
    return lines([*name, *hanging(words("   "), words(clean(one.error)), width)]).stylize("$text-muted")
