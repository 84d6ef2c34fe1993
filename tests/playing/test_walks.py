from pathlib import Path
from random import Random

import pytest

from engine.playing.script import Script
from engine.playing.walks import Ground, one_walk, report_of, shared, size, some_walks, walk
from engine.reading.load import read_story
from tests.building import door, make_script, random_script
from tests.playing.opposites import opposites

FOLDER = Path(__file__).parent.parent / "stories" / "lighthouse"


@pytest.fixture(scope="module")
def script() -> Script:
    story = read_story(FOLDER).story
    assert story is not None
    return Script(story)


def test_same_seed_same_report(script: Script) -> None:
    assert walk(script, 120, seed=3) == walk(script, 120, seed=3)


def test_walks_in_several_goes_come_to_the_same(script: Script) -> None:
    ground = Ground(script)
    goes = [some_walks(ground, 5, numbers) for numbers in (range(80), range(80, 160), range(160, 230))]
    assert report_of(ground, 5, goes) == walk(script, 230, seed=5)


def test_what_is_reached(script: Script) -> None:
    report = walk(script, 400)
    assert (report.walks, report.seed, report.endless, report.dead_ends) == (400, 1, 0, {})
    assert report.reached["scenes"] == report.reached["choices"] == report.reached["looks"] == 1
    assert report.never["passages"] == ("dusk/jetty.letter passage 2", "dusk/letter passage 2")
    assert report.reached["passages"] == pytest.approx(5 / 7)


def test_a_share_is_not_a_little_less_than_it_is() -> None:
    choices = [{"id": f"c{n}", "text": "Go on", "to": "e", "when": "false" if n else "true"} for n in range(10)]
    script = make_script({"a": {"s": {"text": "So.", "choices": choices}, "e": {"text": "End.", "ending": True}}})
    assert walk(script, 1).reached["choices"] == 0.1


def test_words_are_those_of_the_prose_told() -> None:
    script = make_script(
        {
            "a": {
                "s": {
                    "text": "One *two*\nthree.\n\nFour.",
                    "choices": [{"id": "c", "text": "Five six", "to": "e", "after": "Seven."}],
                },
                "e": {"text": ["Eight.", {"when": "seen(s)", "text": "Nine ten."}], "ending": True},
            }
        }
    )
    assert walk(script, 3).words == (8, 8, 8)
    assert walk(script, 4).shared_words == 1


def test_words_in_common() -> None:
    script = make_script(
        {
            "a": {
                "s": {
                    "text": "One two.",
                    "choices": [
                        {"id": "l", "text": "Go left now", "to": "l"},
                        {"id": "r", "text": "Go right now", "to": "r"},
                    ],
                },
                "l": {"text": "Three four.", "ending": True},
                "r": {"text": "Five six.", "ending": True},
            }
        }
    )
    ground = Ground(script)
    ways = {one_walk(ground, Random(seed)).told for seed in range(20)}
    assert len(ways) == 2
    one, other = ways
    assert shared(ground, one, other) == 0.5
    assert shared(ground, one, one) == 1


def test_dead_ends_are_counted() -> None:
    script = make_script(
        {
            "a": {
                "s": {"text": "x", "choices": [{"id": "c", "text": "Go on then", "to": "t"}]},
                "t": {"text": "y", "choices": [{"id": "c", "text": "No way on", "to": "s", "when": "turns > 5"}]},
            }
        }
    )
    assert walk(script, 7).dead_ends == {"a/t": 7}


def test_walks_that_come_to_no_end_are_counted() -> None:
    report = walk(random_script(1), 4, most_turns=50)
    assert report.endless == 4 and report.round is not None
    assert report.turns == 4 * 51


def test_where_a_walk_without_end_went_round_is_said() -> None:
    onward = {"id": "c", "text": "Go round once", "to": "t", "effects": ["oil -= 1"]}
    back = {"id": "c", "text": "Go round again", "to": "s"}
    out = {"id": "out", "text": "Go out now", "to": "e", "when": "oil > 0"}
    scenes = {
        "begin": {"text": "w", "choices": [{"id": "c", "text": "Go in there", "to": "s"}]},
        "s": {"text": "x", "choices": [onward]},
        "t": {"text": "y", "choices": [back, out]},
        "e": {"text": "z", "ending": True},
    }
    script = make_script({"a": scenes}, {"oil": {"start": 1, "min": 0}})
    report = walk(script, 3, most_turns=20)
    assert report.endless == 3 and report.round is not None
    assert report.round._asdict() == {"scenes": ("a/t", "a/s"), "values": {"oil": 0}}
    assert walk(script, 0).round is None


def test_what_an_ending_leads_to_and_lets_be_seen_is_met() -> None:
    on = [{"id": "on", "text": "Stay a while", "to": "after"}, {"id": "again", "text": "Begin again", "to": "s"}]
    ring = {"id": "ring", "name": "the ring", "text": "It is yours."}
    scenes = {
        "s": {"text": "x", "choices": [{"id": "c", "text": "Go in there", "to": "end"}]},
        "end": {"text": "y", "ending": True, "choices": on, "looks": [ring]},
        "after": {"text": "z", "ending": True},
    }
    report = walk(make_script({"a": scenes}), 300)
    assert set(report.reached.values()) == {1.0}
    assert report.endless == 0 and report.dead_ends == {}


def test_no_walks_at_all(script: Script) -> None:
    report = walk(script, 0)
    assert report.words == (0, 0, 0) and report.reached["scenes"] == 0


def test_sides_that_say_nothing_are_not_asked_for() -> None:
    script = make_script({"a": {"s": {"text": ["x", {"when": "turns == 0", "text": "y"}], "ending": True}}})
    assert walk(script, 1).reached["passages"] == 1


def test_opposite_readers() -> None:
    script = door()
    found = opposites(script, ["nerve"])
    assert found.up.play.ended and found.down.play.ended
    assert found.up.play.values["nerve"] == 2 and found.down.play.values["nerve"] == -3
    assert 0 < found.shared_words <= 1


def test_opposite_readers_choose_the_opposite(script: Script) -> None:
    found = opposites(script, ["oil"])
    assert found.up.play.values["oil"] == 2
    assert found.down.play.values["oil"] == 0
    assert found.shared_words < 1


def test_size(script: Script) -> None:
    assert size(script.story)._asdict() == {
        "chapters": 2, "scenes": 6, "choices": 9, "looks": 1, "conditional_passages": 5, "words": 184,
    }  # fmt: skip
