"""A story made ready to play: conditions and effects compiled, paragraphs cut, each scene on its first visit."""

from collections.abc import Callable
from functools import cached_property
from typing import TypeVar

from msgspec import Struct

from engine.playing.moment import Heading, Paragraph
from engine.problems import StoryError
from engine.reading.expressions import (
    Condition,
    Effect,
    ExpressionError,
    Names,
    compile_condition,
    compile_effect,
)
from engine.reading.model import Block, Chapter, Choice, Look, Part, Prose
from engine.reading.prose import paragraphs, plain
from engine.reading.story import Story

T = TypeVar("T")


class Passage(Struct, frozen=True):
    """Paragraphs told when the condition holds, and others told when it does not."""

    when: Condition | None
    told: tuple[Paragraph, ...]
    otherwise: tuple[Paragraph, ...]


class PlayChoice(Struct, frozen=True):
    """A choice ready to take; `key` is its global id, `to` the global id of the scene that it leads to."""

    choice: Choice
    key: str
    to: str
    when: Condition | None
    effects: tuple[Effect, ...]
    after: tuple[Passage, ...]


class PlayLook(Struct, frozen=True):
    """A look ready to take."""

    look: Look
    key: str
    when: Condition | None
    effects: tuple[Effect, ...]
    text: tuple[Passage, ...]


class PlayScene(Struct, frozen=True):
    """A scene ready to play."""

    id: str
    title: str
    chapter: Chapter
    heading: Heading
    effects: tuple[Effect, ...]
    text: tuple[Passage, ...]
    choices: dict[str, PlayChoice]
    looks: dict[str, PlayLook]
    ending: bool


class Script:
    """A checked story, compiled as far as it has been played.

    What is compiled depends on the story alone, so one Script serves any number of playthroughs.
    """

    def __init__(self, story: Story) -> None:
        self.story = story
        self._scenes: dict[str, PlayScene] = {}
        self._conditions: dict[tuple[str, str], Condition] = {}
        self._effects: dict[tuple[str, str], Effect] = {}
        self._fractions: dict[str, dict[str, float]] = {}

    @property
    def first_chapter(self) -> str:
        """The id of the chapter that the story begins with."""
        return self.story.chapters[0].id

    def scene(self, scene_id: str) -> PlayScene:
        """The scene of that global id. Raises KeyError."""
        found = self._scenes.get(scene_id)
        if found is None:
            found = self._scenes[scene_id] = self._compile(scene_id)
        return found

    def _compile(self, scene_id: str) -> PlayScene:
        place = self.story.places[scene_id]
        chapter, scene = self.story.chapters[place.chapter], place.scene
        text = self._prose(scene.text, chapter, "scene")
        return PlayScene(
            scene_id,
            scene.title,
            chapter,
            self._heading(place.chapter, place.local),
            self._all_effects(scene.effects, chapter),
            self._with_notes(text, scene_id),
            {choice.id: self._choice(choice, scene_id, chapter) for choice in scene.choices},
            {look.id: self._look(look, scene_id, chapter) for look in scene.looks},
            scene.ending,
        )

    def _choice(self, choice: Choice, scene_id: str, chapter: Chapter) -> PlayChoice:
        to = self.story.resolve(choice.to, chapter)
        if to is None:
            raise StoryError(f"{scene_id}: the choice {choice.id} leads nowhere; run `anora check` on the story")
        return PlayChoice(
            choice,
            f"{scene_id}.{choice.id}",
            to,
            self._condition(choice.when, chapter),
            self._all_effects(choice.effects, chapter),
            self._prose(choice.after, chapter, "after"),
        )

    def _look(self, look: Look, scene_id: str, chapter: Chapter) -> PlayLook:
        return PlayLook(
            look,
            f"{scene_id}.{look.id}",
            self._condition(look.when, chapter),
            self._all_effects(look.effects, chapter),
            self._prose(look.text, chapter, "look"),
        )

    def _prose(self, prose: Prose, chapter: Chapter, kind: str) -> tuple[Passage, ...]:
        blocks = (prose,) if isinstance(prose, str) else prose
        passages = []
        for block in blocks:
            if isinstance(block, Block):
                passages.append(
                    Passage(
                        self._condition(block.when, chapter),
                        _cut(block.text, kind),
                        _cut(block.otherwise, kind),
                    )
                )
            else:
                passages.append(Passage(None, _cut(block, kind), ()))
        return tuple(passages)

    def _names(self, chapter: Chapter) -> Names:
        return Names(self.story.file.variables, lambda counter, name: self.story.counted(counter, name, chapter))

    def _condition(self, source: str, chapter: Chapter) -> Condition | None:
        if not source:
            return None
        return self._compiled(self._conditions, source, chapter, compile_condition)

    def _all_effects(self, sources: tuple[str, ...], chapter: Chapter) -> tuple[Effect, ...]:
        return tuple(self._compiled(self._effects, source, chapter, compile_effect) for source in sources)

    def _compiled(
        self,
        kept: dict[tuple[str, str], T],
        source: str,
        chapter: Chapter,
        compiler: Callable[[str, Names], T],
    ) -> T:
        # Only a name in brackets depends on the chapter; the rest is shared by the whole story.
        key = (source, chapter.id if "(" in source else "")
        found = kept.get(key)
        if found is None:
            try:
                found = kept[key] = compiler(source, self._names(chapter))
            except ExpressionError as error:
                raise StoryError(f"{chapter.id}: {error.message} in {source!r}; run `anora check`") from None
        return found

    @cached_property
    def _notes_at(self) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for file in self.story.commentary:
            for note in file.notes:
                found.setdefault(note.at, []).append((note.id, " ".join(note.on.split())))
        return found

    def _with_notes(self, passages: tuple[Passage, ...], scene_id: str) -> tuple[Passage, ...]:
        for note_id, words in self._notes_at.get(scene_id, ()):
            passages = _tie(passages, note_id, words)
        return passages

    def _heading(self, index: int, local: str) -> Heading:
        chapter = self.story.chapters[index]
        part = self._parts.get(chapter.part)
        fraction = self._fraction(chapter)[local] if chapter.minutes else 0.0
        return Heading(
            chapter.id,
            index + 1,
            chapter.title,
            chapter.palette,
            chapter.part,
            part.name if part else "",
            self._minutes_before[chapter.id] + round(fraction * chapter.minutes),
            part.minutes if part else 0,
            fraction,
        )

    @cached_property
    def _parts(self) -> dict[str, Part]:
        return {part.id: part for part in self.story.file.parts}

    @cached_property
    def _minutes_before(self) -> dict[str, int]:
        """The minutes of its part that have passed when a chapter starts."""
        passed: dict[str, int] = {}
        before = {}
        for chapter in self.story.chapters:
            before[chapter.id] = passed.get(chapter.part, 0)
            passed[chapter.part] = before[chapter.id] + chapter.minutes
        return before

    def _fraction(self, chapter: Chapter) -> dict[str, float]:
        """How far into the chapter each scene stands: its steps from the start, of those past the farthest scene."""
        if chapter.id not in self._fractions:
            here = {f"{chapter.id}/{local}": local for local in chapter.scenes}
            steps = {next(iter(chapter.scenes)): 0}
            queue = list(steps)
            for local in queue:
                for choice in chapter.scenes[local].choices:
                    to = here.get(self.story.resolve(choice.to, chapter) or "")
                    if to is not None and to not in steps:
                        steps[to] = steps[local] + 1
                        queue.append(to)
            farthest = max(steps.values()) + 1
            self._fractions[chapter.id] = {
                local: 1.0 if scene.ending else steps.get(local, 0) / farthest
                for local, scene in chapter.scenes.items()
            }
        return self._fractions[chapter.id]


def _cut(text: str, kind: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(one, kind) for one in paragraphs(text))  # type: ignore[arg-type]


def _tie(passages: tuple[Passage, ...], note_id: str, words: str) -> tuple[Passage, ...]:
    """Tie a note to the paragraph that has its words; to the first paragraph when it names none."""
    done = False

    def tie(told: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
        nonlocal done
        tied = []
        for paragraph in told:
            if not done and words in plain(paragraph.text):
                done = True
                tied.append(Paragraph(paragraph.text, paragraph.kind, (*paragraph.notes, note_id)))
            else:
                tied.append(paragraph)
        return tuple(tied)

    return tuple(Passage(one.when, tie(one.told), tie(one.otherwise)) for one in passages)
