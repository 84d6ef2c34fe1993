"""What playthroughs of the retelling come to, with the numbers that it promises."""

import pytest

from engine.playing.script import Script
from engine.playing.walks import Report, walk
from tests.playing.opposites import opposites

STANCES = ("guard", "hope", "fight", "trade", "near")


@pytest.fixture(scope="module")
def report(script: Script) -> Report:
    return walk(script, 1500, seed=1)


def test_a_playthrough_reads_6500_to_10000_words(report: Report) -> None:
    least, middle, most = report.words
    assert 6500 <= least <= middle <= most <= 10_000


def test_everything_is_reached_and_nothing_is_a_dead_end(report: Report) -> None:
    assert set(report.reached.values()) == {1.0}, report.never
    assert report.dead_ends == {} and report.endless == 0


def test_readers_with_opposite_stances_share_at_most_60_percent(script: Script) -> None:
    assert 0 < opposites(script, STANCES).shared_words <= 0.6
