"""The settings page: each change is seen at once, and kept."""

from collections.abc import Sequence

from textual.binding import Binding
from textual.content import Content
from textual.widgets.option_list import Option

from engine.clean import clean
from engine.keeping.settings import FILE, SETTINGS, in_words, understood
from engine.session import Session
from engine.terminal.sheet import Sheet
from engine.terminal.text import hanging, lines, words
from engine.terminal.themes import no_colour


class SettingsSheet(Sheet[bool]):
    """Left and right change the marked setting."""

    TITLE_LINE = "Settings"
    HINTS = "left right change   enter next value   esc back"
    BINDINGS = [
        Binding("left,h", "turn(-1)", show=False),
        Binding("right,l", "turn(1)", show=False),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def about(self) -> str:
        """Where keys are set."""
        return f"Keys of your own are set in {clean(str(self.session.data / FILE))}, under keys."

    def rows(self) -> Sequence[Option]:
        """One row a setting."""
        made = []
        for setting in SETTINGS:
            value = in_words(self.session.settings, setting.name)
            chosen = f"◂ {value} ▸"
            lead = Content.assemble(f"{setting.name:<14}", (chosen, "bold"), " " * (16 - len(chosen)))
            row = lines(hanging(lead, words(setting.help, "$text-muted"), self.room))
            made.append(Option(row, id=setting.name))
        return made

    def picked(self, row: str) -> None:
        """The next value."""
        self.action_turn(1)

    def action_turn(self, by: int) -> None:
        """Another value for the marked setting."""
        name = self.row_id()
        if not name:
            return
        values = values_of(name)
        now = in_words(self.session.settings, name)
        if name == "column":
            first, last = int(values[0]), int(values[-1])
            came_to_its_end = int(now) == (last if by > 0 else first)
            value = values[-1 if by < 0 else 0] if came_to_its_end else str(min(max(int(now) + 2 * by, first), last))
        else:
            value = values[((values.index(now) if now in values else 0) + by) % len(values)]
        self.session.change(**understood(name, value))
        self.app.follow_settings()  # type: ignore[attr-defined]
        self.refill()

    def action_close(self) -> None:
        """Back."""
        self.dismiss(True)


def values_of(name: str) -> list[str]:
    """What a setting may be, in words."""
    if name == "column":
        return [str(column) for column in range(56, 81, 2)]
    values = next(setting.values for setting in SETTINGS if setting.name == name).split(", ")
    return [value for value in values if not (value == "terminal" and no_colour())]
