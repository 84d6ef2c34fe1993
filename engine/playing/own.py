"""The reader's own words, as they are typed: weights, the reading held, answers, a sentence, notes."""

import re
from typing import NamedTuple

from engine.playing.commentary import Commentary, Weight
from engine.playing.events import Event, keep
from engine.playing.line import names
from engine.playing.moment import Turn
from engine.playing.playthrough import Playthrough
from engine.reading.model import Pane, Reading
from engine.reading.prose import plain

_WEIGHTS: dict[str, Weight] = {
    "yes": "convincing",
    "convincing": "convincing",
    "no": "not convincing",
    "not convincing": "not convincing",
    "off": "",
    "neither": "",
}
_TAKEN_BACK = ("off", "nothing")
_PLACED = re.compile(r"(\d{1,4})\s*:\s*(.*)", re.DOTALL)


class Answer(NamedTuple):
    """What typed words come to: what is said to the reader, what is to be kept, and rows that are listed."""

    said: str
    keeps: tuple[Event, ...] = ()
    rows: tuple[str, ...] = ()


def open_panes(commentary: Commentary, kind: str) -> list[Pane]:
    """The story's panes of that kind that show something by now."""
    return [pane for pane in commentary.story.panes if pane.kind == kind and commentary.open(pane)]


def weigh(commentary: Commentary, argument: str) -> Answer:
    """Mark a piece of evidence as convincing or not: `lamp-burned yes`."""
    name, _, word = argument.partition(" ")
    weight = _WEIGHTS.get(word.strip().lower())
    pieces = _pieces(commentary)
    if not pieces:
        return Answer("There is nothing to weigh yet.")
    if weight is None or name not in pieces:
        what = f'Nothing here is called "{name}".' if name and name not in pieces else "Say what, and yes or no."
        return Answer(f"{what} For example: weigh {pieces[0]} yes. With off the mark is taken back.")
    return Answer(f"{name}: {weight or 'not weighed'}.", (keep(f"weigh:{name}", weight),))


def _pieces(commentary: Commentary) -> list[str]:
    found = []
    for pane in open_panes(commentary, "readings"):
        for view in commentary.readings(pane):
            found += [one.argument.id for one in view.speaks_for + view.speaks_against]
            found += [one.evidence.id for one in view.yours_for + view.yours_against]
    return found


def hold(commentary: Commentary, argument: str) -> Answer:
    """Name the reading that the reader holds, by number, id or first words."""
    panes = open_panes(commentary, "readings")
    if not panes:
        return Answer("There is no reading to hold yet.")
    if argument.lower() in (*_TAKEN_BACK, "none"):
        return Answer("You hold none of them.", tuple(keep(f"hold:{pane.id}", "") for pane in panes))
    readings = [(pane, commentary.story.readings(pane.id)) for pane in panes]
    found = [(pane, one) for pane, ones in readings for one in _asked(ones, argument)]
    if len(found) == 1:
        pane, reading = found[0]
        return Answer(f"You hold: {reading.name}.", (keep(f"hold:{pane.id}", reading.id),))
    rows = []
    for pane, ones in readings:
        held = commentary.play.kept.get(f"hold:{pane.id}")
        rows += [f"{n}. {one.name}{' (held)' if held == one.id else ''}" for n, one in enumerate(ones, 1)]
    return Answer("Which? Type hold and a number or name, or hold nothing.", rows=tuple(rows))


def _asked(readings: tuple[Reading, ...], argument: str) -> list[Reading]:
    if argument.isascii() and argument.isdigit():
        number = int(argument[:6])
        return [readings[number - 1]] if 0 < number <= len(readings) else []
    by_id = [one for one in readings if one.id == argument]
    return by_id or [one for one in readings if names(argument, one.name, one.id)]


def answer(commentary: Commentary, argument: str) -> Answer:
    """Answer an open question, with an offered answer's number, with words, or no longer: `1 2`, `1 oil`, `1 off`."""
    questions = [one for pane in open_panes(commentary, "readings") for one in commentary.questions(pane)]
    number, _, words = argument.partition(" ")
    if not questions:
        return Answer("No question is open yet.")
    if not (number.isascii() and number.isdigit() and 0 < int(number[:6]) <= len(questions)) or not words.strip():
        to = len(questions)
        return Answer(f"Type answer, a question's number from 1 to {to}, and your words; off takes them back.")
    question, _ = questions[int(number[:6]) - 1]
    words = words.strip()
    if words.lower() in _TAKEN_BACK:
        return Answer(f"{plain(question.text)} You: no answer.", (keep(f"answer:{question.id}", ""),))
    if words.isascii() and words.isdigit() and 0 < int(words[:6]) <= len(question.answers):
        words = question.answers[int(words[:6]) - 1]
    return Answer(f"{plain(question.text)} You: {words}", (keep(f"answer:{question.id}", words),))


def own(commentary: Commentary, argument: str) -> Answer:
    """Keep the reader's own sentence on the readings, take it back, or say it again."""
    panes = open_panes(commentary, "readings")
    if not panes:
        return Answer("The readings have not opened yet.")
    if argument.lower() in _TAKEN_BACK:
        return Answer("You have no reading of your own.", (keep(f"own:{panes[0].id}", ""),))
    if argument:
        return Answer(f"Your own reading: {argument}", (keep(f"own:{panes[0].id}", argument),))
    kept = commentary.own_words(panes[0])
    usage = "Type own and your sentence; own off takes it back."
    return Answer(f"Your own reading: {kept}", rows=(usage,)) if kept else Answer(usage)


OPINIONS = {"weigh": weigh, "hold": hold, "answer": answer, "own": own}
"""What each of the typed commands on the readings comes to, by the command's id."""


NOTE_USAGE = (
    "Type note and your words; note 2: and words for paragraph 2; note 2: with nothing after it takes that note back."
)


def note(play: Playthrough, turn: Turn, text: str) -> Answer:
    """Keep a note on a turn's last paragraph, or on the one whose number and a colon stand before it: `1: hm`."""
    number = last = len(turn.told)
    if placed := _PLACED.fullmatch(text):
        number, text = int(placed[1]), placed[2].strip()
    if not 0 < number <= last:
        return Answer(f"The paragraphs here are numbered 1 to {last}.")
    key = turn.note_key(number - 1)
    if not text and key not in play.kept:
        return Answer(NOTE_USAGE)
    said = f"Noted on paragraph {number} of turn {turn.number}." if text else "The note is gone."
    return Answer(said, (keep(key, text),))


def notes_on(play: Playthrough, turn: Turn) -> list[tuple[int, str]]:
    """The reader's notes on a turn, each with the number of its paragraph."""
    keys = ((number, turn.note_key(number - 1)) for number in range(1, len(turn.told) + 1))
    return [(number, play.kept[key]) for number, key in keys if key in play.kept]
