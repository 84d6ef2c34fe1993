"""The command line: what was asked for is done, and what goes wrong is said in one line."""

import io
import os
import sys
from collections.abc import Callable
from importlib import import_module

from engine.cli.calls import Asked, CallError, asks_for_help, help_of, parse


def main(arguments: list[str]) -> int:
    """Do what the arguments ask for; the exit code."""
    try:
        if asks_for_help(arguments):
            print(help_of(arguments), flush=True)
            return 0
        asked = parse(arguments)
    except OSError as error:
        return _unwritten(error)
    except CallError as error:
        return fail(str(error), 2)
    from engine.cli.interrupts import ending_at_once
    from engine.cli.lean import without

    with ending_at_once(), without("typing_extensions"):  # it would take as long as the rest of msgspec
        import_module("msgspec")
        from engine.problems import EngineError, StoryError

    _leave_on_signals()
    if isinstance(sys.stdout, io.TextIOWrapper):  # what a terminal cannot write is a question mark, and no failure
        sys.stdout.reconfigure(errors="replace")
    try:
        with ending_at_once():
            do = _do(asked.call.name)
        code = do(asked)
        sys.stdout.flush()
    except CallError as error:
        return fail(str(error), 2)
    except StoryError as error:
        return fail(str(error), 1 if error.problems else 2)
    except EngineError as error:
        return fail(str(error), 1)
    except OSError as error:
        return _unexpected(error) if _takes_more() else _unwritten(error)
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        return _unexpected(error)
    return code


def fail(message: str, code: int) -> int:
    """Say in one line what is wrong; the exit code."""
    from engine.clean import clean

    try:
        print(f"anora: {clean(message)}", file=sys.stderr)
    except OSError:
        _drop(sys.stderr.fileno())
    return code


def _do(name: str) -> Callable[[Asked], int]:
    """What does the call, imported when it is asked for."""
    module, function = _WHERE[name]
    do: Callable[[Asked], int] = getattr(import_module(f"engine.cli.{module}"), function)
    return do


_WHERE = {
    "play": ("play", "play"),
    "check": ("checking", "check"),
    "map": ("exporting", "draw_map"),
    "export": ("exporting", "export"),
    "saves": ("saving", "saves"),
    "new": ("new", "new"),
    "serve": ("serving", "serve"),
}


def _leave_on_signals() -> None:
    from engine.signals import end_by

    def leave(number: int) -> None:
        raise SystemExit(128 + number)

    end_by(leave)


def _takes_more() -> bool:
    """Whether stdout can be written to, which only writing tells; where all went wrong, a line end does no harm."""
    try:
        os.write(sys.stdout.fileno(), b"\n")
    except OSError:
        return False
    return True


def _unwritten(error: OSError) -> int:
    """Stdout does not take what is written; that it was closed before the end, as by `head`, is nobody's fault."""
    _drop(sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        return 0
    return fail(f"stdout cannot be written to ({error.strerror}); see where it goes", 1)


def _drop(descriptor: int) -> None:
    """Send what its stream still holds nowhere: it would be written on leaving, and fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)


def _unexpected(error: Exception) -> int:
    """A fault of the program's own: one line, and the rest in a file."""
    import tempfile
    import traceback

    text = "".join(traceback.format_exception(error))
    try:
        with tempfile.NamedTemporaryFile("w", prefix="anora-report-", suffix=".txt", delete=False) as file:
            file.write(text)
        where = f"a report is in {file.name}"
    except OSError:
        where = "no report could be written"
    return fail(f"something went wrong inside ({type(error).__name__}: {str(error)[:120]}); {where}", 1)
