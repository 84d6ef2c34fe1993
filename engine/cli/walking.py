"""Random playthroughs in several processes."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection

from engine.playing.script import Script
from engine.playing.walks import Ground, Report, Tally, report_of, some_walks, walk
from engine.problems import EngineError
from engine.reading.story import Story
from engine.signals import ENDING

_FEWEST = 50
"""Walks for which a process is worth its start."""


def walk_in(jobs: int, script: Script, count: int, seed: int) -> Report:
    """Walk that many times, in so many processes at most: the report is that of walking in one.

    Raises EngineError where something ends one of them.
    """
    share = max(_FEWEST, -(-count // jobs))
    share += share % 2  # walks are compared in pairs
    shares = [range(start, min(start + share, count)) for start in range(0, count, share)]
    if len(shares) < 2:
        return walk(script, count, seed)
    return report_of(Ground(script), seed, _tallies(script.story, seed, shares))


def _tallies(story: Story, seed: int, shares: list[range]) -> list[Tally]:
    # Not a pool: one of its processes that is ended may hold what all others wait for.
    walkers: list[tuple[Process, Connection]] = []
    try:
        with _signals_held():
            walkers += [_start(story, seed, numbers) for numbers in shares]
        return [told.recv() for _, told in walkers]
    except BaseException as error:
        for process, _ in walkers:
            process.kill()
        if isinstance(error, EOFError):
            raise EngineError("a process that walked was ended from outside; walk again, or with --jobs 1") from None
        raise
    finally:
        for process, _ in walkers:
            process.join()


def _start(story: Story, seed: int, numbers: range) -> tuple[Process, Connection]:
    mine, its = Pipe(duplex=False)
    process = Process(target=_walk, args=(story, seed, numbers, its), daemon=True)
    process.start()
    its.close()
    return process, mine


def _walk(story: Story, seed: int, numbers: range, told: Connection) -> None:
    for number in ENDING:
        if callable(signal.getsignal(number)):  # what ends a process that walks ends it without a word
            signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
    told.send(some_walks(Ground(Script(story)), seed, numbers))


@contextmanager
def _signals_held() -> Iterator[None]:
    """Let signals wait in here, and in what is started from here until it lets them come."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
