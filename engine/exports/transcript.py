"""One playthrough as a Markdown page: what was told and chosen, and what the reader opened, weighed and wrote."""

from collections import deque
from collections.abc import Iterator

from engine.exports.escapes import markdown, markdown_words
from engine.playing.commentary import KIND_WORDS, Commentary, NoteView, remarks
from engine.playing.moment import Paragraph, Turn
from engine.playing.playthrough import Playthrough
from engine.reading.model import Pane
from engine.reading.prose import paragraphs
from engine.session import Session


def transcript(session: Session) -> str:
    """The whole playthrough."""
    return transcript_of(session.commentary)


def transcript_of(commentary: Commentary) -> str:
    """The whole playthrough that the commentary is on."""
    file = commentary.story.file
    blocks = [f"# {markdown_words(file.title)}"]
    if file.subtitle:
        blocks.append(f"*{markdown_words(file.subtitle)}*")
    notes = _opened(commentary)
    for turn in commentary.play.history():
        blocks += _turn(commentary, turn, notes)
    if commentary.play.ended:
        blocks.append("*The end.*")
    blocks += _readings(commentary)
    return "\n\n".join(blocks) + "\n"


def _turn(commentary: Commentary, turn: Turn, notes: dict[str, list[NoteView]]) -> Iterator[str]:
    told = deque(enumerate(turn.told))
    if turn.kind == "choose":
        yield f"**› {markdown_words(turn.said)}**"
    elif turn.kind == "look":
        yield f"**› Look at {markdown_words(turn.said)}**"
    if turn.opens_chapter:
        while told and told[0][1].kind == "after":
            yield from _paragraph(commentary.play, turn, *told.popleft())
        yield from _chapter(commentary, turn)
    here = [] if turn.kind == "look" else notes.pop(turn.scene, [])
    for index, paragraph in told:
        yield from _paragraph(commentary.play, turn, index, paragraph)
        for view in [one for one in here if one.note.id in paragraph.notes]:
            here.remove(view)
            yield _note(view)
    for view in here:
        yield _note(view)


def _chapter(commentary: Commentary, turn: Turn) -> Iterator[str]:
    place = commentary.story.places[turn.scene]
    chapter = commentary.story.chapters[place.chapter]
    yield f"## {place.chapter + 1}. {markdown_words(chapter.title)}"
    if turn.kind == "jump":
        yield "*(gone to from elsewhere)*"
    if chapter.epigraph:
        yield f"*{markdown_words(chapter.epigraph)}*"


def _paragraph(play: Playthrough, turn: Turn, index: int, paragraph: Paragraph) -> Iterator[str]:
    yield markdown(paragraph.text)
    if own := play.kept.get(turn.note_key(index)):
        yield f"> Your note: {markdown_words(own)}"


def _opened(commentary: Commentary) -> dict[str, list[NoteView]]:
    """The notes that the reader has opened, by scene."""
    found: dict[str, list[NoteView]] = {}
    for pane in commentary.story.panes:
        if pane.kind == "notes" and commentary.open(pane):
            for view in commentary.notes(pane):
                if isinstance(view, NoteView) and view.opened:
                    found.setdefault(view.note.at, []).append(view)
    return found


def _note(view: NoteView) -> str:
    note = view.note
    lines = [f"† **{markdown_words(note.title)}**"]
    lines += [markdown(text) for text in paragraphs(note.text)]
    lines += [f"{lead}: {markdown(text)}" for lead, text in remarks(note)]
    lines += [f"You: “{markdown_words(line.text)}”" for line in view.lines]
    by = f", by {markdown_words(note.by)}" if note.by else ""
    lines.append(f"({KIND_WORDS[note.kind]}{by}. Source: {markdown_words(view.source)}.)")
    return _quoted(lines)


def _quoted(lines: list[str]) -> str:
    return "\n>\n".join(f"> {line}" for line in lines)


def _readings(commentary: Commentary) -> Iterator[str]:
    """What the reader made of the readings; nothing where nothing was said."""
    for pane in commentary.story.panes:
        if pane.kind != "readings" or not commentary.open(pane):
            continue
        said = list(_pane(commentary, pane))
        if said:
            yield f"## {markdown_words(pane.name)}"
            yield from said


def _pane(commentary: Commentary, pane: Pane) -> Iterator[str]:
    for view in commentary.readings(pane):
        pieces = [(one.argument.text, one.weight) for one in view.speaks_for + view.speaks_against]
        pieces += [(one.evidence.text, one.weight) for one in view.yours_for + view.yours_against]
        marked = [f"- {weight}: {markdown_words(' '.join(text.split()))}" for text, weight in pieces if weight]
        if marked or view.held:
            held = " (the reading that you hold)" if view.held else ""
            yield f"**{markdown_words(view.reading.name)}**{held}: {view.weighed}; {view.leaning}."
        if marked:
            yield "\n".join(marked)
    if own := commentary.own_words(pane):
        yield f"Your own reading: {markdown_words(own)}"
    for question, answer in commentary.questions(pane):
        if answer:
            yield f"*{markdown_words(question.text)}* {markdown_words(answer)}"
