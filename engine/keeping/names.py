"""The names of save slots, and of their files."""

from collections.abc import Iterator
from itertools import count

LONGEST = 40


def valid_name(name: str) -> bool:
    """Whether a slot may be called so."""
    return 0 < len(name) <= LONGEST and name.isprintable() and name == name.strip()


def named(name: str, more: str) -> str:
    """A name with more after it, cut so that a slot may be called so."""
    return name[: LONGEST - len(more)].strip() + more


def names(name: str, more: str) -> Iterator[str]:
    """That name with more after it, and then with numbers."""
    yield named(name, more)
    for number in count(2):
        yield named(name, f"{more} {number}")


def file_name(name: str, as_numbers: bool = False) -> str:
    """What a slot's files are called: other signs are written as numbers, with those beyond ASCII if asked for."""

    def kept(one: str) -> bool:
        return one.isalnum() or one in "-_ ()" or not (one.isascii() or as_numbers)

    return "".join(one if kept(one) else f"%{ord(one):x}" for one in name)
