"""What each command does to the play screen. Other pages are imported when they are first asked for."""

from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import TYPE_CHECKING

from engine.playing.events import REDO, UNDO, keep
from engine.playing.line import turn_number, understand
from engine.playing.playthrough import PlayError

if TYPE_CHECKING:
    from engine.terminal.play import PlayScreen

Deed = Callable[["PlayScreen", str], Awaitable[object]]


async def do(screen: "PlayScreen", command: str, argument: str = "") -> None:
    """Do what a command says."""
    if command.startswith("pane-"):
        await _pane(screen, command.removeprefix("pane-"), argument)
    elif (deed := DEEDS.get(command)) is not None:
        await deed(screen, argument)


async def _pane(screen: "PlayScreen", name: str, argument: str) -> None:
    await screen.toggle_pane(name, open_only=bool(argument))
    pane = screen.panes.get(name)
    if not argument or pane is None:
        return
    if key := pane.find(argument):
        pane.call_after_refresh(pane.bring, key)
    else:
        closed = screen.session.commentary.closed(pane.pane, argument)
        screen.answer(closed or f"Nothing here is called “{argument}”.")


async def follow_line(screen: "PlayScreen", text: str) -> None:
    """Do what a typed line means, or say kindly that it is not understood."""
    moment = screen.session.moment
    meant = understand(text, moment, screen.commands)
    screen.say("")
    if meant.what == "unclear":
        screen.say(meant.message)
    elif meant.option is not None:
        option = meant.option
        await screen.act(lambda: screen.session.choose(option.id))
    elif meant.sight is not None:
        sight = meant.sight
        await screen.act(lambda: screen.session.look(sight.id))
    elif meant.command is not None:
        await do(screen, meant.command.id, meant.argument)
    screen.keep_typing()


async def go(screen: "PlayScreen", chapter: str) -> None:
    """Go to a chapter; one that lies ahead asks about spoilers first."""
    session = screen.session
    if session.commentary.ahead(chapter):
        ask_ahead(screen, chapter, lambda: screen.act(lambda: session.go(chapter)))
    else:
        await screen.act(lambda: session.go(chapter))


def ask_ahead(screen: "PlayScreen", chapter: str, then: Callable[[], Awaitable[object]]) -> None:
    """Ask whether a chapter that is ahead of the reader may be told."""
    from engine.terminal.ask import ask

    number = screen.story.chapter_index[chapter] + 1
    ask(
        screen,
        f"Chapter {number} is ahead of you.",
        "Going there tells some of what comes before it: the way so far is then taken as the source tells it. "
        "Undo brings you back.",
        "Go there",
        then=then,
    )


async def _undo(screen: "PlayScreen", argument: str) -> None:
    await screen.act(lambda: screen.session.do(UNDO))


async def _redo(screen: "PlayScreen", argument: str) -> None:
    await screen.act(lambda: screen.session.do(REDO))


async def _skip(screen: "PlayScreen", argument: str) -> None:
    await screen.back_to_prose()
    await screen.prose.skip()


async def _look(screen: "PlayScreen", argument: str) -> None:
    await screen.back_to_prose()
    await screen.prose.show_newest()


async def _rail(screen: "PlayScreen", argument: str) -> None:
    await screen.toggle_rail()


async def _quit(screen: "PlayScreen", argument: str) -> None:
    await screen.app.action_quit()


async def _restart(screen: "PlayScreen", argument: str) -> None:
    from engine.terminal.ask import ask

    async def restart() -> None:
        await screen.act(screen.session.start)

    ask(
        screen,
        "Begin again?",
        "Where you are now stays among the saves, as an earlier one.",
        "Begin again",
        then=restart,
    )


async def _line(screen: "PlayScreen", argument: str) -> None:
    await screen.open_bar("line")


async def _search(screen: "PlayScreen", argument: str) -> None:
    await screen.open_bar("search", argument)


async def _note(screen: "PlayScreen", argument: str) -> None:
    if argument:
        from engine.terminal.opinions import note_down

        await note_down(screen, argument)
    elif screen.finder is not None:  # whose older hits have the same key
        await screen.walk_hits(-1)
    else:
        turn = screen.session.moment.turn
        key = turn.note_key(len(turn.told) - 1)
        await screen.open_bar("note", screen.session.play.kept.get(key, ""), key)


async def keep_note(screen: "PlayScreen", text: str, key: str) -> None:
    """Keep a note on what was told last as it was begun; empty words take it back."""
    if text.strip() or key in screen.session.play.kept:
        screen.session.do(keep(key, text.strip()))
        screen.notify("Noted." if text.strip() else "The note is gone.", timeout=3)
        await screen.prose.redraw(screen.margin)
        screen.tell_notices()


async def _history(screen: "PlayScreen", argument: str) -> None:
    if argument:
        try:
            await screen.ask_back(turn_number(argument, screen.session.play))
        except PlayError as error:
            screen.answer(error.sentence)
        return
    from engine.terminal.lists import HistorySheet

    screen.app.push_screen(HistorySheet(screen.session), screen.ask_back)


async def _map(screen: "PlayScreen", argument: str) -> None:
    from engine.terminal.lists import MapSheet

    screen.app.push_screen(MapSheet(screen.session), screen.ask_back)


async def _chapters(screen: "PlayScreen", argument: str) -> None:
    from engine.terminal.lists import ChapterSheet

    async def picked(chapter: str | None) -> None:
        if chapter is not None:
            await go(screen, chapter)

    screen.app.push_screen(ChapterSheet(screen.session), picked)


async def _go(screen: "PlayScreen", argument: str) -> None:
    word = argument.rpartition(" ")[2]
    if chapter := screen.session.commentary.chapter_named(argument):
        await go(screen, chapter)
    elif word.lstrip("-").isdigit():
        screen.answer(f"There is no chapter {word[:9]}; there are 1 to {len(screen.story.chapters)}.")
    else:
        await _chapters(screen, "")


async def _settings(screen: "PlayScreen", argument: str) -> None:
    from engine.keeping.settings import in_words, understood

    name, _, word = argument.lower().partition(" ")
    if word:
        try:
            screen.session.change(**understood(name, word.strip()))
        except ValueError as error:
            screen.answer(f"{error}.")
            return
        screen.app.follow_settings()  # type: ignore[attr-defined]
        await screen.follow_settings()
        screen.answer(f"{name}: {in_words(screen.session.settings, name)}.")
        return
    from engine.terminal.settings import SettingsSheet

    async def closed(changed: bool | None) -> None:
        await screen.follow_settings()

    screen.app.push_screen(SettingsSheet(screen.session), closed)


async def _help(screen: "PlayScreen", argument: str) -> None:
    from engine.terminal.help import help_sheet

    screen.app.push_screen(help_sheet(screen.session))


async def _notes(screen: "PlayScreen", argument: str) -> None:
    pane = next((pane for pane in screen.story.panes if pane.kind == "notes"), None)
    if pane is not None:
        await screen.toggle_pane(pane.id, open_only=True)
        screen.focus_pane(pane.id)


def _from(module: str, function: str, *first: str) -> Deed:
    """A deed that is imported when it is first done; `first` goes before its argument."""

    async def deed(screen: "PlayScreen", argument: str) -> None:
        await getattr(import_module(f"engine.terminal.{module}"), function)(screen, *first, argument)

    return deed


async def _room(screen: "PlayScreen", argument: str) -> None:
    session = screen.session
    if not (session.play.ended or session.memory.ended or session.settings.spoilers):
        screen.notify("The reading room opens at the end.", timeout=4)
        return
    from engine.terminal.panes.room import Asked, RoomScreen

    async def left(asked: Asked | None) -> None:
        if asked is None:
            return
        if asked.what == "show":
            await screen.make_room_for_prose()
            await screen.prose.show_turn(asked.turn)
        elif asked.what == "back":
            await screen.ask_back(asked.turn)
        else:
            await do(screen, asked.what)

    screen.app.push_screen(RoomScreen(session), left)


async def _second(screen: "PlayScreen", argument: str) -> None:
    if not screen.session.play.ended:
        screen.notify("This opens at the end of a playthrough.", timeout=4)
        return
    from engine.terminal.panes.second import SecondScreen

    screen.app.push_screen(SecondScreen.of(screen.session))


async def _marker(screen: "PlayScreen", argument: str) -> None:
    await screen.step_marker(1)


async def _marker_back(screen: "PlayScreen", argument: str) -> None:
    await screen.step_marker(-1)


async def _wider(screen: "PlayScreen", argument: str) -> None:
    await screen.widen(4)


async def _narrower(screen: "PlayScreen", argument: str) -> None:
    await screen.widen(-4)


async def _earlier(screen: "PlayScreen", argument: str) -> None:
    await screen.move_pane(-1)


async def _later(screen: "PlayScreen", argument: str) -> None:
    await screen.move_pane(1)


DEEDS: dict[str, Deed] = {
    "undo": _undo,
    "redo": _redo,
    "skip": _skip,
    "look": _look,
    "rail": _rail,
    "quit": _quit,
    "restart": _restart,
    "line": _line,
    "search": _search,
    "note": _note,
    "history": _history,
    "map": _map,
    "chapters": _chapters,
    "go": _go,
    "saves": _from("keeping", "saves"),
    "save": _from("keeping", "save"),
    "load": _from("keeping", "load"),
    "rename": _from("keeping", "rename"),
    "delete": _from("keeping", "delete"),
    "settings": _settings,
    "help": _help,
    "transcript": _from("keeping", "transcript"),
    "notes": _notes,
    "weigh": _from("opinions", "opine", "weigh"),
    "hold": _from("opinions", "opine", "hold"),
    "answer": _from("opinions", "opine", "answer"),
    "own": _from("opinions", "opine", "own"),
    "room": _room,
    "second": _second,
    "marker": _marker,
    "marker-back": _marker_back,
    "wider": _wider,
    "narrower": _narrower,
    "earlier": _earlier,
    "later": _later,
}
