"""Checking a story: every rule that an author can count on."""

from engine.problems import Problem
from engine.reading.load import Loaded


def check(loaded: Loaded) -> tuple[Problem, ...]:
    """All problems of a story, by file, line and column."""
    return loaded.problems


def stops(problem: Problem) -> bool:
    """Whether a story with this problem cannot be played."""
    return problem.severity == "error"
