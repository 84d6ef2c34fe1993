"""The story as a book of scenes: everything that can be told, each choice with the place that it leads to.

The commentary stands after the last scene.
"""

import json
from collections.abc import Iterator

from engine.exports.appendix import appendix
from engine.exports.escapes import anchor, beforehand, markdown, markdown_code, markdown_words
from engine.reading.model import Block, Chapter, Choice, Look, Prose, Scene
from engine.reading.prose import paragraphs
from engine.reading.story import Story


def book(story: Story) -> str:
    """The whole story as one Markdown page."""
    file = story.file
    blocks = [f"# {markdown_words(file.title)}"]
    if file.subtitle:
        blocks.append(f"*{markdown_words(file.subtitle)}*")
    blocks += [markdown(text) for _, text in beforehand(file)]
    for number, chapter in enumerate(story.chapters, 1):
        blocks.append(f"## {number}. {markdown_words(chapter.title)}")
        if chapter.epigraph:
            blocks.append(f"*{markdown_words(chapter.epigraph)}*")
        if chapter.enter:
            way = tuple(f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in chapter.enter.items())
            blocks.append(f"*Entered on its own, the chapter takes the way so far to be:* {_effects(way)}")
        for local, scene in chapter.scenes.items():
            blocks += _scene(story, chapter, local, scene)
    blocks += appendix(story)
    return "\n\n".join(blocks) + "\n"


def _scene(story: Story, chapter: Chapter, local: str, scene: Scene) -> Iterator[str]:
    scene_id = f"{chapter.id}/{local}"
    yield f'<a id="{anchor(scene_id)}"></a>'
    yield f"### {markdown_words(scene.title or local)}"
    if scene.effects:
        yield f"*On coming here:* {_effects(scene.effects)}"
    yield from _prose(scene.text)
    for look in scene.looks:
        yield from _look(look)
    if scene.choices:
        yield "\n".join(_choice(story, chapter, choice) for choice in scene.choices)
    for choice in scene.choices:
        if choice.after:
            yield f"*After “{markdown_words(choice.text)}”:*"
            yield from _prose(choice.after)
    if scene.ending:
        yield "*The end.*"


def _look(look: Look) -> Iterator[str]:
    when = f", when {markdown_code(look.when)}" if look.when else ""
    then = f", then {_effects(look.effects)}" if look.effects else ""
    yield f"*A look at {markdown_words(look.name)}{when}{then}:*"
    yield from _prose(look.text)


def _choice(story: Story, chapter: Chapter, choice: Choice) -> str:
    target = story.resolve(choice.to, chapter) or ""
    place = story.places[target]
    said = [f"when {markdown_code(choice.when)}"] if choice.when else []
    if choice.closed:
        said.append(f"else closed: {markdown_words(choice.closed)}")
    if choice.once:
        said.append("once")
    if choice.effects:
        said.append(f"then {_effects(choice.effects)}")
    more = f" ({'; '.join(said)})" if said else ""
    title = markdown_words(place.scene.title or place.local)
    return f"- {markdown_words(choice.text)}{more} → [{title}](#{anchor(target)})"


def _effects(effects: tuple[str, ...]) -> str:
    return ", ".join(map(markdown_code, effects))


def _prose(prose: Prose) -> Iterator[str]:
    for block in (prose,) if isinstance(prose, str) else prose:
        if not isinstance(block, Block) or not block.when:
            yield from map(markdown, paragraphs(block.text if isinstance(block, Block) else block))
            continue
        yield f"*When {markdown_code(block.when)}:*"
        yield from (f"> {markdown(text)}" for text in paragraphs(block.text))
        if block.otherwise:
            yield "*Otherwise:*"
            yield from (f"> {markdown(text)}" for text in paragraphs(block.otherwise))
