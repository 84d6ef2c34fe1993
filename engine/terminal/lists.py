"""Three pages of where the reader has been: history, chapters, map."""

from collections.abc import Sequence

from textual.content import Content
from textual.widgets.option_list import Option

from engine.playing.moment import Turn
from engine.playing.playthrough import Playthrough
from engine.playing.roads import Road, bands
from engine.reading.prose import plain
from engine.session import Session
from engine.terminal.sheet import Sheet
from engine.terminal.text import fit, hanging, lines, words


def turn_words(turn: Turn, play: Playthrough) -> str:
    """A turn in a line: what was taken, or where the story was entered."""
    if turn.kind in ("begin", "jump"):
        number = play.script.scene(turn.scene).heading.number
        return f"Chapter {number}, {turn.said}"
    return f"look at {turn.said}" if turn.kind == "look" else plain(turn.said)


class HistorySheet(Sheet[int]):
    """The turns so far; the answer is the turn to go back to."""

    TITLE_LINE = "History"
    HINTS = "enter go back to that turn   esc stay"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def rows(self) -> Sequence[Option]:
        """One row a turn."""
        play = self.session.play
        made = []
        for turn in play.history():
            sign = "❯" if turn.kind == "choose" else "·" if turn.kind == "look" else "▸"
            row = Content.assemble(
                (f"{turn.number:>5}  ", "$text-muted"), f"{sign} ", fit(turn_words(turn, play), self.room - 12)
            )
            made.append(Option(row, id=str(turn.number)))
        return made

    def first_row(self) -> int:
        """The last turn."""
        return self.session.play.length - 1

    def picked(self, row: str) -> None:
        """Answer."""
        self.dismiss(int(row))


class ChapterSheet(Sheet[str]):
    """All chapters; the answer is the one to go to."""

    TITLE_LINE = "Chapters"
    HINTS = "enter go there   esc back"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def rows(self) -> Sequence[Option]:
        """One row a chapter, its part and minutes beside it; no title before it is met."""
        play, story = self.session.play, self.session.script.story
        parts = {part.id: part.name for part in story.file.parts}
        here = play.scene.chapter.id if play.begun else ""
        made = []
        for number, chapter in enumerate(story.chapters, 1):
            reached = chapter.id in play.chapters_reached
            known = reached or self.session.settings.spoilers
            title = fit(chapter.title if known else "not reached yet", max(self.room - 36, 12))
            where = parts.get(chapter.part, "")
            minutes = f", {chapter.minutes} min" if chapter.minutes else ""
            sign = "▸" if chapter.id == here else "✓" if reached else " "
            row = Content.assemble(
                f"{sign} {number:>2}  ",
                title.stylize("" if known else "$text-muted"),
                " " * (max(self.room - 32, 16) - title.cell_length),
                (f"{where}{minutes}", "$text-muted"),
            )
            made.append(Option(row, id=chapter.id))
        return made

    def first_row(self) -> int:
        """The present chapter."""
        play = self.session.play
        return play.scene.heading.number - 1 if play.begun else 0

    def picked(self, row: str) -> None:
        """Answer."""
        self.dismiss(row)


class MapSheet(Sheet[int]):
    """The roads of this playthrough; the answer is the turn to go back to."""

    TITLE_LINE = "Map"
    HINTS = "❯ taken   ○ taken another time   enter go back there   esc stay"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        memory = session.memory
        self._bands = bands(session.play, memory.scenes, memory.choices)

    def rows(self) -> Sequence[Option]:
        """A band for each chapter, then its scenes."""
        made: list[Option] = []
        ahead: list[int] = []
        for band in self._bands:
            if not band.reached:
                ahead.append(band.number)
                continue
            made += _ahead(ahead, self.room)
            rule = _rule(f"{band.number}  {band.title}", "$text-accent", self.room)
            made.append(Option(lines([Content(""), rule]) if made else rule, disabled=True))
            made += [Option(_road(road, self.room), id=str(road.turn)) for road in band.roads]
            rest = [words(f"   ○ {title}", "$text-muted") for title in band.before]
            if band.unseen:
                rest.append(words(f"     {_many(band.unseen, 'scene')} not seen", "$text-muted"))
            if rest:
                made.append(Option(lines(rest), disabled=True))
        return made + _ahead(ahead, self.room)

    def first_row(self) -> int:
        """Where the reader is."""
        here = next((str(road.turn) for band in self._bands for road in band.roads if road.here), "")
        return next((n for n, row in enumerate(self.rows()) if row.id == here), 0)

    def picked(self, row: str) -> None:
        """Answer."""
        self.dismiss(int(row))


def _ahead(numbers: list[int], width: int) -> list[Option]:
    """One row for the chapters in a row that were not reached; the list is emptied."""
    if not numbers:
        return []
    which = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]} to {numbers[-1]}"
    numbers.clear()
    return [Option(lines([Content(""), _rule(f"{which}  not reached", "$text-muted", width)]), disabled=True)]


def _rule(name: str, style: str, width: int) -> Content:
    title = fit(name, width - 8)
    return words(f"━━ {title} {'━' * max(width - 4 - title.cell_length, 2)}", style)


def _road(road: Road, width: int) -> Content:
    rows = [
        Content.assemble("▸ " if road.here else "● ", road.title or "a scene", "  you are here" if road.here else "")
    ]
    for taken in road.taken:
        rows += hanging(Content("│    ❯ "), Content(taken.text), width)
    for text in road.before:
        rows += hanging(Content("│    ○ "), words(text, "$text-muted"), width)
    if road.unseen:
        rows.append(words(f"│    {_many(road.unseen, 'road')} not taken", "$text-muted"))
    return lines(words(" ") + row for row in rows)


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
