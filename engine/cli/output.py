"""What goes to a file or a program: UTF-8, whatever the terminal says."""

import sys
from collections.abc import Iterable


def write(text: str) -> None:
    """Write a text to stdout."""
    _write(text.encode(errors="replace"))


def tell(notices: Iterable[str]) -> None:
    """Write lines for the reader to stderr; they are only text."""
    from engine.clean import clean

    for notice in notices:
        print(f"anora: {clean(notice)}", file=sys.stderr)


def write_json(value: object) -> None:
    """Write a value to stdout as JSON, laid out for people too, with signs that do not print as escapes."""
    import msgspec

    rows = msgspec.json.format(msgspec.json.encode(value), indent=2).decode().split("\n")
    _write("\n".join(row if row.isprintable() else _escaped(row) for row in [*rows, ""]).encode())


def _escaped(row: str) -> str:
    import json

    return "".join(one if one.isprintable() else json.dumps(one)[1:-1] for one in row)


def _write(content: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.flush()
