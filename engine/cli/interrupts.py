"""Signals where an exception may not come up."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from engine.signals import ENDING


@contextmanager
def ending_at_once() -> Iterator[None]:
    """Signals that would raise something end the process in here, and raise nothing.

    For what makes types: msgspec takes an exception in the middle of that for none, and crashes later.
    """
    before = {number: handler for number in ENDING if callable(handler := signal.getsignal(number))}
    for number in before:
        signal.signal(number, lambda number, _: os._exit(128 + number))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
