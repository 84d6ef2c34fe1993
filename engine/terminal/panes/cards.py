"""What a pane of readings shows: cards with what speaks for and against each, and what the reader makes of them."""

from typing import NamedTuple

from textual.content import Content

from engine.playing.commentary import ArgumentView, Commentary, EvidenceView, ReadingView, Weight, provenance
from engine.reading.model import Pane, Question
from engine.terminal.panes.rows import (
    Columns,
    Made,
    Piece,
    Row,
    flow,
    heading,
    joined,
    remark,
    stack,
)
from engine.terminal.text import hanging, prose, with_meta, words

SECOND = "beside:"
"""Begins the keys of the cards that are set beside each other."""
_BOXES: dict[Weight, str] = {"": "[ ]", "convincing": "[+]", "not convincing": "[-]"}
_WEIGHTS: dict[Weight, str] = {
    "": "",
    "convincing": "Convincing, you say.",
    "not convincing": "Not convincing, you say.",
}


class Cards(NamedTuple):
    """The pane's rows, and what stands behind their keys."""

    rows: list[Row]
    readings: dict[str, ReadingView]
    weights: dict[str, Weight]
    """How each argument and each piece of evidence is weighed, by id."""
    turns: dict[str, int]
    """The turn of each piece of evidence."""
    questions: dict[str, tuple[Question, str]]
    own: str


def card_rows(commentary: Commentary, pane: Pane, beside: tuple[str, ...] = ()) -> Cards:
    """What the pane shows; `beside` are the readings that are to stand side by side."""
    if gate := commentary.gate(pane):
        return Cards([remark("gate", f"{pane.name} {gate}.")], {}, {}, {}, {}, "")
    views = {view.reading.id: view for view in commentary.readings(pane)}
    rows: list[Row] = [remark("about", pane.about)] if pane.about else []
    chosen = [one for one in beside if one in views]
    if len(chosen) == 2:
        rows.append(heading("beside", "The two that you chose"))
        left, right = (tuple(_card(views[one], SECOND, beside)) for one in chosen)
        rows += [Columns(left, right), heading("all", "All readings", 1)]
    for view in views.values():
        rows += _card(view, "", beside)
    rows += _own(commentary, pane, views)
    pieces = [one for view in views.values() for one in view.speaks_for + view.speaks_against]
    yours = [one for view in views.values() for one in view.yours_for + view.yours_against]
    return Cards(
        rows,
        views,
        {one.argument.id: one.weight for one in pieces} | {one.evidence.id: one.weight for one in yours},
        {one.evidence.id: one.line.turn for one in yours},
        {question.id: (question, answer) for question, answer in commentary.questions(pane)},
        commentary.own_words(pane),
    )


def _card(view: ReadingView, prefix: str, beside: tuple[str, ...]) -> list[Piece]:
    reading = view.reading
    marked = reading.id in beside
    head = stack(
        flow(reading.name, "bold $text-accent"),
        flow(f"Held by: {joined(reading.holder)}", "$text-muted"),
        flow(joined(reading.claim)),
        flow(provenance(reading.kind, view.source), "$text-muted"),
        *([flow("This is the reading that you hold.", "bold")] if view.held else []),
        *([flow("Set beside another.", "bold")] if marked else []),
        flow(f"In your eyes: {view.weighed}.", "italic"),
        flow(f"Of your own: {view.leaning}.", "italic"),
        _deeds(view.held, marked),
    )
    state = (reading, view.held, marked, view.weighed, view.leaning)
    pieces = [Piece(f"{prefix}card:{reading.id}", state, head)]
    sides = (
        ("Speaks for it", view.speaks_for, "Yours for it", view.yours_for),
        ("Speaks against it", view.speaks_against, "Yours against it", view.yours_against),
    )
    for title, arguments, own_title, evidence in sides:
        if arguments:
            pieces.append(heading(f"{prefix}{reading.id}:{title}", title))
            pieces += _closed([_argument(one, prefix, reading.id) for one in arguments])
        if evidence:
            pieces.append(heading(f"{prefix}{reading.id}:{own_title}", own_title))
            pieces += _closed([_evidence(one, prefix) for one in evidence])
    return pieces


def _closed(pieces: list[Piece]) -> list[Piece]:
    return [*pieces[:-1], pieces[-1]._replace(gap=1)]


def _deeds(held: bool, marked: bool) -> Made:
    """What can be done with a card, for the mouse; the keys do the same."""
    hold, beside = ("* hold no longer" if held else "* hold it"), ("= set apart" if marked else "= set beside")

    def made(width: int) -> list[Content]:
        parts = [
            with_meta(words(hold, "$text-accent"), mark="hold"),
            words("   "),
            with_meta(words(beside, "$text-accent"), mark="beside"),
        ]
        return Content.assemble(*parts).wrap(width)

    return made


def _box(weight: Weight) -> Content:
    return with_meta(words(f"{_BOXES[weight]} ", "bold" if weight else "$text-muted"), mark="weigh")


def _weighed(weight: Weight) -> list[Made]:
    return [flow(_WEIGHTS[weight], "italic", "    ")] if weight else []


def _argument(view: ArgumentView, prefix: str, reading: str) -> Piece:
    one = view.argument
    made = stack(
        _boxed(view.weight, joined(one.text)),
        flow(provenance(one.kind, view.source), "$text-muted", "    "),
        *_weighed(view.weight),
    )
    return Piece(f"{prefix}weigh:{one.id}", (one, view.weight, reading), made, 0)


def _evidence(view: EvidenceView, prefix: str) -> Piece:
    one, line = view.evidence, view.line
    made = stack(
        _boxed(view.weight, joined(one.text)),
        flow(f"Chapter {line.chapter}, turn {line.turn}: “{joined(line.text)}”", "$text-muted", "    "),
        *_weighed(view.weight),
    )
    return Piece(f"{prefix}yours:{one.id}", (one, line, view.weight), made, 0)


def _boxed(weight: Weight, text: str) -> Made:
    return lambda width: hanging(_box(weight), prose(text), width)


def _own(commentary: Commentary, pane: Pane, views: dict[str, ReadingView]) -> list[Row]:
    """What the reader holds, in one place: the reading, a sentence, answers."""
    held = next((view.reading.name for view in views.values() if view.held), "")
    own = commentary.own_words(pane)
    rows: list[Row] = [
        heading("own", "Left to you"),
        Piece("held", held, flow(f"You hold: {held}." if held else "You have not named a reading that you hold."), 0),
        Piece(
            "own",
            own,
            flow(f"In your own words: {own}") if own else flow("Write a sentence of your own on it.", "$text-accent"),
        ),
    ]
    for question, answer in commentary.questions(pane):
        source = f"Source: {commentary.source(question.source)}." if question.source else ""
        made = stack(
            flow(question.text, "bold"),
            *([flow(source, "$text-muted")] if source else []),
            flow(f"You: {answer}", "italic") if answer else flow("Answer it.", "$text-accent"),
        )
        rows.append(Piece(f"question:{question.id}", (question, answer), made))
    return rows
