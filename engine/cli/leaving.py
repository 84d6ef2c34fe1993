"""The end of the app's process where it cannot end by itself: a terminal that vanished, a thread that stays."""

import os
import select
import signal
import threading
import time
from collections.abc import Callable


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
