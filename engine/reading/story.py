"""A whole story as read from its folder, with the look-ups that everything else needs."""

from functools import cached_property
from typing import Literal

from msgspec import Struct

from engine.reading.expressions import Value
from engine.reading.model import (
    Beat,
    Chapter,
    Choice,
    CommentaryFile,
    Evidence,
    Look,
    Note,
    Page,
    Pane,
    Question,
    Reading,
    Scene,
    Source,
    StoryFile,
)


class Place(Struct, frozen=True):
    """Where a scene stands: its chapter's index in the story's order, its own id, and itself."""

    chapter: int
    local: str
    scene: Scene


class Took(Struct, frozen=True):
    """What `took` names: a scene, or a choice or look in it."""

    kind: Literal["scene", "choice", "look"]
    scene: str
    item: str


class Story:
    """The typed files of a story, in order, and the global ids made from them.

    A scene's global id is `chapter/scene`; a choice's is `chapter/scene.choice`.
    """

    def __init__(
        self,
        file: StoryFile,
        chapters: tuple[Chapter, ...],
        beats: tuple[Beat, ...] = (),
        commentary: tuple[CommentaryFile, ...] = (),
        digest: str = "",
    ) -> None:
        self.file = file
        self.chapters = chapters
        self.beats = beats
        self.commentary = commentary
        self.digest = digest
        """Changes when any file changes."""
        self.chapter_index = {chapter.id: index for index, chapter in enumerate(chapters)}
        self.places: dict[str, Place] = {
            f"{chapter.id}/{local}": Place(index, local, scene)
            for index, chapter in enumerate(chapters)
            for local, scene in chapter.scenes.items()
        }

    @cached_property
    def start_values(self) -> dict[str, Value]:
        """The variables before anything has happened."""
        return {name: variable.start for name, variable in self.file.variables.items()}

    def chapter_start(self, chapter: Chapter) -> str:
        """The global id of a chapter's first scene."""
        return f"{chapter.id}/{next(iter(chapter.scenes))}"

    def resolve(self, target: str, chapter: Chapter) -> str | None:
        """The global scene id that `target` names from within `chapter`, or None."""
        if "/" in target:
            return target if target in self.places else None
        if target in chapter.scenes:
            return f"{chapter.id}/{target}"
        index = self.chapter_index.get(target)
        if index is not None and self.chapters[index].scenes:
            return self.chapter_start(self.chapters[index])
        return None

    def counted(self, counter: Literal["seen", "chosen", "looked"], name: str, chapter: Chapter) -> str | None:
        """The global id that `seen(name)`, `chosen(name)` or `looked(name)` counts from within `chapter`, or None."""
        scene, _, item = name.partition(".")
        found = self.resolve(scene, chapter)
        if found is None or (counter == "seen") != (not item):
            return None
        if counter == "seen":
            return found
        took = self.took(f"{found}.{item}")
        if took is None or took.kind != ("choice" if counter == "chosen" else "look"):
            return None
        return f"{found}.{item}"

    def took(self, name: str) -> Took | None:
        """What `chapter/scene`, `chapter/scene.choice` or `chapter/scene.look` names, or None."""
        scene, _, item = name.partition(".")
        place = self.places.get(scene)
        if place is None:
            return None
        if not item:
            return Took("scene", scene, "")
        if any(choice.id == item for choice in place.scene.choices):
            return Took("choice", scene, item)
        if any(look.id == item for look in place.scene.looks):
            return Took("look", scene, item)
        return None

    def choice(self, scene: str, choice: str) -> Choice:
        """The choice of that id; raises KeyError."""
        for one in self.places[scene].scene.choices:
            if one.id == choice:
                return one
        raise KeyError(choice)

    def look(self, scene: str, look: str) -> Look:
        """The look of that id; raises KeyError."""
        for one in self.places[scene].scene.looks:
            if one.id == look:
                return one
        raise KeyError(look)

    @cached_property
    def aliases(self) -> dict[str, str]:
        """Old ids to present ones: scenes (`chapter/scene`), choices (`chapter/scene.choice`) and chapters."""
        found: dict[str, str] = {}
        for chapter in self.chapters:
            found.update((old, chapter.id) for old in chapter.aka)
            for local, scene in chapter.scenes.items():
                here = f"{chapter.id}/{local}"
                found.update((old if "/" in old else f"{chapter.id}/{old}", here) for old in scene.aka)
                for choice in scene.choices:
                    found.update((f"{here}.{old}", f"{here}.{choice.id}") for old in choice.aka)
        return found

    @cached_property
    def panes(self) -> tuple[Pane, ...]:
        """The commentary panes in the order of their files."""
        return tuple(pane for file in self.commentary for pane in file.panes)

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Sources by id."""
        return {source.id: source for file in self.commentary for source in file.sources}

    def notes(self, pane: str) -> tuple[Note, ...]:
        """A pane's notes in the order of the story."""
        order = {scene: number for number, scene in enumerate(self.places)}
        found = [note for file in self.commentary if file.pane == pane for note in file.notes]
        return tuple(sorted(found, key=lambda note: order.get(note.at, len(order))))

    def readings(self, pane: str) -> tuple[Reading, ...]:
        """A pane's readings."""
        return tuple(reading for file in self.commentary if file.pane == pane for reading in file.readings)

    def evidence(self, pane: str) -> tuple[Evidence, ...]:
        """A pane's pieces of evidence, in file order."""
        return tuple(one for file in self.commentary if file.pane == pane for one in file.evidence)

    def questions(self, pane: str) -> tuple[Question, ...]:
        """A pane's open questions."""
        return tuple(one for file in self.commentary if file.pane == pane for one in file.questions)

    def pages(self, pane: str) -> tuple[Page, ...]:
        """A pane's pages."""
        return tuple(page for file in self.commentary if file.pane == pane for page in file.pages)
