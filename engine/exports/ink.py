"""The story as ink source: a knot for each scene, for `inklecate` or inkjs."""

from collections.abc import Iterator

from engine.clean import clean
from engine.exports.escapes import beforehand, identifiers, ink, ink_word, items
from engine.exports.expressions import Dialect, change, condition
from engine.reading.model import Block, Chapter, Choice, Look, Prose, Scene
from engine.reading.prose import paragraphs
from engine.reading.story import Story

_SIGNS = {"not": "not "}


def to_ink(story: Story) -> str:
    """The whole story as ink source."""
    return "\n".join(_Ink(story).lines()) + "\n"


class _Ink:
    def __init__(self, story: Story) -> None:
        self.story = story
        self.knots = identifiers([f"scene_{scene}" for scene in story.places])
        self.counters = identifiers(items(story))
        self.chapter: Chapter = story.chapters[0]

    @property
    def dialect(self) -> Dialect:
        return Dialect(lambda name: f"v_{name}", self.count, "turns_taken", ink_word, _SIGNS)

    def count(self, counter: str, name: str) -> str:
        scene, _, item = name.partition(".")
        found = self.story.resolve(scene, self.chapter) or scene
        return (
            f"n_{self.counters[f'{found}.{item}']}" if counter != "seen" else f"seen_{self.knots[f'scene_{found}']}"
        )

    def lines(self) -> Iterator[str]:
        story = self.story
        yield f"// {clean(story.file.title)}"
        yield f"# title: {ink(story.file.title)}"
        if story.file.subtitle:
            yield f"# subtitle: {ink(story.file.subtitle)}"
        yield from (f"# {what}: {ink(text)}" for what, text in beforehand(story.file))
        starts = story.start_values | story.chapters[0].enter
        for name, start in starts.items():
            yield f"VAR v_{name} = {_value(start)}"
        yield "VAR turns_taken = 0"
        for name in self.counters.values():
            yield f"VAR n_{name} = 0"
        for name in self.knots.values():
            yield f"VAR seen_{name} = 0"
        yield f"-> {self.knot(story.chapter_start(story.chapters[0]))}"
        for chapter in story.chapters:
            self.chapter = chapter
            for local, scene in chapter.scenes.items():
                yield ""
                yield from self.scene(f"{chapter.id}/{local}", local, scene)

    def knot(self, scene_id: str) -> str:
        return self.knots[f"scene_{scene_id}"]

    def scene(self, scene_id: str, local: str, scene: Scene) -> Iterator[str]:
        knot = self.knot(scene_id)
        yield f"=== {knot} ==="
        if next(iter(self.chapter.scenes)) == local:
            if self.chapter.enter:
                way = ", ".join(f"{name} = {_value(value)}" for name, value in self.chapter.enter.items())
                yield f"// entered on its own, the chapter takes the way so far to be: {clean(way)}"
            yield f"# chapter: {ink(self.chapter.title)}"
            if self.chapter.epigraph:
                yield f"# epigraph: {ink(self.chapter.epigraph)}"
        yield f"~ seen_{knot} += 1"
        for effect in scene.effects:
            yield self.effect(effect)
        yield from self.prose(scene.text)
        yield f"-> {knot}.choices"
        yield "= choices"
        for look in scene.looks:
            yield from self.look(scene_id, look)
        for choice in scene.choices:
            yield from self.choice(scene_id, choice)
        yield "+ [The end] -> END" if scene.ending else "* -> END"

    def choice(self, scene_id: str, choice: Choice) -> Iterator[str]:
        counter = f"n_{self.counters[f'{scene_id}.{choice.id}']}"
        when = [f"{counter} == 0"] if choice.once else []
        if choice.when:
            when.append(condition(choice.when, self.dialect))
        if choice.closed:
            yield f"// closed, it says: {clean(choice.closed)}"
        yield f"+ {''.join(f'{{ {one} }} ' for one in when)}[{ink(choice.text)}]"
        yield f"    ~ {counter} += 1"
        for effect in choice.effects:
            yield f"    {self.effect(effect)}"
        for line in self.prose(choice.after):
            yield f"    {line}"
        yield "    ~ turns_taken += 1"
        yield f"    -> {self.knot(self.story.resolve(choice.to, self.chapter) or '')}"

    def look(self, scene_id: str, look: Look) -> Iterator[str]:
        when = f"{{ {condition(look.when, self.dialect)} }} " if look.when else ""
        yield f"+ {when}[Look at {ink(look.name)}]"
        yield f"    ~ n_{self.counters[f'{scene_id}.{look.id}']} += 1"
        for effect in look.effects:
            yield f"    {self.effect(effect)}"
        for line in self.prose(look.text):
            yield f"    {line}"
        yield f"    -> {self.knot(scene_id)}.choices"

    def effect(self, source: str) -> str:
        done = change(source, self.dialect)
        name, variable = f"v_{done.variable}", self.story.file.variables[done.variable]
        value = done.value if done.op == "=" else f"{name} {done.op[0]} {done.value}"
        if not isinstance(variable.start, bool) and isinstance(variable.start, int):
            value = f"MAX({value}, {variable.min})" if variable.min is not None else value
            value = f"MIN({value}, {variable.max})" if variable.max is not None else value
        return f"~ {name} = {value}"

    def prose(self, prose: Prose) -> Iterator[str]:
        for block in (prose,) if isinstance(prose, str) else prose:
            if not isinstance(block, Block) or not block.when:
                yield from map(ink, paragraphs(block.text if isinstance(block, Block) else block))
                continue
            yield f"{{ {condition(block.when, self.dialect)}:"
            yield from (f"    {ink(text)}" for text in paragraphs(block.text))
            if block.otherwise:
                yield "- else:"
                yield from (f"    {ink(text)}" for text in paragraphs(block.otherwise))
            yield "}"


def _value(value: bool | int | str) -> str:
    return ink_word(value) if isinstance(value, str) else str(value).lower()
