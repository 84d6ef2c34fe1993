import os
import signal
import threading

import pytest

from engine.cli.leaving import end_when_gone, end_with


def test_a_thread_that_will_not_end_does_not_keep_the_process() -> None:
    stop = threading.Event()
    ended: list[int] = []
    stuck = threading.Thread(target=stop.wait)
    stuck.start()
    end_with([threading.current_thread(), stuck], wait=0.01, end=ended.append)
    stop.set()
    stuck.join()
    assert ended == [1]


def test_threads_that_end_are_waited_for() -> None:
    ended: list[int] = []
    quick = threading.Thread(target=lambda: None)
    quick.start()
    helper = threading.Thread(target=threading.Event().wait, daemon=True)
    helper.start()
    end_with([quick, helper], wait=5, end=ended.append)
    assert ended == []


@pytest.mark.skipif(os.name != "posix", reason="hang-ups as POSIX has them")
def test_a_terminal_that_is_gone_is_told_of_and_then_ends_the_process() -> None:
    """A pipe hangs up as a terminal does."""
    reading, writing = os.pipe()
    happened: list[tuple[str, int]] = []
    before = signal.signal(signal.SIGHUP, lambda number, _: happened.append(("told", number)))
    try:
        watch = threading.Thread(
            target=end_when_gone, args=(reading, 0.01, lambda code: happened.append(("end", code)))
        )
        watch.start()
        assert watch.is_alive()
        assert happened == []
        os.close(writing)
        watch.join()
    finally:
        signal.signal(signal.SIGHUP, before)
        os.close(reading)
    assert happened == [("told", signal.SIGHUP), ("end", 128 + signal.SIGHUP)]


@pytest.mark.skipif(os.name != "posix", reason="hang-ups as POSIX has them")
def test_a_terminal_that_cannot_be_watched_ends_nothing() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    os.close(writing)
    ended: list[int] = []
    end_when_gone(reading, 0, ended.append)
    assert ended == []
