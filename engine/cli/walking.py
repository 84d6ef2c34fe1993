"""Random playthroughs in several processes."""

import signal
from functools import partial
from multiprocessing import Pool

from engine.cli.interrupts import ending_at_once
from engine.playing.script import Script
from engine.playing.walks import Ground, Report, Tally, report_of, some_walks, walk
from engine.reading.story import Story

_FEWEST = 50
"""Walks for which a process is worth its start."""


def walk_in(jobs: int, script: Script, count: int, seed: int) -> Report:
    """Walk that many times, in so many processes at most: the report is that of walking in one."""
    share = max(_FEWEST, -(-count // jobs))
    share += share % 2  # walks are compared in pairs
    shares = [range(start, min(start + share, count)) for start in range(0, count, share)]
    if len(shares) < 2:
        return walk(script, count, seed)
    with ending_at_once():  # which those that walk take over; from then on they leave ctrl+c to who began them
        pool = Pool(len(shares), signal.signal, (signal.SIGINT, signal.SIG_IGN))
    with pool:
        tallies = pool.map(partial(_walked, script.story, seed), shares, chunksize=1)
        pool.close()  # each leaves by itself: one that is told to while it begins may take no notice, and stay
        pool.join()
    return report_of(Ground(script), seed, tallies)


def _walked(story: Story, seed: int, numbers: range) -> Tally:
    return some_walks(Ground(Script(story)), seed, numbers)
