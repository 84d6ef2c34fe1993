"""What the commands on saves and on the transcript do to the play screen."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.keeping.saves import AUTO, SaveError
from engine.playing.line import two_names
from engine.problems import EngineError
from engine.terminal.ask import ask

if TYPE_CHECKING:
    from engine.terminal.play import PlayScreen


async def saves(screen: "PlayScreen", argument: str) -> None:
    """Show the saves; or write one to a file, or take one from a file."""
    session = screen.session
    word, _, rest = argument.partition(" ")
    if word == "import" and rest.strip():
        file = session.file(rest.strip())
        _try(screen, lambda: f"Taken in as “{session.saves.take_in(file)}”.")
        return
    if word == "export" and rest.strip():
        both = two_names(rest)
        if both is None:
            screen.answer("Type saves export, a name, a comma and a file.")
            return
        slot, to = both

        def export() -> str:
            session.saves.export(slot, session.file(to))
            return f"Written to {to}."

        _try(screen, export)
        return
    from engine.terminal.saves import SavesSheet

    async def picked(slot: str | None) -> None:
        if slot is not None and slot != session.kept_in:
            await load(screen, slot)

    screen.app.push_screen(SavesSheet(session), picked)


async def load(screen: "PlayScreen", argument: str) -> None:
    """Go on with a kept playthrough."""
    if not argument:
        await saves(screen, "")
        return
    try:
        moment = screen.session.load(argument)
    except SaveError as error:
        screen.answer(error.sentence)
        return
    screen.end_search()
    await screen.back_to_prose()
    await screen.show(moment)


async def save(screen: "PlayScreen", argument: str) -> None:
    """Keep a copy under a name, after a question where it has one already."""
    session = screen.session

    def keep() -> str:
        session.save_as(argument)
        return f"Kept as “{argument}”."

    async def replace() -> None:
        _try(screen, keep)

    if not argument:
        await saves(screen, "")
    elif argument in (AUTO, session.kept_in):
        screen.answer("That name is for what is kept without being asked; choose another.")
    elif session.saves.exists(argument):
        title = f"There is a save called “{argument}”."
        ask(screen, title, "Put this in its place?", "Replace it", then=replace)
    else:
        _try(screen, keep)


async def rename(screen: "PlayScreen", argument: str) -> None:
    """Give a save another name."""
    if not argument:
        await saves(screen, "")
        return
    both = two_names(argument)
    if both is None:
        screen.answer("Type rename, a name, a comma and another name.")
        return
    old, new = both

    def deed() -> str:
        if old == screen.session.kept_in:
            return "That is the playthrough that you are in; save keeps a copy under another name."
        screen.session.saves.rename(old, new)
        return f"“{old}” is called “{new}” now."

    _try(screen, deed)


async def delete(screen: "PlayScreen", argument: str) -> None:
    """Delete a save, after a question."""
    kept = screen.session.saves

    def deed() -> str:
        kept.delete(argument)
        return "It is gone."

    async def delete_it() -> None:
        _try(screen, deed)

    if not argument:
        await saves(screen, "")
    elif argument == screen.session.kept_in:
        screen.answer("That is the playthrough that you are in; restart begins it again.")
    elif not kept.exists(argument):
        screen.answer(f"There is no save called “{argument}”.")
    else:
        title = f"Delete “{argument}”?"
        ask(screen, title, "It is gone for good then.", "Delete it", then=delete_it, no="Keep it")


async def transcript(screen: "PlayScreen", argument: str) -> None:
    """Write what has been read to a file."""
    from engine.exports.transcript import transcript as text_of
    from engine.exports.writing import write_new

    session = screen.session
    name = argument or f"{screen.story.file.id}-transcript.md"

    def deed() -> str:
        path = write_new(session.file(name), text_of(session), numbered=not argument)
        return f"Written to {path.absolute()}."

    _try(screen, deed)


def _try(screen: "PlayScreen", deed: Callable[[], str]) -> None:
    try:
        said = deed()
    except EngineError as error:
        said = error.sentence
    screen.answer(said)
