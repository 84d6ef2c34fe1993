"""Signals that end the program: the first one does, and none that follows disturbs it while it gets on."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

ENDING = tuple(signal.Signals[name] for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
_PATIENCE = 10.0
"""Seconds after which a signal ends a program at once that is still leaving: it hangs."""


def end_by(leave: Callable[[int], object]) -> Callable[[int, object], None]:
    """Have the first signal that ends a program call `leave` with its number; the handler that does.

    An interrupt that is ignored, as in the background of a shell, stays so.
    """

    def begin(number: int, _frame: object) -> None:
        # A terminal that goes says hang up, perhaps more than once, then continue; the app would take the latter for
        # a call back to work. What is ignored outright while it waits to be handled, Python complains of.
        since = monotonic()

        def again(number: int, _frame: object) -> None:
            if number in ENDING and monotonic() - since > _PATIENCE:
                os._exit(128 + number)

        for one in (*ENDING, getattr(signal, "SIGCONT", None)):
            if one is not None:
                signal.signal(one, again)
        leave(number)

    for number in ENDING:
        if number != signal.SIGINT or signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, begin)
    return begin


@contextmanager
def ending_by(leave: Callable[[int], object]) -> Iterator[None]:
    """The same for as long as this lasts, or for good where a signal has come."""
    before = {number: signal.getsignal(number) for number in ENDING}
    handler = end_by(leave)
    try:
        yield
    finally:
        for number, old in before.items():
            if signal.getsignal(number) is handler:
                signal.signal(number, old)
