"""Signals that end the program: the first one does, and none that follows disturbs it."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

ENDING = tuple(signal.Signals[name] for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


def end_by(leave: Callable[[int], object]) -> Callable[[int, object], None]:
    """Have the first signal that ends a program call `leave` with its number; the handler that does.

    An interrupt that is ignored, as in the background of a shell, stays so.
    """

    def begin(number: int, _frame: object) -> None:
        # A terminal that goes says hang up, perhaps more than once, then continue; the app would take the latter for
        # a call back to work. What is ignored outright while it waits to be handled, Python complains of.
        for again in (*ENDING, getattr(signal, "SIGCONT", None)):
            if again is not None:
                signal.signal(again, _nothing)
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


def _nothing(_number: int, _frame: object) -> None:
    pass
