"""What each command does to the play screen. Other screens are imported when they are first asked for."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from engine.playing.events import REDO, UNDO

if TYPE_CHECKING:
    from engine.terminal.play import PlayScreen

Deed = Callable[["PlayScreen", str], Awaitable[object]]


async def do(screen: "PlayScreen", command: str, argument: str = "") -> None:
    """Do what a command says."""
    if command.startswith("pane-"):
        await screen.toggle_pane(command.removeprefix("pane-"))
    elif (deed := DEEDS.get(command)) is not None:
        await deed(screen, argument)


async def go(screen: "PlayScreen", chapter: str) -> None:
    """Go to a chapter; one that is not reached yet asks about spoilers first."""
    session = screen.session
    if session.settings.spoilers or chapter in session.play.chapters_reached:
        await screen.act(lambda: session.go(chapter))
        return
    from engine.terminal.ask import ask

    number = screen.story.chapter_index[chapter] + 1
    ask(
        screen,
        f"Chapter {number} is ahead of you.",
        "You can go there now. The way so far is then taken as the source tells it, and what lies between "
        "stays untold. Going back is always possible.",
        "Go there",
        lambda: screen.act(lambda: session.go(chapter)),
    )


async def _undo(screen: "PlayScreen", argument: str) -> None:
    await screen.act(lambda: screen.session.do(UNDO))


async def _redo(screen: "PlayScreen", argument: str) -> None:
    await screen.act(lambda: screen.session.do(REDO))


async def _skip(screen: "PlayScreen", argument: str) -> None:
    await screen.back_to_prose()
    await screen.prose.skip()


async def _rail(screen: "PlayScreen", argument: str) -> None:
    await screen.toggle_rail()


async def _quit(screen: "PlayScreen", argument: str) -> None:
    screen.app.exit()


DEEDS: dict[str, Deed] = {
    "undo": _undo,
    "redo": _redo,
    "skip": _skip,
    "rail": _rail,
    "quit": _quit,
}
