"""Checking a story: every rule that an author can count on, and every finding at its line and column."""

from engine.collector import no_gc
from engine.problems import Problem
from engine.reading.check.commentary import check_commentary
from engine.reading.check.cut_text import check_cut_text
from engine.reading.check.left_out import check_left_out
from engine.reading.check.logic import Logic, check_logic
from engine.reading.check.names import check_names
from engine.reading.check.prose import check_prose
from engine.reading.check.report import Only, Report
from engine.reading.check.rules import RULES, Rule, describe
from engine.reading.check.ways import check_ways
from engine.reading.load import Loaded

__all__ = ["RULES", "Only", "Rule", "check", "describe", "stops"]


def check(loaded: Loaded, only: Only = "all") -> tuple[Problem, ...]:
    """All problems of a story, those of reading it included, by file, line and column."""
    report = Report(loaded, only)
    story = loaded.draft
    if story is not None:
        with no_gc():
            logic = Logic(story, report)
            check_names(story, report)
            check_logic(story, logic)
            check_ways(story, logic)
            check_left_out(story, report)
            check_cut_text(report)
            check_commentary(story, report)
            check_prose(story, report)
    return report.problems()


def stops(problem: Problem) -> bool:
    """Whether a story with this problem cannot be played."""
    return RULES[problem.rule].stops
