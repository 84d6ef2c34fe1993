"""The reading room: this playthrough beside the source, as data for the presenters to draw."""

from typing import NamedTuple

from engine.playing.commentary import Commentary, Line, NoteView, ReadingView
from engine.reading.expressions import Value
from engine.reading.prose import plain

_MOST_OTHERS = 6


class Beside(NamedTuple):
    """A decision in two columns: what the player did there, and what the source tells."""

    chapter: int
    chapter_title: str
    title: str
    yours: tuple[Line, ...]
    """The lines that were chosen there; none when this way did not pass it."""
    source_says: str
    source: str


class Count(NamedTuple):
    """How many of something a playthrough has met, of how many."""

    what: str
    met: int
    all: int


class Other(NamedTuple):
    """Where another playthrough would differ: a place passed, and how many of its roads were left."""

    chapter: int
    place: str
    turn: int
    """Its last turn here, to go back to."""
    left: int


class Shift(NamedTuple):
    """A variable that this playthrough has moved."""

    name: str
    about: str
    start: Value
    now: Value


class Room(NamedTuple):
    """All that the reading room shows."""

    ended: bool
    beside: tuple[Beside, ...]
    roads: tuple[Count, ...]
    readings: tuple[tuple[str, ReadingView], ...]
    """Each with its pane's name."""
    shifts: tuple[Shift, ...]
    others: tuple[Other, ...]
    unmet: int
    """How many scenes this way did not pass."""


def reading_room(commentary: Commentary) -> Room:
    """The room of a playthrough. Before its end it shows what has been reached, and no more."""
    play, story = commentary.play, commentary.story
    return Room(
        commentary.end_seen(),
        tuple(_beside(commentary)),
        tuple(_counts(commentary)),
        tuple(
            (pane.name, view) for pane in story.panes if pane.kind == "readings" for view in commentary.readings(pane)
        ),
        tuple(_shifts(commentary)),
        tuple(_others(commentary)[:_MOST_OTHERS]),
        sum(scene not in play.seen for scene in story.places),
    )


def _beside(commentary: Commentary) -> list[Beside]:
    story, found = commentary.story, []
    for pane in story.panes:
        if pane.kind != "notes":
            continue
        for view in commentary.notes(pane):
            if isinstance(view, NoteView):
                note, chapter = view.note, story.chapters[view.chapter - 1]
                said = note.source_says or note.text
                found.append(Beside(view.chapter, chapter.title, note.title, view.lines, said, view.source))
    return sorted(found, key=lambda one: one.chapter)


def _counts(commentary: Commentary) -> list[Count]:
    play, story = commentary.play, commentary.story
    scenes = [place.scene for place in story.places.values()]
    return [
        Count("chapters", len(play.chapters_reached), len(story.chapters)),
        Count("scenes", len(play.seen), len(scenes)),
        Count("choices", len(play.chosen), sum(len(scene.choices) for scene in scenes)),
        Count("things looked at", len(play.looked), sum(len(scene.looks) for scene in scenes)),
    ]


def _shifts(commentary: Commentary) -> list[Shift]:
    play, variables = commentary.play, commentary.story.file.variables
    return [
        Shift(name, variable.about, variable.start, play.values[name])
        for name, variable in variables.items()
        if play.values[name] != variable.start
    ]


def _others(commentary: Commentary) -> list[Other]:
    """Scenes passed, those with the most roads left first, in the order of reading where they are even."""
    play, story = commentary.play, commentary.story
    last: dict[str, int] = {}
    for turn in play.history():
        last[turn.scene] = turn.number
    found = []
    for scene_id, turn_number in last.items():
        place = story.places[scene_id]
        left = sum(f"{scene_id}.{choice.id}" not in play.chosen for choice in place.scene.choices)
        if left and not place.scene.ending:
            title = plain(place.scene.title) or f"turn {turn_number}"
            found.append(Other(place.chapter + 1, title, turn_number, left))
    return sorted(found, key=lambda one: (-one.left, one.turn))
