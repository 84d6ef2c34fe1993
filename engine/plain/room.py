"""After the end, on plain lines: the reading room, and the playthrough read again with its notes."""

from typing import TYPE_CHECKING

from engine.plain import panes, weighing
from engine.plain.lists import turn_words
from engine.playing.room import reading_room
from engine.reading.prose import plain

if TYPE_CHECKING:
    from engine.plain.player import Player


def room(player: "Player", _: str) -> None:
    """The reading room, once an end has been reached."""
    session, page = player.session, player.page
    shown = reading_room(session.commentary)
    if not (shown.ended or session.memory.ended or session.settings.spoilers):
        page.say("The reading room opens at the end.")
        return
    you = player.story.file.you
    page.say(f"The reading room. Your way beside the source's; you are {you}.")
    for one in shown.beside:
        page.say(f"Chapter {one.chapter}. {one.title}")
        lines = "; ".join(f'"{plain(line.text)}", turn {line.turn}' for line in one.yours)
        page.line(f"You: {lines}." if lines else "You: nothing was chosen there.", 2, 2)
        page.line(f"The source: {plain(one.source_says)} ({one.source})", 2, 2)
    page.say("Roads taken and not taken.")
    for count in shown.roads:
        page.line(f"{count.met} of {count.all} {count.what}.", 2)
    if shown.readings:
        page.say("The readings, and where your own turns lean.")
    for pane, view in shown.readings:
        held = " You hold this one." if view.held else ""
        page.line(f"{view.reading.name} ({pane}): {view.leaning}; {view.weighed}.{held}", 2, 2)
    if shown.shifts:
        page.say("What your choices have moved.")
    for shift in shown.shifts:
        page.line(f"{_named(shift.name)}: from {_value(shift.start)} to {_value(shift.now)}.", 2, 2)
    if shown.others:
        page.say("What another playthrough would change.")
    for other in shown.others:
        roads = "1 road" if other.left == 1 else f"{other.left} roads"
        page.line(f"Chapter {other.chapter}, {other.place}, turn {other.turn}: {roads} not taken.", 2, 2)
    if shown.unmet:
        scenes = "1 scene was" if shown.unmet == 1 else f"{shown.unmet} scenes were"
        page.line(f"{scenes} not on your way.", 2)
    page.say("Type transcript to write it all to a file, second to read it again with the notes.")


def _named(variable: str) -> str:
    return variable.replace("_", " ")


def _value(value: object) -> str:
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def second(player: "Player", _: str) -> None:
    """The finished playthrough read again, decisions fixed, with the notes."""
    session, page, play = player.session, player.page, player.session.play
    if not play.ended:
        page.say("This opens at the end of a playthrough.")
        return
    page.say("Your way again, with the notes, decisions fixed.")
    page.line("Press Enter for the next turn, or type a turn's number, note and words of your own, or stop.")
    number = 0
    while number < play.length:
        turn = play.turn(number)
        page.say(f"Turn {number} of {play.length - 1}. {turn_words(turn)}")
        player.tell_turn(turn, session.script.scene(turn.scene).heading)
        panes.notes_of(player, turn)
        weighing.show_own(player, turn)
        while True:
            line = player.ask_line().strip()
            first, _, rest = line.partition(" ")
            if first.lower() == "note":
                weighing.write_own(player, turn, rest.strip())
                continue
            if line.lower() in ("stop", "quit", "exit", "back"):
                page.say("You are where you were.")
                return
            if line.isascii() and line.isdigit() and int(line[:9]) < play.length:
                number = int(line[:9])
            elif line.lower() in ("", "on", "next"):
                number += 1
            else:
                page.say("Press Enter, or type a turn's number, note and words, or stop.")
                continue
            break
    page.say("That was the whole of it. You are where you were.")
