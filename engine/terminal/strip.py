"""The strip at the top: where the reader is, and how far through all parts."""

from textual.content import Content
from textual.widget import Widget

from engine.playing.moment import Heading
from engine.reading.model import Part

_LEAST_RULE = 12


class Strip(Widget):
    """One line: the story, the chapter, a rule through all parts, and the minute in words."""

    def __init__(self, title: str, parts: tuple[Part, ...]) -> None:
        super().__init__(id="strip")
        self._title = title
        self._parts = parts
        self._heading: Heading | None = None

    def show(self, heading: Heading) -> None:
        """Show where the reader is."""
        if heading != self._heading:
            self._heading = heading
            self.refresh()

    def render(self) -> Content:
        """The line, cut to what the width has room for."""
        width = self.content_size.width
        if self._heading is None:
            return Content(self._title.upper())
        chapter = Content.styled(f"{self._heading.number}  {self._heading.title}", "bold $text-accent")
        minutes = Content.styled(self._minutes(), "$text-muted")
        title = Content.styled(f"{self._title.upper()}    ", "$text-muted")
        room = width - chapter.cell_length - minutes.cell_length - 6
        left = title + chapter if room - title.cell_length >= _LEAST_RULE * 2 else chapter
        rule = self._rule(min(max(width - left.cell_length - minutes.cell_length - 6, 0), 56))
        right = Content.assemble(rule, "  " if rule else "", minutes)
        gap = max(width - left.cell_length - right.cell_length, 1)
        return left + Content(" " * gap) + right

    def _minutes(self) -> str:
        heading = self._heading
        if heading is None or not heading.minutes:
            return ""
        return f"{heading.part_name}, {heading.minute} of {heading.minutes} min"

    def _rule(self, width: int) -> Content:
        """A rule as long as all parts, with a joint where one part meets the next and a mark where the reader is."""
        heading = self._heading
        whole = sum(part.minutes for part in self._parts)
        if heading is None or not whole or width < _LEAST_RULE:
            return Content("")
        before, at = 0, 0
        joints = set()
        for part in self._parts:
            if part.id == heading.part:
                at = before + heading.minute
            before += part.minutes
            joints.add(round(before / whole * (width - 1)))
        here = round(at / whole * (width - 1))
        made = []
        for column in range(width):
            passed = column < here
            sign = "●" if column == here else "┃" if column in joints - {width - 1} else "━" if passed else "─"
            made.append((sign, "$text-accent" if column <= here else "$text-muted"))
        return Content.assemble(*made)
