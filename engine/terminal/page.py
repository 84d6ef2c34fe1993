"""A turn as blocks of the page: what the prose view shows, decided without any widget."""

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from engine.playing.commentary import provenance, remarks
from engine.playing.moment import Paragraph, Turn
from engine.playing.playthrough import Playthrough
from engine.reading.model import Note

BlockKind = Literal["card", "taken", "scene", "after", "look", "note", "own"]


class Block(NamedTuple):
    """One block of the page.

    `place` is the paragraph's place in its turn, or -1; `head` and `foot` are what stands over and under a card's or
    a note's `text`; `notes` are the ids of the notes that a marker stands for.
    """

    turn: int
    place: int
    kind: BlockKind
    text: str
    head: str = ""
    foot: str = ""
    notes: tuple[str, ...] = ()
    first: bool = False
    """It is the first paragraph of its scene."""


def no_words(turn: Turn, place: int) -> str:
    """The reader has written nothing."""
    return ""


class Margin(NamedTuple):
    """How the notes meet the page: which of a paragraph's notes get a marker, and whether they are told in full.

    `own` gives the reader's own words on a turn's paragraph.
    """

    shown: Callable[[Paragraph], tuple[Note, ...]]
    full: bool = False
    source: Callable[[str], str] = str
    own: Callable[[Turn, int], str] = no_words


def blocks_of(turn: Turn, play: Playthrough, margin: Margin) -> Iterator[Block]:
    """The blocks of a turn: what was taken, what came of it, a card where a chapter opens, the scene."""
    if turn.kind == "choose":
        yield Block(turn.number, -1, "taken", turn.said)
    elif turn.kind == "look":
        yield Block(turn.number, -1, "taken", f"look at {turn.said}")
    carded = not turn.opens_chapter
    begun = False
    for index, paragraph in enumerate(turn.told):
        if not carded and paragraph.kind == "scene":
            carded = True
            yield card(turn, play)
        notes = margin.shown(paragraph) if paragraph.notes else ()
        first = paragraph.kind == "scene" and not begun
        begun = begun or first
        ids = tuple(note.id for note in notes)
        yield Block(turn.number, index, paragraph.kind, paragraph.text, notes=ids, first=first)
        if margin.full:
            for note in notes:
                foot = provenance(note.kind, margin.source(note.source), note.by)
                yield Block(turn.number, index, "note", in_full(note), note.title, foot, (note.id,))
        if own := margin.own(turn, index):
            yield Block(turn.number, index, "own", own)
    if not carded:
        yield card(turn, play)


class Noted(NamedTuple):
    """A paragraph that has notes: its turn, its place there, and the first of them."""

    turn: int
    place: int
    note: str


def next_noted(play: Playthrough, margin: Margin, start: tuple[int, int], by: int) -> Noted | None:
    """The nearest paragraph with notes after a turn's paragraph, or before it; none if there is none."""
    turns = play.history(max(start[0], 0)) if by > 0 else play.history(0, start[0] + 1)
    for turn in turns[::by]:
        for place, paragraph in list(enumerate(turn.told))[::by]:
            at = (turn.number, place)
            if (at > start if by > 0 else at < start) and paragraph.notes and (notes := margin.shown(paragraph)):
                return Noted(turn.number, place, notes[0].id)
    return None


def in_full(note: Note) -> str:
    """A note's words, a line each for what it says besides."""
    parts = [note.text, *(f"*{lead}:* {text}" for lead, text in remarks(note))]
    return "\n".join(" ".join(part.split()) for part in parts)


def card(turn: Turn, play: Playthrough) -> Block:
    """The card that opens a chapter."""
    scene = play.script.scene(turn.scene)
    chapter = scene.chapter
    return Block(turn.number, -1, "card", chapter.title, f"Chapter {scene.heading.number}", chapter.epigraph)
