"""ctrl+c where an exception may not come up."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def ending_at_once() -> Iterator[None]:
    """ctrl+c ends the process in here, and raises nothing.

    For what makes types: msgspec takes an exception in the middle of that for none, and crashes later.
    """
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler:  # as where it is ignored
        yield
        return
    signal.signal(signal.SIGINT, lambda number, _: os._exit(128 + number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
