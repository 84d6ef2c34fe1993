"""The chapter rail: which have been read, where the reader is, and a way to each."""

from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList

from engine.playing.moment import Heading
from engine.playing.playthrough import Playthrough
from engine.terminal.rows import Rows
from engine.terminal.text import fit


def chapter_lines(play: Playthrough, spoilers: bool, width: int, here: str = "") -> list[Content]:
    """A line for each chapter: a tick when it has been left, a sign where the reader is, titles of what was met.

    `here` is the chapter that is read, if it is not the one that the playthrough stands in.
    """
    reached = play.chapters_reached
    here = here or play.scene.chapter.id
    made = []
    for number, chapter in enumerate(play.script.story.chapters, 1):
        known = spoilers or chapter.id in reached
        current = chapter.id == here
        sign = "▸" if current else " "
        tick = "✓" if chapter.id in reached and not current else " "
        style = "bold $text-accent" if current else "$foreground" if chapter.id in reached else "$text-muted"
        title = fit(chapter.title if known else "·", width - 7)
        gap = " " * max(width - 5 - title.cell_length - 1, 1)
        made.append(Content.assemble(f"{sign}{number:>2}  ", title, gap, tick).stylize(style))
    return made


class Rail(Rows):
    """The list of chapters."""

    BINDINGS = [
        Binding("escape", "leave", show=False),
    ]

    class Asked(Message):
        """The reader wants to go to a chapter."""

        def __init__(self, chapter: str) -> None:
            super().__init__()
            self.chapter = chapter

    class Left(Message):
        """The reader goes back to the story."""

    def __init__(self) -> None:
        super().__init__(id="rail", markup=False, compact=True)
        self._chapters: tuple[str, ...] = ()
        self._shown: tuple[object, ...] = ()

    def show(self, play: Playthrough, heading: Heading, spoilers: bool, width: int) -> None:
        """Show the chapters as they stand now."""
        shown = (heading.chapter, play.chapters_reached, spoilers, width)
        if shown == self._shown:
            return
        self._shown = shown
        self._chapters = tuple(chapter.id for chapter in play.script.story.chapters)
        self.clear_options()
        self.add_options(chapter_lines(play, spoilers, width, heading.chapter))
        self.highlighted = heading.number - 1

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Ask to go there."""
        event.stop()
        self.post_message(self.Asked(self._chapters[event.option_index]))

    def action_leave(self) -> None:
        """Give the focus back."""
        self.post_message(self.Left())
