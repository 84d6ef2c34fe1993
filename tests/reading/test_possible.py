"""What the checker tries, and that it counts what there is to try but once."""

from engine.reading.check.graph import Rounds
from engine.reading.check.possible import Case, Possible
from tests.building import make_story


def test_a_flood_of_choices_that_can_be_used_up_is_undecided() -> None:
    story = make_story({"a": {"s": {"text": "So."}}})
    cases = [Case(None, f"a/s.{number}") for number in range(100_000)]
    assert Possible(story, Rounds(story, [[]])).all_closed("a/s", [], cases) is None
