"""The command. What it imports before it is needed is time that the reader waits."""

import os
import sys


def run() -> None:
    """Run the command with the arguments it was called with, and exit with its code."""
    try:
        code = _run(sys.argv[1:])
    except KeyboardInterrupt:  # while it was still being imported
        code = 130
    sys.exit(code)


def _run(arguments: list[str]) -> int:
    _fill_what_is_closed()
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    if arguments == ["version"] or "--version" in options or "-V" in options:
        from engine import __version__

        try:
            os.write(1, f"anora {__version__}\n".encode())
        except BrokenPipeError:
            pass  # nobody reads it
        except OSError as error:
            sys.exit(f"anora: stdout cannot be written to ({error.strerror}); see where it goes")
        return 0
    from engine.cli import main

    return main(arguments)


def _fill_what_is_closed() -> None:
    """Give the process the standard streams that it was started without.

    Each gets its own descriptor, the lowest free one by then; a save opened later would get it otherwise, and be
    written to by whoever writes to descriptor 1 or 2.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode))


if __name__ == "__main__":
    run()
