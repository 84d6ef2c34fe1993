"""The commentary panes, read out."""

from typing import TYPE_CHECKING

from engine.playing.commentary import (
    ArgumentView,
    Closed,
    EvidenceView,
    Line,
    NoteView,
    ReadingView,
    provenance,
    remarks,
)
from engine.playing.events import keep
from engine.playing.line import names
from engine.playing.moment import Turn
from engine.playing.own import open_panes
from engine.reading.model import Pane
from engine.reading.prose import paragraphs, plain

if TYPE_CHECKING:
    from engine.plain.player import Player


def show(player: "Player", pane: Pane, argument: str) -> None:
    """Read a pane out: all of it, or what a chapter's number or a card's name asks for."""
    page, commentary = player.page, player.session.commentary
    page.say(f"{pane.name}.")
    if gate := commentary.gate(pane):
        page.line(f"This {gate}.")
        return
    if not argument:
        for text in paragraphs(pane.about):
            page.prose(text)
    shown = _notes(player, pane, argument)
    if not argument and pane.balance_title:
        _balance(player, pane)
    shown += _readings(player, pane, argument)
    if not argument:
        _questions(player, pane)
    shown += _pages(player, pane, argument)
    if pane.kind == "sources":
        shown += _sources(player, argument)
    if argument and not shown:
        page.say(commentary.closed(pane, argument) or f'Nothing here is called "{argument}".')


def _notes(player: "Player", pane: Pane, argument: str) -> int:
    """Read out the notes that were asked for; how many there were. So do the other parts of a pane."""
    page = player.page
    shown = 0
    for view in player.session.commentary.notes(pane):
        if isinstance(view, Closed):
            if not argument:
                page.say(f"Chapter {view.chapter}: {view}.")
        elif not argument or argument == str(view.chapter) or names(argument, view.note.title, view.note.id):
            note(player, view)
            shown += 1
    if pane.kind == "notes" and not argument and not shown:
        page.say("There is nothing here yet.")
    return shown


def note(player: "Player", view: NoteView) -> None:
    """Read a note out, and remember that it was."""
    page, one = player.page, view.note
    page.say(f"{plain(one.title)} Chapter {view.chapter}.", hang=2)
    for text in paragraphs(one.text):
        page.line(plain(text), 2)
    for lead, text in remarks(one):
        page.line(f"{lead}: {plain(text)}", 2, 2)
    for line in view.lines:
        page.line(f"You: {_quoted(line)}", 2, 2)
    page.line(f"({provenance(one.kind, view.source, one.by)})", 2, 2)
    if not view.opened:
        player.session.do(keep(f"opened:{one.id}", "yes"))


def notes_here(player: "Player", _: str) -> None:
    """Read out the notes on the present scene."""
    commentary = player.session.commentary
    found = [view for pane in open_panes(commentary, "notes") for view in commentary.notes_here(pane)]
    if not found:
        player.page.say("There is no note on this scene.")
    for view in found:
        note(player, view)


def notes_of(player: "Player", turn: Turn) -> None:
    """Read out the notes on a turn's scene."""
    if turn.kind == "look":
        return
    commentary = player.session.commentary
    for pane in open_panes(commentary, "notes"):
        for view in commentary.notes(pane):
            if isinstance(view, NoteView) and view.note.at == turn.scene:
                note(player, view)


def _balance(player: "Player", pane: Pane) -> None:
    page = player.page
    columns = player.session.commentary.balance(pane)
    page.say("The balance.")
    for column in columns:
        if not player.session.commentary.reached(player.story.chapters[column.chapter - 1].id):
            continue
        acts = ", ".join(f"{act.name.lower()} (turn {line.turn})" for act, line in column.acts) or "nothing yet"
        told = f"; {pane.balance_title}: {column.source_act.name.lower()}" if column.source_act else ""
        page.line(f"Chapter {column.chapter}, {column.title}: {acts}{told}.", 2, 2)


def _readings(player: "Player", pane: Pane, argument: str) -> int:
    views = player.session.commentary.readings(pane)
    shown = 0
    for number, view in enumerate(views, 1):
        if not argument or argument == str(number) or names(argument, view.reading.name, view.reading.id):
            _reading(player, number, view)
            shown += 1
    if shown:
        player.page.say("Type weigh, a name and yes or no to mark what convinces you; hold and a reading's number.")
    return shown


def _reading(player: "Player", number: int, view: ReadingView) -> None:
    page, one = player.page, view.reading
    held = " You hold this one." if view.held else ""
    page.say(f"Reading {number}. {one.name}.{held}", hang=2)
    page.line(f"Held by: {one.holder} ({provenance(one.kind, view.source)})", 2, 2)
    page.line(plain(" ".join(one.claim.split())), 2)
    for heading, arguments in (("Speaks for it:", view.speaks_for), ("Speaks against it:", view.speaks_against)):
        if arguments:
            page.line(heading, 2)
        for argument in arguments:
            _argument(player, argument)
    for heading, pieces in (("Yours for it:", view.yours_for), ("Yours against it:", view.yours_against)):
        if pieces:
            page.line(heading, 2)
        for piece in pieces:
            _evidence(player, piece)
    page.line(f"Of your own: {view.leaning}. In your eyes: {view.weighed}.", 2, 2)


def _argument(player: "Player", view: ArgumentView) -> None:
    one = view.argument
    weight = f" You: {view.weight}." if view.weight else ""
    said = plain(" ".join(one.text.split()))
    player.page.line(f"{one.id}: {said} ({provenance(one.kind, view.source)}){weight}", 4, 2)


def _evidence(player: "Player", view: EvidenceView) -> None:
    weight = f" You: {view.weight}." if view.weight else ""
    said = plain(" ".join(view.evidence.text.split()))
    player.page.line(f"{view.evidence.id}: {said} {_quoted(view.line)}{weight}", 4, 2)


def _questions(player: "Player", pane: Pane) -> None:
    page, commentary = player.page, player.session.commentary
    questions = commentary.questions(pane)
    if questions:
        page.say("Left open. Type answer, a question's number, and your words or an offered answer's number.")
    for number, (question, answer) in enumerate(questions, 1):
        page.line(f"{number}. {plain(question.text)}", 2, 2)
        for offered, text in enumerate(question.answers, 1):
            page.line(f"{offered}: {plain(text)}", 4, 2)
        if answer:
            page.line(f"You: {answer}", 4, 2)
    if own := commentary.own_words(pane):
        page.say(f"Your own reading: {own}")


def _pages(player: "Player", pane: Pane, argument: str) -> int:
    page, commentary = player.page, player.session.commentary
    found = [one for one in commentary.pages(pane) if not argument or names(argument, one.title, one.id)]
    for one in found:
        page.say(f"{plain(one.title)}.", hang=2)
        for text in paragraphs(one.text):
            page.line(plain(text), 2)
        page.line(f"({provenance(one.kind, commentary.source(one.source))})", 2, 2)
    return len(found)


def _sources(player: "Player", argument: str) -> int:
    page = player.page
    if not argument:
        page.say("Where it comes from.")
    found = [one for key, one in player.story.sources.items() if not argument or names(argument, one.name, key)]
    for source in found:
        about = f": {plain(' '.join(source.about.split()))}" if source.about else "."
        page.line(f"{source.name}{about}", 2, 2)
    return len(found)


def _quoted(line: Line) -> str:
    return f'"{plain(line.text)}" (turn {line.turn}, chapter {line.chapter}).'
