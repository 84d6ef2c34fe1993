"""The line-mode player's lists: turns, chapters, the map, what was found, help."""

from typing import TYPE_CHECKING

from engine.commands import GROUPS
from engine.playing.line import turn_number
from engine.playing.moment import Turn
from engine.playing.roads import Band, bands
from engine.playing.search import Hit
from engine.playing.search import search as find
from engine.reading.prose import plain

if TYPE_CHECKING:
    from engine.plain.player import Player

_MOST_HITS = 30


def history(player: "Player", argument: str) -> None:
    """List the turns, or go back to one."""
    session, page = player.session, player.page
    if argument:
        player.went_back(session.back_to(turn_number(argument, session.play)))
        return
    page.say("The turns so far. Type history and a number to go back to one.")
    page.part()
    places = player.story.places
    for turn in session.play.history():
        chapter = places[turn.scene].chapter + 1
        page.line(f"{turn.number}. {turn_words(turn)} Chapter {chapter}.", hang=4)


def turn_words(turn: Turn) -> str:
    """What was done at a turn."""
    match turn.kind:
        case "begin":
            return f"Began with {turn.said}."
        case "jump":
            return f"Went to {turn.said}."
        case "look":
            return f"Looked at {turn.said}."
        case _:
            return f'Chose "{plain(turn.said)}".'


def chapters(player: "Player", _: str) -> None:
    """List the chapters; those not reached without their names."""
    commentary, page = player.session.commentary, player.page
    here = player.session.moment.heading.number
    page.say("The chapters. Type go and a number to go to one.")
    page.part()
    for number, chapter in enumerate(player.story.chapters, 1):
        if not commentary.reached(chapter.id):
            page.line(f"{number}. Not reached yet.")
        elif number == here:
            page.line(f"{number}. {chapter.title}. You are here.")
        else:
            page.line(f"{number}. {chapter.title}.")


def go(player: "Player", argument: str) -> None:
    """Go to a chapter, after a question when that would spoil."""
    story, page = player.story, player.page
    commentary = player.session.commentary
    chapter = commentary.chapter_named(argument)
    if not chapter:
        page.say(f"Type go and a number from 1 to {len(story.chapters)}; chapters lists them.")
        return
    number = story.chapter_index[chapter] + 1
    if commentary.ahead(chapter) and not player.sure(
        f"Chapter {number} has not been reached. Going there tells some of what comes before it. Go all the same?"
    ):
        return
    player.tell(player.session.go(chapter))


def search(player: "Player", argument: str) -> None:
    """Find words in what has been read."""
    page = player.page
    if not argument.strip():
        page.say("Type search and the words to look for.")
        return
    hits: list[Hit] = []
    more = False
    for hit in find(player.session.play, argument):
        if len(hits) == _MOST_HITS:
            more = True
            break
        hits.append(hit)
    if not hits:
        page.say(f'"{argument}" does not stand in what you have read.')
        return
    count = f"the first {_MOST_HITS} places" if more else "1 place" if len(hits) == 1 else f"{len(hits)} places"
    page.say(f'"{argument}": {count}.')
    page.part()
    for hit in hits:
        page.line(f"Turn {hit.turn}, chapter {hit.chapter}: {hit.excerpt()}", hang=4)


def show_map(player: "Player", _: str) -> None:
    """The roads taken, and how many were not."""
    memory, page = player.session.memory, player.page
    page.say("The map. Type history and a turn's number to go back there.")
    for band in bands(player.session.play, memory.scenes, memory.choices):
        _band(player, band)


def _band(player: "Player", band: Band) -> None:
    page = player.page
    if not band.reached:
        page.say(f"Chapter {band.number}. Not reached yet.")
        return
    page.say(f"Chapter {band.number}. {band.title}.")
    for road in band.roads:
        here = " You are here." if road.here else ""
        page.line(f"Turn {road.turn}: {road.title or 'a scene'}.{here}", 2, 2)
        for taken in road.taken:
            page.line(f'taken: "{taken.text}"', 4, 2)
        for text in road.before:
            page.line(f'taken in another playthrough: "{text}"', 4, 2)
        if road.unseen:
            page.line(f"not taken: {road.unseen}", 4)
    for title in band.before:
        page.line(f"Seen in another playthrough: {title}.", 2, 2)
    if band.unseen:
        page.line(f"Scenes not seen: {band.unseen}.", 2)


def help_page(player: "Player", _: str) -> None:
    """Everything that can be typed, by what it is for."""
    page = player.page
    page.say("Type a choice's number or its first words; look at and a thing's name; or one of these.")
    group = ""
    for command in sorted(player.commands, key=lambda one: GROUPS.index(one.group)):
        if command.group != group:
            group = command.group
            page.say(f"{group}.")
        words = " or ".join(command.words)
        argument = f", then {command.argument}" if command.argument else ""
        said = command.title if command.id in player.panes else command.help
        page.line(f"{words}{argument}: {said}.", 2, 2)
