"""How many processes the tests run in, and what the long runs counted, told at their end."""

import os
from collections import defaultdict

import pytest
from hypothesis import settings

settings.register_profile("fixed", derandomize=True)
settings.load_profile("fixed")  # the same cases in each run, as with all that is random here


def pytest_xdist_auto_num_workers() -> int:
    """Two more than there are processors: a third of the time goes by in waiting for terminals and servers."""
    return (os.cpu_count() or 1) + 2


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A line for each test that recorded something: whole numbers summed over its parts, of others the greatest."""
    counted: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        if report.when == "call":
            for name, number in report.user_properties:
                counted[report.nodeid.partition("[")[0]][name].append(number)
    if counted:
        terminalreporter.section("counted")
    for test, properties in sorted(counted.items()):
        figures = (f"{name} {_together(numbers)}" for name, numbers in properties.items())
        terminalreporter.line(f"{test}: {', '.join(figures)}")


def _together(numbers: list[float]) -> str:
    whole = [number for number in numbers if isinstance(number, int)]
    return f"{sum(whole):,}" if len(whole) == len(numbers) else f"{max(numbers):,.3g} at most"
