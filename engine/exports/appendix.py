"""The commentary as an appendix to the book of scenes: all of it, for whoever reads the whole."""

from collections.abc import Iterator

from engine.exports.escapes import anchor, markdown, markdown_words
from engine.playing.commentary import provenance, remarks
from engine.reading.model import Argument, Evidence, Note, NoteKind, Page, Pane, Question, Reading
from engine.reading.prose import paragraphs
from engine.reading.story import Story


def appendix(story: Story) -> Iterator[str]:
    """Pane by pane what stands in it, then the sources; nothing for a story without commentary."""
    if story.panes or story.sources:
        yield "## Commentary"
    for pane in story.panes:
        yield from _pane(story, pane)
    if story.sources:
        yield "### Where it comes from"
        yield "\n".join(_item(f"**{markdown_words(one.name)}**", one.about) for one in story.sources.values())


def _pane(story: Story, pane: Pane) -> Iterator[str]:
    yield f"### {markdown_words(pane.name)}"
    yield from map(markdown, paragraphs(pane.about))
    if pane.balance:
        acts = {act.id: act.name for act in story.file.acts}
        yield f"*The balance{f', {markdown_words(pane.balance_title)}' if pane.balance_title else ''}:*"
        told = ((markdown_words(one.title), pane.balance.get(one.id)) for one in story.chapters)
        yield "\n".join(_item(title, acts[act]) for title, act in told if act)
    chapter = -1
    for note in story.notes(pane.id):
        place = story.places[note.at]
        if place.chapter != chapter:
            chapter = place.chapter
            yield f"#### {chapter + 1}. {markdown_words(story.chapters[chapter].title)}"
        yield from _note(story, note)
    for reading in story.readings(pane.id):
        yield from _reading(story, reading, story.evidence(pane.id))
    if questions := story.questions(pane.id):
        yield "#### Left open"
        yield "\n".join(_question(story, one) for one in questions)
    for page in story.pages(pane.id):
        yield from _page(story, page)


def _note(story: Story, note: Note) -> Iterator[str]:
    on = f", on “{markdown_words(note.on)}”" if note.on else ""
    yield f"**{markdown_words(note.title)}** ({_scene(story, note.at)}{on})"
    yield from map(markdown, paragraphs(note.text))
    yield from (f"{lead}: {_line(text)}" for lead, text in remarks(note))
    yield _provenance(story, note.kind, note.source, note.by)


def _reading(story: Story, reading: Reading, evidence: tuple[Evidence, ...]) -> Iterator[str]:
    yield f"#### {markdown_words(reading.name)}"
    yield from map(markdown, paragraphs(reading.claim))
    yield f"Held by: {markdown_words(reading.holder)}"
    yield _provenance(story, reading.kind, reading.source)
    for side, arguments in (("for", reading.speaks_for), ("against", reading.speaks_against)):
        if arguments:
            yield f"*Speaks {side} it:*"
            yield "\n".join(_argument(story, one) for one in arguments)
        if turns := [one for one in evidence if one.reading == reading.id and one.speaks == side]:
            yield f"*The reader’s turns {side} it:*"
            yield "\n".join(_item(_turn(story, one.took), one.text) for one in turns)


def _argument(story: Story, one: Argument) -> str:
    return f"- {_line(one.text)} {_provenance(story, one.kind, one.source)}"


def _turn(story: Story, name: str) -> str:
    """The scene, choice or look that a piece of evidence takes, in words."""
    took = story.took(name)
    if took is None:
        return markdown_words(name)
    said = ""
    if took.kind == "choice":
        said = f", “{markdown_words(story.choice(took.scene, took.item).text)}”"
    elif took.kind == "look":
        said = f", a look at {markdown_words(story.look(took.scene, took.item).name)}"
    return f"{_scene(story, took.scene)}{said}"


def _question(story: Story, one: Question) -> str:
    answers = f" ({' / '.join(map(markdown_words, one.answers))})" if one.answers else ""
    source = f" *Source: {markdown_words(story.sources[one.source].name)}.*" if one.source else ""
    return f"- {_line(one.text)}{answers}{source}"


def _page(story: Story, page: Page) -> Iterator[str]:
    yield f"#### {markdown_words(page.title)}"
    yield from map(markdown, paragraphs(page.text))
    yield _provenance(story, page.kind, page.source)


def _scene(story: Story, scene_id: str) -> str:
    place = story.places[scene_id]
    return f"[{markdown_words(place.scene.title or place.local)}](#{anchor(scene_id)})"


def _provenance(story: Story, kind: NoteKind, source: str, by: str = "") -> str:
    return f"*{markdown_words(provenance(kind, story.sources[source].name, by))}*"


def _item(name: str, text: str) -> str:
    return f"- {name}{f': {_line(text)}' if text.strip() else ''}"


def _line(text: str) -> str:
    return " ".join(map(markdown, paragraphs(text)))
