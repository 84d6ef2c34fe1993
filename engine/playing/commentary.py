"""What the commentary panes show of a playthrough: what has been reached, and what answers this reader's turns."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from engine.playing.playthrough import Playthrough
from engine.reading.model import Act, Argument, Evidence, Note, NoteKind, Page, Pane, Question, Reading, Reveals
from engine.reading.story import Story

KIND_WORDS = {"fact": "fact", "reported": "reported", "reading": "a reading"}
"""How a note's kind is said to the reader."""


def provenance(kind: NoteKind, source: str, by: str = "") -> str:
    """What kind of thing is said, whose it is and where it comes from, in words."""
    word = KIND_WORDS[kind]
    return f"{word[:1].upper()}{word[1:]}{f', by {by}' if by else ''}. Source: {source}."


def remarks(note: Note) -> list[tuple[str, str]]:
    """What a note says besides its text: what each part is called, and its words."""
    parts = (
        ("What it costs", note.costs),
        ("What else stood open", note.stood_open),
        ("The source", note.source_says),
    )
    return [(lead, text) for lead, text in parts if text]


class Line(Struct, frozen=True):
    """A turn of the reader's: its number, its chapter (from 1), and the line that was taken."""

    turn: int
    chapter: int
    text: str


class NoteView(Struct, frozen=True):
    """A note that is open, with what the reader did there; `turn` is where its scene was first told."""

    note: Note
    chapter: int
    turn: int | None
    lines: tuple[Line, ...]
    source: str
    opened: bool
    """Whether the reader has had it before their eyes, under this id or an old one."""


class Closed(Struct, frozen=True):
    """Stands for all notes of a chapter that has not been reached."""

    chapter: int

    def __str__(self) -> str:
        return f"opens in chapter {self.chapter}"


Weight = Literal["", "convincing", "not convincing"]


class ArgumentView(Struct, frozen=True):
    """Something in the story for or against a reading, and how the reader weighs it."""

    argument: Argument
    source: str
    weight: Weight


class EvidenceView(Struct, frozen=True):
    """The reader's own evidence: what it shows, the turn that it comes from, and its weight."""

    evidence: Evidence
    line: Line
    weight: Weight


class ReadingView(Struct, frozen=True):
    """A reading with all that speaks for it and against it here."""

    reading: Reading
    source: str
    speaks_for: tuple[ArgumentView, ...]
    speaks_against: tuple[ArgumentView, ...]
    yours_for: tuple[EvidenceView, ...]
    yours_against: tuple[EvidenceView, ...]
    held: bool
    """The reader has named it as their own."""

    @property
    def weighed(self) -> str:
        """How the reader has weighed the card, in words; never a verdict."""
        sides = (
            (self.speaks_for + self.yours_for, "for"),
            (self.speaks_against + self.yours_against, "against"),
        )
        said = []
        for pieces, way in sides:
            convincing = sum(piece.weight == "convincing" for piece in pieces)
            if convincing:
                points = "point" if len(pieces) == 1 else "points"
                said.append(f"{_number(convincing)} of {_number(len(pieces))} {points} {way} it convinced you")
        if said:
            return "; ".join(said)
        weighed = any(piece.weight for pieces, _ in sides for piece in pieces)
        return "nothing has convinced you yet" if weighed else "not weighed yet"

    @property
    def leaning(self) -> str:
        """Where the turns of this playthrough lean, in words."""
        more = len(self.yours_for) - len(self.yours_against)
        if not self.yours_for and not self.yours_against:
            return "your turns say nothing on it"
        if more == 0:
            return "your turns lean neither way"
        return f"your turns lean {'for' if more > 0 else 'against'} it"


class Balance(Struct, frozen=True):
    """A chapter's column in the chart: the acts in the order in which they were done, and the source's own."""

    chapter: int
    title: str
    acts: tuple[tuple[Act, Line], ...]
    source_act: Act | None


class Commentary:
    """Answers for one playthrough; `spoilers` opens everything."""

    def __init__(self, play: Playthrough, spoilers: bool = False) -> None:
        self.play = play
        self.story: Story = play.script.story
        self.spoilers = spoilers

    def reached(self, chapter_id: str) -> bool:
        """Whether the reader has come to that chapter, or does not mind."""
        return self.spoilers or chapter_id in self.play.chapters_reached

    def ahead(self, chapter_id: str) -> bool:
        """Whether going to that chapter would tell what the reader has not come to: it is ahead, unread."""
        here = self.story.places[self.play.scene.id].chapter
        return not self.reached(chapter_id) and self.story.chapter_index[chapter_id] > here

    def chapter_named(self, words: str) -> str:
        """The id of the chapter that is meant: any by its number, one that was reached by its name too; or empty."""
        name = words.lower().removeprefix("to ").removeprefix("chapter ").strip()
        chapters = self.story.chapters
        if name.isascii() and name.isdigit() and 1 <= int(name[:6]) <= len(chapters):
            return chapters[int(name[:6]) - 1].id
        known = (one.id for one in chapters if self.reached(one.id) and name in (one.id, one.title.lower()))
        return next(known, "")

    def open(self, pane: Pane) -> bool:
        """Whether a pane shows anything yet."""
        return not pane.opens or self.reached(pane.opens) or pane.opens in self.play.seen

    def gate(self, pane: Pane) -> str:
        """What is said of a pane that is not open; empty when it is."""
        chapter = pane.opens.partition("/")[0]
        if self.open(pane):
            return ""
        if self.reached(chapter):
            return "opens further on"
        return f"opens in chapter {self.story.chapter_index[chapter] + 1}"

    def revealed(self, reveals: Reveals, scene: str = "") -> bool:
        """Whether something may be shown, tied to a scene if one is given."""
        if self.spoilers:
            return True
        if scene and scene not in self.play.seen:
            return False
        if reveals == "here":
            return True
        if reveals == "film":
            return self.end_seen()
        chapter = self.story.places[scene].chapter if scene else len(self.story.chapters) - 1
        later = (self.story.chapter_index[one] > chapter for one in self.play.chapters_reached)
        return any(later) or self.end_seen()

    def notes(self, pane: Pane) -> list[NoteView | Closed]:
        """The pane's open notes in story order, and one closed line for each chapter not reached."""
        first, lines = self._first_told(), self._lines_by_scene()
        shown: list[NoteView | Closed] = []
        for note in self.story.notes(pane.id):
            index = self.story.places[note.at].chapter
            if not self.reached(self.story.chapters[index].id):
                if not shown or shown[-1] != Closed(index + 1):
                    shown.append(Closed(index + 1))
            elif self.revealed(note.reveals, note.at):
                taken = tuple(lines.get(note.at, ()))
                opened = any(f"opened:{one}" in self.play.kept for one in (note.id, *note.aka))
                source = self.source(note.source)
                shown.append(NoteView(note, index + 1, first.get(note.at), taken, source, opened))
        return shown

    def closed(self, pane: Pane, asked: str) -> str:
        """What is said of what was asked for where the pane, or the chapter of that number, is closed; or empty."""
        if gate := self.gate(pane):
            return f"{pane.name} {gate}."
        found = (one for one in self.notes(pane) if isinstance(one, Closed) and asked == str(one.chapter))
        return next((f"Chapter {one.chapter} {one}." for one in found), "")

    def notes_here(self, pane: Pane) -> list[NoteView]:
        """The pane's open notes that belong to the present scene."""
        here = self.play.scene.id
        return [view for view in self.notes(pane) if isinstance(view, NoteView) and view.note.at == here]

    def readings(self, pane: Pane) -> list[ReadingView]:
        """The pane's cards; none before it opens."""
        if not self.open(pane):
            return []
        own: dict[str, list[EvidenceView]] = {}
        taken = self._taken()
        for one in self.story.evidence(pane.id):
            if line := taken.get(one.took):
                own.setdefault(one.reading, []).append(EvidenceView(one, line, self.weight(one.id)))
        held = self.play.kept.get(f"hold:{pane.id}", "")
        return [
            ReadingView(
                reading,
                self.source(reading.source),
                self._arguments(reading.speaks_for),
                self._arguments(reading.speaks_against),
                tuple(one for one in own.get(reading.id, ()) if one.evidence.speaks == "for"),
                tuple(one for one in own.get(reading.id, ()) if one.evidence.speaks == "against"),
                held == reading.id,
            )
            for reading in self.story.readings(pane.id)
        ]

    def questions(self, pane: Pane) -> list[tuple[Question, str]]:
        """The pane's open questions, each with the reader's answer (empty when there is none)."""
        if not self.open(pane):
            return []
        return [(one, self.play.kept.get(f"answer:{one.id}", "")) for one in self.story.questions(pane.id)]

    def own_words(self, pane: Pane) -> str:
        """The sentence that the reader wrote of their own reading."""
        return self.play.kept.get(f"own:{pane.id}", "")

    def pages(self, pane: Pane) -> list[Page]:
        """The pane's pages that may be shown."""
        return [page for page in self.story.pages(pane.id) if self.revealed(page.reveals)]

    def balance(self, pane: Pane) -> list[Balance]:
        """The chart's columns: each chapter's acts, those of chapters not reached left out."""
        acts = {act.id: act for act in self.story.file.acts}
        done: dict[int, list[tuple[Act, Line]]] = {}
        for turn in self.play.history():
            if turn.kind == "choose":
                act = acts.get(self.story.choice(turn.came_from, turn.item).act)
                if act is not None:
                    index = self.story.places[turn.came_from].chapter
                    done.setdefault(index, []).append((act, Line(turn.number, index + 1, turn.said)))
        columns = []
        for index, chapter in enumerate(self.story.chapters):
            told = pane.balance.get(chapter.id, "") if self.reached(chapter.id) else ""
            columns.append(Balance(index + 1, chapter.title, tuple(done.get(index, ())), acts.get(told)))
        return columns

    def source(self, source_id: str) -> str:
        """A source's name."""
        source = self.story.sources.get(source_id)
        return source.name if source else source_id

    def weight(self, piece: str) -> Weight:
        """How the reader weighs a piece of evidence or an argument."""
        kept = self.play.kept.get(f"weigh:{piece}", "")
        return "convincing" if kept == "convincing" else "not convincing" if kept == "not convincing" else ""

    def end_seen(self) -> bool:
        """Whether an ending has been met, by now or before what was taken back."""
        return any(self.story.places[scene].scene.ending for scene in self.play.seen if scene in self.story.places)

    def _arguments(self, arguments: tuple[Argument, ...]) -> tuple[ArgumentView, ...]:
        return tuple(ArgumentView(one, self.source(one.source), self.weight(one.id)) for one in arguments)

    def _first_told(self) -> dict[str, int]:
        first: dict[str, int] = {}
        for turn in self.play.history():
            first.setdefault(turn.scene, turn.number)
        return first

    def _lines(self) -> Iterator[tuple[str, str, Line]]:
        """Each choice and look taken: its scene, its id, and the line."""
        for turn in self.play.history():
            if turn.kind in ("choose", "look"):
                chapter = self.story.places[turn.came_from].chapter + 1
                yield turn.came_from, turn.item, Line(turn.number, chapter, turn.said)

    def _lines_by_scene(self) -> dict[str, list[Line]]:
        lines: dict[str, list[Line]] = {}
        for turn in self.play.history():
            if turn.kind == "choose":
                chapter = self.story.places[turn.came_from].chapter + 1
                lines.setdefault(turn.came_from, []).append(Line(turn.number, chapter, turn.said))
        return lines

    def _taken(self) -> dict[str, Line]:
        """Scenes, choices and looks that the reader has met, as `took` names them, each with its first turn."""
        taken: dict[str, Line] = {}
        for turn in self.play.history():
            place = self.story.places[turn.scene]
            taken.setdefault(turn.scene, Line(turn.number, place.chapter + 1, place.scene.title or turn.scene))
        for scene, item, line in self._lines():
            taken.setdefault(f"{scene}.{item}", line)
        return taken


def _number(count: int) -> str:
    words = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    return words[count] if count < len(words) else str(count)
