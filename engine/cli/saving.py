"""`anora saves`: the slots, from outside the player."""

from pathlib import Path

from engine.clean import clean
from engine.cli.calls import Asked, CallError
from engine.cli.opening import lists_saves, open_session
from engine.cli.output import tell, write_json
from engine.keeping.saves import Saves
from engine.session import Session

_NEEDS = {
    "list": (),
    "rename": ("OLD", "NEW"),
    "delete": ("NAME",),
    "export": ("NAME", "FILE"),
    "import": ("FILE",),
}


def saves(asked: Asked) -> int:
    """List the slots, or do one thing with them."""
    word, *names = asked.arguments or ("list",)
    if word not in _NEEDS:
        raise CallError(f"saves takes {', '.join(_NEEDS)}, not {word[:40]!r}")
    if len(names) != len(_NEEDS[word]):
        raise CallError(f"it is anora saves {' '.join((word, *_NEEDS[word]))}; see anora saves --help")
    session = open_session(asked.get("--story"))
    tell(session.notices)
    if word == "list":
        _list(session, asked.get("--story"), asked.has("--json"))
    else:
        if _NEEDS[word][0] != "FILE":
            session.saves.require(names[0], lists_saves(asked.get("--story")))
        print(clean(_do(session.saves, word, names)))
    return 0


def _do(saves_of: Saves, word: str, names: list[str]) -> str:
    match word:
        case "rename":
            saves_of.rename(*names)
            return f'"{names[0]}" is called "{names[1]}" now.'
        case "delete":
            saves_of.delete(names[0])
            return f'"{names[0]}" is deleted.'
        case "export":
            saves_of.export(names[0], Path(names[1]))
            return f'"{names[0]}" is written to {names[1]}.'
        case _:
            return f'Taken in as "{saves_of.take_in(Path(names[0]))}".'


def _list(session: Session, folder: str, as_json: bool) -> None:
    slots, unreadable = session.saves.listed()
    if as_json:
        write_json([*slots, *unreadable])
        return
    from engine.plain.keeping import slot_words

    for slot in slots:
        print(clean(slot_words(slot)))
    for one in unreadable:
        print(clean(f"{one.name}: {one.error}"))
    if not slots and not unreadable:
        other = "" if folder else "; --story FOLDER lists those of another story"
        print(clean(f"There are no saves of {session.script.story.file.title}{other}."))
