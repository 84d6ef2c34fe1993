"""The choices under the prose, and the things that can be looked at under those."""

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from engine.playing.moment import Option, Sight
from engine.terminal.text import CARET, fit, hanging, lines, prose, with_meta, words


class Wrapped(Widget):
    """Lines that are wrapped by their owner, and made anew only when the width or the words change."""

    def __init__(self, name: str) -> None:
        super().__init__(id=name)
        self._made: tuple[int, list[Content]] | None = None

    def lines_at(self, width: int) -> list[Content]:
        """The lines at a width."""
        raise NotImplementedError

    def changed(self, layout: bool = True) -> None:
        """Have the lines made anew."""
        self._made = None
        self.refresh(layout=layout)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One row for each line."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The lines, at the width there is."""
        return lines(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        if self._made is None or self._made[0] != width:
            self._made = (width, self.lines_at(width))
        return self._made[1]


class ChoiceList(Wrapped):
    """Numbered choices with a caret at the one that Enter takes; closed ones say why."""

    ALLOW_SELECT = False
    cursor = reactive(0)
    active = reactive(True)

    class Chosen(Message):
        """A choice was clicked."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self) -> None:
        super().__init__("choices")
        self.options: tuple[Option, ...] = ()

    def set_options(self, options: tuple[Option, ...]) -> None:
        """Show these, the caret at the first open one."""
        self.options = options
        self.set_reactive(ChoiceList.cursor, next((n for n, one in enumerate(options) if one.open), 0))
        self.changed()

    def move(self, by: int) -> bool:
        """Move the caret; whether there was somewhere to move to."""
        to = self.cursor + by
        if not 0 <= to < len(self.options):
            return False
        self.cursor = to
        return True

    def watch_cursor(self) -> None:
        """Draw the caret where it is now."""
        self.changed(layout=False)

    def watch_active(self) -> None:
        """Draw the caret, or none."""
        self.changed(layout=False)

    def lines_at(self, width: int) -> list[Content]:
        """The choices' lines."""
        made: list[Content] = []
        for number, option in enumerate(self.options):
            here = self.active and number == self.cursor
            style = "$text-accent bold" if here and option.open else "$text-muted" if option.why else "$foreground"
            key = str((number + 1) % 10) if number < 10 else " "
            lead = Content.assemble((CARET if here else " ", "$text-accent bold"), f" {key}  ")
            lead = lead.stylize("$text-accent bold" if here else "$text-muted")
            body = prose(option.text).stylize(style)
            if option.why:
                body = Content.assemble(body.stylize("strike"), words(f"  {option.why}", "italic $text-muted"))
            elif option.taken:
                body = Content.assemble(body, words("  taken before", "$text-muted"))
            made += [with_meta(line, choice=number) for line in hanging(lead, body, width)]
        return made

    def on_click(self, event: events.Click) -> None:
        """Tell which choice was clicked."""
        number = event.style.meta.get("choice")
        if number is not None:
            event.stop()
            self.post_message(self.Chosen(number))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Move the caret under the pointer."""
        number = event.style.meta.get("choice")
        if number is not None:
            self.cursor = number


class SightList(Wrapped):
    """What can be looked at, on a quiet line."""

    ALLOW_SELECT = False
    cursor = reactive(-1)
    """Which thing is marked; -1 for none."""

    class Looked(Message):
        """A thing was clicked."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self) -> None:
        super().__init__("sights")
        self.sights: tuple[Sight, ...] = ()

    def set_sights(self, sights: tuple[Sight, ...]) -> None:
        """Show these, none marked."""
        self.sights = sights
        self.set_reactive(SightList.cursor, -1)
        self.display = bool(sights)
        self.changed()

    def move(self, by: int) -> None:
        """Mark the next or the last thing, round and round."""
        if self.sights:
            self.cursor = (self.cursor + by) % len(self.sights)

    def watch_cursor(self) -> None:
        """Draw the mark where it is now."""
        self.changed(layout=False)

    def lines_at(self, width: int) -> list[Content]:
        """The line, broken between things."""
        lead = words("Look at  ", "$text-muted")
        rows: list[Content] = []
        row, room = lead, width - lead.cell_length
        for number, sight in enumerate(self.sights):
            here = number == self.cursor
            style = "bold $text-accent" if here else "$text-muted" if sight.seen else "$foreground"
            item = words(f"{CARET if here else '·'} ", style) + fit(sight.name, width - 12).stylize(style)
            item = with_meta(item, sight=number)
            if item.cell_length > room and row is not lead:
                rows.append(row)
                row, room = Content(" " * lead.cell_length), width - lead.cell_length
            row = Content.assemble(row, item, "   ")
            room -= item.cell_length + 3
        return [*rows, row] if self.sights else []

    def on_click(self, event: events.Click) -> None:
        """Tell which thing was clicked."""
        number = event.style.meta.get("sight")
        if number is not None:
            event.stop()
            self.post_message(self.Looked(number))
