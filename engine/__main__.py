"""The command. What it imports before it is needed is time that the reader waits."""

import os
import sys


def run() -> None:
    """Run the command with the arguments it was called with, and exit with its code."""
    arguments = sys.argv[1:]
    if arguments in (["--version"], ["-V"]):
        from engine import __version__

        try:  # noqa: SIM105 (contextlib would be one more import)
            os.write(1, f"anora {__version__}\n".encode())
        except BrokenPipeError:
            pass  # nobody reads it
        return
    from engine.cli import main

    sys.exit(main(arguments))


if __name__ == "__main__":
    run()
