"""What goes to a file or a program: UTF-8, whatever the terminal says."""

import sys


def write(text: str) -> None:
    """Write a text to stdout."""
    _write(text.encode(errors="replace"))


def write_json(value: object) -> None:
    """Write a value to stdout as JSON, laid out for people too."""
    import msgspec

    _write(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")


def _write(content: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.flush()
