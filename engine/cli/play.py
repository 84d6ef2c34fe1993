"""`anora play`: the terminal app, or the line-mode player where that suits better."""

import gc
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable

from engine.cli.calls import Asked
from engine.cli.opening import chapter_id, open_session
from engine.keeping.saves import AUTO, check_name


def play(asked: Asked) -> int:
    """Play until the reader leaves."""
    gc.disable()  # all that is made before the first page stays, and counting it would only delay the page
    slot = asked.get("--slot", AUTO)
    check_name(slot)
    session = open_session(asked.arguments[0] if asked.arguments else "")
    chapter = chapter_id(session.script.story, asked.get("--chapter")) if asked.has("--chapter") else ""
    resume = asked.has("--resume")
    if not (asked.has("--plain") or _needs_plain()):
        from engine.terminal.app import run_app

        threading.Thread(target=end_when_gone, args=(sys.stdin.fileno(),), daemon=True).start()
        try:
            return run_app(session, resume=resume, chapter=chapter, slot=slot)
        finally:
            end_with(threading.enumerate())
    from engine.plain import play_plain

    gc.enable()
    play_plain(session, resume=resume, chapter=chapter, slot=slot)
    return 0


def end_with(threads: list[threading.Thread], wait: float = 1.0, end: Callable[[int], object] = os._exit) -> None:
    """End the process now if one of the threads would keep it for ever.

    Textual's input thread can be begun anew while the app is leaving, by a terminal that vanishes just then, and then
    nobody ends it. `wait` is how many seconds each may still take.
    """
    for thread in threads:
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join(wait)
            if thread.is_alive():
                end(1)


def end_when_gone(terminal: int, wait: float = 3.0, end: Callable[[int], object] = os._exit) -> None:
    """Wait for the terminal to vanish, then have the app leave, and end the process if it cannot.

    The system says hang up to whoever leads the session, which may be a shell that takes no notice. The app is not
    told then: it would read the end of its input again and again, and wait for ever to write. `wait` is how many
    seconds it has to leave, first by itself and then after it has been told.
    """
    if not hasattr(select, "poll"):  # as on Windows
        return
    watch = select.poll()
    watch.register(terminal, 0)
    if not any(event & select.POLLHUP for _, event in watch.poll()):
        return
    time.sleep(wait)
    signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGHUP)
    time.sleep(wait)
    end(128 + signal.SIGHUP)


def _needs_plain() -> bool:
    """Whether there is no terminal that the app could draw on; Textual draws by way of stderr."""
    dumb = os.environ.get("TERM", "dumb" if os.name == "posix" else "") == "dumb"
    return dumb or not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))
