"""What the long runs counted is told at their end, however many processes they ran in."""

from collections import defaultdict

import pytest


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
