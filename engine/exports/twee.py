"""The story as Twee 3 for the SugarCube 2 format: `tweego` or Twine makes a playable page of it."""

import json
import uuid
from collections.abc import Iterator

from engine.clean import clean
from engine.exports.escapes import beforehand, identifiers, items, twee, twee_name, twee_words
from engine.exports.expressions import Dialect, change, condition
from engine.reading.model import Block, Chapter, Choice, Look, Prose, Scene
from engine.reading.prose import paragraphs
from engine.reading.story import Story

_SPACE = uuid.UUID("9d2c1f0e-6a54-4c7e-9a0b-5b7f0c3d2e11")
_SIGNS = {"and": "and", "or": "or", "not": "not ", "==": "is", "!=": "isnot", ">=": "gte", "<=": "lte"}
_SIGNS |= {">": "gt", "<": "lt"}
_TURN = "<<set $turns to $turns + 1>>"


def to_twee(story: Story) -> str:
    """The whole story as Twee source."""
    return "\n\n".join(_Twee(story).passages()) + "\n"


class _Twee:
    def __init__(self, story: Story) -> None:
        self.story = story
        self.counters = identifiers(items(story))
        self.openings = _openings(story)
        self.chapter: Chapter = story.chapters[0]

    @property
    def dialect(self) -> Dialect:
        return Dialect(lambda name: f"$v_{name}", self.count, "$turns", json.dumps, _SIGNS)

    def count(self, counter: str, name: str) -> str:
        scene, _, item = name.partition(".")
        found = self.story.resolve(scene, self.chapter) or scene
        if counter == "seen":
            return f"visited({json.dumps(twee_name(found))})"
        return f"$n_{self.counters[f'{found}.{item}']}"

    def passages(self) -> Iterator[str]:
        story = self.story
        title = clean(story.file.title)
        # Twee has no sign that escapes the colons of a header; a blank before them does, and a title is read without.
        yield f":: StoryTitle\n{' ' if title.startswith('::') else ''}{title}"
        ifid = str(uuid.uuid5(_SPACE, story.file.id)).upper()
        data = {"ifid": ifid, "format": "SugarCube", "format-version": "2.36.1", "start": "Title"}
        yield f":: StoryData\n{json.dumps(data, indent=2)}"
        starts = story.start_values | story.chapters[0].enter
        sets = [f"<<set $v_{name} to {_value(start)}>>" for name, start in starts.items()]
        sets += ['<<set $chapter to "">>', "<<set $turns to 0>>"]
        sets += [f"<<set $n_{name} to 0>>" for name in self.counters.values()]
        yield ":: StoryInit\n" + "\n".join(sets)
        yield self.title()
        for chapter in story.chapters:
            self.chapter = chapter
            for local, scene in chapter.scenes.items():
                yield from self.scene(f"{chapter.id}/{local}", local, scene)

    def title(self) -> str:
        file = self.story.file
        lines = [":: Title", f"<h1>{twee_words(file.title)}</h1>"]
        if file.subtitle:
            lines.append(f"<em>{twee_words(file.subtitle)}</em>\n")
        lines += [f"{twee(text)}\n" for _, text in beforehand(file)]
        return "\n".join([*lines, f"[[Begin|{twee_name(self.story.chapter_start(self.story.chapters[0]))}]]"])

    def scene(self, scene_id: str, local: str, scene: Scene) -> Iterator[str]:
        tag = twee_name(self.chapter.id)
        lines = [f":: {twee_name(scene_id)} [{tag}]"]
        if next(iter(self.chapter.scenes)) == local and self.chapter.enter:
            way = ", ".join(f"{name} = {_value(value)}" for name, value in self.chapter.enter.items())
            lines.append(f"/* entered on its own, the chapter takes the way so far to be: {_comment(way)} */")
        if scene_id in self.openings:
            lines.append(self.heading())
        lines += [self.effect(one) for one in scene.effects]
        lines += self.prose(scene.text)
        choices = [self.choice(scene_id, choice) for choice in scene.choices]
        if scene.looks:
            # A look may open or close a choice or another look, so they are a passage that each look shows anew.
            lines.append(f'<div id="told"></div><div id="ways">{self.ways(scene_id)}</div>')
        else:
            lines += choices
        if scene.ending:
            lines.append("<em>The end.</em>")
        yield "\n".join(lines)
        if scene.looks:
            looks = [self.look(scene_id, look) for look in scene.looks]
            yield "\n".join([f":: {twee_name(f'{scene_id} ways')} [{tag}]", *looks, *choices])
        for choice in scene.choices:
            if choice.after:
                passage = [f":: {twee_name(f'{scene_id}.{choice.id}')} [{tag}]", *self.prose(choice.after)]
                target = self.story.resolve(choice.to, self.chapter) or ""
                yield "\n".join([*passage, f"{_TURN}[[On|{twee_name(target)}]]"])

    def heading(self) -> str:
        """The chapter's heading, told when another chapter was told last: a way back to its first scene has none."""
        chapter, name = self.chapter, json.dumps(self.chapter.id)
        epigraph = f"<em>{twee_words(chapter.epigraph)}</em>\n\n" if chapter.epigraph else ""
        head = f"<h2>{twee_words(chapter.title)}</h2>\n{epigraph}"
        return f"<<if $chapter isnot {name}>><<set $chapter to {name}>>{head}<</if>>"

    def ways(self, scene_id: str) -> str:
        return f"<<include {json.dumps(twee_name(f'{scene_id} ways'))}>>"

    def choice(self, scene_id: str, choice: Choice) -> str:
        key = f"{scene_id}.{choice.id}"
        target = key if choice.after else self.story.resolve(choice.to, self.chapter) or ""
        counter = f"$n_{self.counters[key]}"
        sets = [f"<<set {counter} to {counter} + 1>>", *(self.effect(one) for one in choice.effects)]
        if not choice.after:
            sets.append(_TURN)
        link = f'<<link "{twee_words(choice.text)}" {json.dumps(twee_name(target))}>>{"".join(sets)}<</link>>'
        when = [f"{counter} is 0"] if choice.once else []
        if choice.when:
            when.append(f"({condition(choice.when, self.dialect)})")
        if not when:
            return f"* {link}"
        other = f"<<elseif {when[0]}>>" if choice.once else "<<else>>"
        other += f"\n* {twee_words(choice.text)} ({twee_words(choice.closed)})\n"
        closed = other if choice.when and choice.closed else ""
        return f"<<if {' and '.join(when)}>>\n* {link}\n{closed}<</if>>"

    def look(self, scene_id: str, look: Look) -> str:
        counter = f"$n_{self.counters[f'{scene_id}.{look.id}']}"
        sets = f"<<set {counter} to {counter} + 1>>" + "".join(self.effect(one) for one in look.effects)
        inside = "\n".join(self.prose(look.text))
        told = f'<<append "#told">>{inside}<</append>><<replace "#ways">>{self.ways(scene_id)}<</replace>>'
        link = f'<<link "Look at {twee_words(look.name)}">>{sets}{told}<</link>>'
        return f"<<if {condition(look.when, self.dialect)}>>{link}<</if>>" if look.when else link

    def effect(self, source: str) -> str:
        done = change(source, self.dialect)
        name, variable = f"$v_{done.variable}", self.story.file.variables[done.variable]
        value = done.value if done.op == "=" else f"{name} {done.op[0]} {done.value}"
        if isinstance(variable.start, int) and not isinstance(variable.start, bool):
            low = "-Infinity" if variable.min is None else variable.min
            high = "Infinity" if variable.max is None else variable.max
            if variable.min is not None or variable.max is not None:
                value = f"Math.clamp({value}, {low}, {high})"
        return f"<<set {name} to {value}>>"

    def prose(self, prose: Prose) -> list[str]:
        lines = []
        for block in (prose,) if isinstance(prose, str) else prose:
            if not isinstance(block, Block):
                lines += [f"{twee(text)}\n" for text in paragraphs(block)]
                continue
            told = "\n\n".join(twee(text) for text in paragraphs(block.text))
            if not block.when:
                lines.append(f"{told}\n")
                continue
            other = "\n\n".join(twee(text) for text in paragraphs(block.otherwise))
            tail = f"<<else>>{other}" if other else ""
            lines.append(f"<<if {condition(block.when, self.dialect)}>>{told}{tail}<</if>>\n")
        return lines


def _openings(story: Story) -> set[str]:
    """The scenes in which a chapter can be come to: its first, and those that other chapters lead to."""
    found = {story.chapter_start(chapter) for chapter in story.chapters}
    for place in story.places.values():
        targets = (story.resolve(one.to, story.chapters[place.chapter]) for one in place.scene.choices)
        found.update(one for one in targets if one and story.places[one].chapter != place.chapter)
    return found


def _value(value: bool | int | str) -> str:
    return json.dumps(value)


def _comment(text: str) -> str:
    return text.replace("*/", "* /")
