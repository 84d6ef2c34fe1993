"""`anora play`: the terminal app, or the line-mode player where that suits better."""

import gc
import os
import sys

from engine.cli.calls import Asked, CallError, call_like
from engine.cli.lean import without
from engine.cli.opening import chapter_id, lists_saves, open_session
from engine.keeping.saves import AUTO, check_name
from engine.session import Session


def play(asked: Asked) -> int:
    """Play until the reader leaves."""
    gc.disable()  # all that is made before the first page stays, and counting it would only delay the page
    slot = asked.get("--slot", AUTO)
    check_name(slot)
    folder = asked.arguments[0] if asked.arguments else ""
    if folder and not asked.named and not os.path.lexists(folder) and (meant := call_like(folder)):
        raise CallError(f"there is no folder {folder[:40]!r}{meant}")
    session = open_session(folder)
    session.slot = slot
    chapter = chapter_id(session.script.story, asked.get("--chapter")) if asked.has("--chapter") else ""
    resume = asked.has("--resume")
    if resume and asked.has("--slot"):
        session.saves.require(slot, lists_saves(folder))
    elif resume and not session.can_resume and (slots := session.slots()):
        session.tell(f'Nothing is kept in "{AUTO}" to go on with; --slot "{slots[0].name}" goes on with what is.')
    if not (asked.has("--plain") or _needs_plain()):
        return _play_in_the_app(session, resume, chapter)
    from engine.plain import play_plain

    gc.enable()
    play_plain(session, resume=resume, chapter=chapter)
    return 0


def _play_in_the_app(session: Session, resume: bool, chapter: str) -> int:
    import threading

    # asyncio and shutil do without these, and the app never asks for them; together they delay its first page.
    with without("ssl", "bz2", "lzma"):
        from engine.terminal.app import run_app
    from engine.cli.leaving import end_when_gone, end_with

    threading.Thread(target=end_when_gone, args=(sys.stdin.fileno(),), daemon=True).start()
    try:
        return run_app(session, resume=resume, chapter=chapter)
    finally:
        end_with(threading.enumerate())


def _needs_plain() -> bool:
    """Whether there is no terminal that the app could draw on; Textual draws by way of stderr."""
    dumb = os.environ.get("TERM", "dumb" if os.name == "posix" else "") == "dumb"
    return dumb or not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))
