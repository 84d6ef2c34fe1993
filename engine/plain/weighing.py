"""The reader's own words on plain lines: weights, the reading held, answers, notes."""

from functools import partial
from typing import TYPE_CHECKING

from engine.playing.moment import Turn
from engine.playing.own import NOTE_USAGE, OPINIONS, Answer, note, notes_on

if TYPE_CHECKING:
    from engine.plain.player import Player


def _opinion(command: str, player: "Player", argument: str) -> None:
    _tell(player, OPINIONS[command](player.session.commentary, argument))


weigh, hold, answer, own = (partial(_opinion, command) for command in ("weigh", "hold", "answer", "own"))


def _tell(player: "Player", made: Answer) -> None:
    for event in made.keeps:
        player.session.do(event)
    player.page.say(made.said)
    for row in made.rows:
        player.page.line(row, 2, 2)


def own_note(player: "Player", argument: str) -> None:
    """Write a note to what was just told, or list all of one's notes."""
    play = player.session.play
    if argument:
        write_own(player, player.session.moment.turn, argument)
        return
    found = [(turn, *one) for turn in play.history() for one in notes_on(play, turn)]
    player.page.say(f"{'Your notes.' if found else 'You have written no notes.'} {NOTE_USAGE}")
    for turn, number, text in found:
        player.page.line(f"Turn {turn.number}, paragraph {number}: {text}", 2, 2)


def write_own(player: "Player", turn: Turn, text: str) -> None:
    """Keep a note on a turn."""
    _tell(player, note(player.session.play, turn, text))


def show_own(player: "Player", turn: Turn) -> None:
    """Read out the reader's notes on a turn."""
    for number, text in notes_on(player.session.play, turn):
        player.page.say(f"Your note on paragraph {number}: {text}", hang=2)
