"""`anora check`: all problems of a story, and what random playthroughs of it come to."""

import os
from collections.abc import Sequence
from typing import Any

from engine.clean import clean
from engine.cli.calls import Asked
from engine.cli.opening import folder_of
from engine.cli.output import write_json
from engine.playing.walks import Report, Size, size
from engine.problems import Problem
from engine.reading.check import RULES, describe, stops
from engine.reading.check import check as check_loaded
from engine.reading.expressions import Value
from engine.reading.load import Loaded, read_story

_MOST_WALKS = 1_000_000
_MOST_NAMED = 12
_NO_WALKS = "the story cannot be played as it is"


def check(asked: Asked) -> int:
    """Print the problems and the walks; 1 when there is an error."""
    if asked.has("--rules"):
        _rules(asked.has("--json"))
        return 0
    walks = asked.number("--walks", 0, 0, _MOST_WALKS)
    seed = asked.number("--seed", 1)
    jobs = asked.number("--jobs", os.cpu_count() or 1, 1, 256)
    loaded = read_story(folder_of(asked.arguments[0] if asked.arguments else ""))
    problems = check_loaded(loaded)
    report = _walked(loaded, problems, walks, seed, jobs) if walks else None
    if asked.has("--json"):
        _json(loaded, problems, report, walks)
    else:
        _text(loaded, problems, report, walks)
    errors = any(problem.severity == "error" for problem in problems)
    return 1 if errors or (report is not None and bool(report.dead_ends)) else 0


def _walked(loaded: Loaded, problems: tuple[Problem, ...], walks: int, seed: int, jobs: int) -> Report | None:
    if loaded.story is None or any(stops(problem) for problem in problems):
        return None
    from engine.cli.walking import walk_in
    from engine.playing.script import Script

    return walk_in(jobs, Script(loaded.story), walks, seed)


def _rules(as_json: bool) -> None:
    if not as_json:
        print(describe())
        return
    write_json([rule._asdict() for rule in RULES.values()])


def _json(loaded: Loaded, problems: tuple[Problem, ...], report: Report | None, walks: int) -> None:
    whole: dict[str, Any] = {"story": size(loaded.draft)._asdict() if loaded.draft else None}
    whole["walks"] = None
    if report is not None:
        least, middle, most = report.words
        whole["walks"] = {
            "count": report.walks,
            "seed": report.seed,
            "turns": report.turns,
            "words": {"min": least, "median": middle, "max": most},
            "shared_words": report.shared_words,
            "reached": report.reached,
            "never": report.never,
            "dead_ends": report.dead_ends,
            "endless": report.endless,
            "round": report.round._asdict() if report.round else None,
        }
    elif walks:
        whole["no_walks"] = _NO_WALKS
    whole["problems"] = problems
    write_json(whole)


def _text(loaded: Loaded, problems: tuple[Problem, ...], report: Report | None, walks: int) -> None:
    for problem in problems:
        print(clean(str(problem)))
    if loaded.draft is not None:
        print(_size(size(loaded.draft)))
    if report is not None:
        for line in _report(report):
            print(clean(line))
    elif walks:
        print(f"no walks: {_NO_WALKS}")
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    print(f"{_many(errors, 'error')}, {_many(warnings, 'warning')}")


def _size(one: Size) -> str:
    return (
        f"{_many(one.chapters, 'chapter')}, {_many(one.scenes, 'scene')}, {_many(one.choices, 'choice')}, "
        f"{_many(one.looks, 'look')}, {_many(one.conditional_passages, 'conditional passage')}, "
        f"{_many(one.words, 'word')}"
    )


def _report(report: Report) -> list[str]:
    least, middle, most = report.words
    reached = ", ".join(f"{what} {_percent(share)}" for what, share in report.reached.items())
    lines = [
        f"{_many(report.walks, 'walk')} with seed {report.seed}, {_many(report.turns, 'turn')}",
        f"words a playthrough: {least:,} at least, {middle:,} in the middle, {most:,} at most",
        f"words that two walks have in common: {_percent(report.shared_words)}",
        f"reached: {reached}",
    ]
    for what, places in report.never.items():
        kind = "" if what == "passages" else f"{what.removesuffix('s')} "  # a passage's place says what it is
        lines += [f"never met: {kind}{place}" for place in places]
    lines += [f"dead end: {place}, {_many(count, 'time')}" for place, count in report.dead_ends.items()]
    if not report.dead_ends:
        lines.append("dead ends: none")
    if report.round:
        values = [f"{name} is {_said(value)}" for name, value in report.round.values.items()]
        where = f"round in {_some(report.round.scenes)}" + (f", where {_some(values)}" if values else "")
        lines.append(f"{_many(report.endless, 'walk')} came to no end; the first went {where}")
    return lines


def _said(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _some(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _percent(share: float) -> str:
    """Never 100% of what is not whole."""
    return f"{int(share * 1000) / 10:g}%"


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
