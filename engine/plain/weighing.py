"""The reader's own words: weights, the reading held, answers, notes."""

import re
from typing import TYPE_CHECKING

from engine.playing.events import keep
from engine.playing.line import words_of
from engine.playing.moment import Turn
from engine.reading.model import Pane, Reading
from engine.reading.prose import plain

if TYPE_CHECKING:
    from engine.plain.player import Player

_WEIGHTS = {
    "yes": "convincing",
    "convincing": "convincing",
    "no": "not convincing",
    "not convincing": "not convincing",
    "off": "",
    "neither": "",
}
_PLACED = re.compile(r"(\d{1,4})\s*:\s*(.*)", re.DOTALL)


def weigh(player: "Player", argument: str) -> None:
    """Mark a piece of evidence as convincing or not."""
    name, _, word = argument.partition(" ")
    weight = _WEIGHTS.get(word.strip().lower())
    pieces = _pieces(player)
    if not pieces:
        player.page.say("There is nothing to weigh yet.")
    elif weight is None or name not in pieces:
        what = f'Nothing here is called "{name}".' if name and name not in pieces else "Say what, and yes or no."
        player.page.say(f"{what} For example: weigh {pieces[0]} yes. With off the mark is taken back.")
    else:
        player.session.do(keep(f"weigh:{name}", weight))
        player.page.say(f"{name}: {weight or 'not weighed'}.")


def _pieces(player: "Player") -> list[str]:
    names = []
    for pane in player.open_panes("readings"):
        for view in player.session.commentary.readings(pane):
            names += [one.argument.id for one in view.speaks_for + view.speaks_against]
            names += [one.evidence.id for one in view.yours_for + view.yours_against]
    return names


def hold(player: "Player", argument: str) -> None:
    """Name the reading that the reader holds."""
    page, panes = player.page, player.open_panes("readings")
    if not panes:
        page.say("There is no reading to hold yet.")
        return
    if argument.lower() in ("nothing", "none", "off"):
        for pane in panes:
            player.session.do(keep(f"hold:{pane.id}", ""))
        page.say("You hold none of them.")
        return
    found = [(pane, one) for pane in panes for one in _asked(player.story.readings(pane.id), argument)]
    if len(found) == 1:
        pane, reading = found[0]
        player.session.do(keep(f"hold:{pane.id}", reading.id))
        page.say(f"You hold: {reading.name}.")
        return
    page.say("Which? Type hold and a number or name, or hold nothing.")
    for pane in panes:
        for number, reading in enumerate(player.story.readings(pane.id), 1):
            held = " (held)" if player.session.play.kept.get(f"hold:{pane.id}") == reading.id else ""
            page.line(f"{number}. {reading.name}{held}", 2, 2)


def _asked(readings: tuple[Reading, ...], argument: str) -> list[Reading]:
    if argument.isascii() and argument.isdigit():
        number = int(argument[:6])
        return [readings[number - 1]] if 0 < number <= len(readings) else []
    words = words_of(argument)
    by_id = [one for one in readings if one.id == argument]
    return by_id or [one for one in readings if words and words_of(one.name)[: len(words)] == words]


def answer(player: "Player", argument: str) -> None:
    """Answer an open question, with an offered answer's number or with words."""
    page = player.page
    questions = [one for pane in player.open_panes("readings") for one in player.session.commentary.questions(pane)]
    number, _, words = argument.partition(" ")
    if not questions:
        page.say("No question is open yet.")
        return
    if not (number.isascii() and number.isdigit() and 0 < int(number[:6]) <= len(questions)) or not words.strip():
        page.say(f"Type answer, a question's number from 1 to {len(questions)}, and your words.")
        return
    question, _ = questions[int(number[:6]) - 1]
    words = words.strip()
    if words.isascii() and words.isdigit() and 0 < int(words[:6]) <= len(question.answers):
        words = question.answers[int(words[:6]) - 1]
    player.session.do(keep(f"answer:{question.id}", words))
    page.say(f"{plain(question.text)} You: {words}")


def own(player: "Player", argument: str) -> None:
    """Keep the reader's own sentence on the readings."""
    panes: list[Pane] = player.open_panes("readings")
    if not panes:
        player.page.say("The readings have not opened yet.")
        return
    if argument:
        player.session.do(keep(f"own:{panes[0].id}", argument))
    kept = player.session.commentary.own_words(panes[0])
    player.page.say(f"Your own reading: {kept}" if kept else "Type own and your sentence.")


def own_note(player: "Player", argument: str) -> None:
    """Write a note to what was just told, or list all of one's notes."""
    if argument:
        write_own(player, player.session.moment.turn, argument)
        return
    found = [(turn, text) for turn in player.session.play.history() for text in own_notes(player, turn)]
    if not found:
        player.page.say("You have written no notes. Type note and your words; note 1: and words for a paragraph.")
        return
    player.page.say("Your notes.")
    for turn, text in found:
        player.page.line(f"Turn {turn.number}: {text}", 2, 2)


def write_own(player: "Player", turn: Turn, text: str) -> None:
    """Keep a note on a turn's last paragraph, or on the one whose number and a colon stand before it."""
    page, last = player.page, len(turn.told)
    number = last
    if placed := _PLACED.fullmatch(text):
        number, text = int(placed[1]), placed[2].strip()
    if not 0 < number <= last:
        page.say(f"The paragraphs here are numbered 1 to {last}.")
        return
    key = f"note:{turn.number}:{turn.scene}:{number - 1}"
    if not text and key not in player.session.play.kept:
        page.say("Type note and your words; note 1: and words for a paragraph of its own number.")
        return
    player.session.do(keep(key, text))
    page.say(f"Noted on paragraph {number} of turn {turn.number}." if text else "The note is gone.")


def own_notes(player: "Player", turn: Turn) -> list[str]:
    """The reader's notes on a turn, in the order of its paragraphs."""
    kept = player.session.play.kept
    keys = (f"note:{turn.number}:{turn.scene}:{index}" for index in range(len(turn.told)))
    return [kept[key] for key in keys if key in kept]


def show_own(player: "Player", turn: Turn) -> None:
    """Read out the reader's notes on a turn."""
    for text in own_notes(player, turn):
        player.page.say(f"Your note: {text}", hang=2)
