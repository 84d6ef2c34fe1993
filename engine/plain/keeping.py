"""Saves, settings and the transcript, by typed lines."""

import time
from typing import TYPE_CHECKING

from engine.clean import clean
from engine.keeping.saves import AUTO, Slot
from engine.keeping.settings import SETTINGS, in_words, understood
from engine.playing.line import two_names

if TYPE_CHECKING:
    from engine.plain.player import Player


def slot_words(slot: Slot) -> str:
    """A slot in a line."""
    when = time.strftime("%d %B %Y, %H:%M", time.localtime(slot.when)).lstrip("0")
    choices = "1 choice" if slot.turns == 1 else f"{slot.turns} choices"
    where = f"chapter {slot.chapter}, {slot.title}" if slot.chapter else "of another version of the story"
    end = ", at the end" if slot.ended else ""
    words = f" “{slot.words} …”" if slot.words else ""
    return f"{slot.name}: {where}{end}, {choices}, {when}.{words}"


def saves(player: "Player", argument: str) -> None:
    """List the saves; write one to a file, or take one from a file."""
    page, session = player.page, player.session
    word, _, rest = argument.partition(" ")
    if word == "import" and rest.strip():
        page.say(f'Taken in as "{session.saves.take_in(session.file(rest.strip()))}".')
        return
    if word == "export" and (both := two_names(rest)):
        session.saves.export(both[0], session.file(both[1]))
        page.say(f"Written to {both[1]}.")
        return
    slots, unreadable = session.saves.listed()
    page.say(
        "Your saves. Type load and a name; rename, a name, a comma and another; delete and a name; "
        "saves export, a name, a comma and a file; saves import and a file."
    )
    page.part()
    for slot in slots:
        page.line(slot_words(slot), 2, 2)
    for one in unreadable:
        page.line(clean(f"{one.name}: {one.error}."), 2, 2)
    if not slots and not unreadable:
        page.line("There are none.", 2)


def save(player: "Player", argument: str) -> None:
    """Keep the playthrough under a name."""
    if not argument:
        player.page.say("Type save and a name. Each turn is kept without being asked.")
        return
    if argument in (AUTO, player.session.kept_in):
        player.page.say("That name is for what is kept without being asked; choose another.")
        return
    saves_of = player.session.saves
    if saves_of.exists(argument) and not player.sure(f'There is a save called "{argument}". Put this in its place?'):
        return
    player.session.save_as(argument)
    player.page.say(f'Kept as "{argument}".')


def load(player: "Player", argument: str) -> None:
    """Go on with a kept playthrough."""
    if not argument:
        player.page.say("Type load and a name; saves lists them.")
        return
    moment = player.session.load(argument)
    player.page.say(f'Going on with "{argument}".')
    player.tell_again(moment)


def rename(player: "Player", argument: str) -> None:
    """Give a save another name."""
    both = two_names(argument)
    if both is None:
        player.page.say("Type rename, a name, a comma and another name.")
        return
    if both[0] == player.session.kept_in:
        player.page.say("That is the playthrough that you are in; save keeps a copy under another name.")
        return
    player.session.saves.rename(*both)
    player.page.say(f'"{both[0]}" is called "{both[1]}" now.')


def delete(player: "Player", argument: str) -> None:
    """Delete a save, after a question."""
    if not argument:
        player.page.say("Type delete and a name; saves lists them.")
    elif argument == player.session.kept_in:
        player.page.say("That is the playthrough that you are in; restart begins it again.")
    elif not player.session.saves.exists(argument):
        player.page.say(f'There is no save called "{argument}".')
    elif player.sure(f'Delete the save "{argument}" for good?'):
        player.session.saves.delete(argument)
        player.page.say("It is gone.")


def transcript(player: "Player", argument: str) -> None:
    """Write what has been read to a file."""
    from engine.exports.transcript import transcript as text_of
    from engine.exports.writing import write_new

    name = argument or f"{player.story.file.id}-transcript.md"
    path = write_new(player.session.file(name), text_of(player.session), numbered=not argument)
    player.page.say(f"Written to {path}.")


def settings(player: "Player", argument: str) -> None:
    """List the settings, or change one."""
    page, session = player.page, player.session
    name, _, word = argument.partition(" ")
    if not name:
        page.say("The settings. Type set, a name and a value.")
        for one in SETTINGS:
            page.line(f"{one.name}: {in_words(session.settings, one.name)}. {one.help} ({one.values}).", 2, 2)
        return
    try:
        session.change(**understood(name.lower(), word.strip().lower()))
    except ValueError as error:
        page.say(f"{error}.")
        return
    page.say(f"{name.lower()}: {in_words(session.settings, name.lower())}.")
