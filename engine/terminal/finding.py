"""A search under way: its hits, newest first, and which of them the reader stands at."""

from engine.playing.playthrough import Playthrough
from engine.playing.search import Hit, search


class Finder:
    """Walks the hits of a search."""

    def __init__(self, play: Playthrough, needle: str) -> None:
        self.needle = " ".join(needle.split())
        self._hits = list(search(play, self.needle)) if self.needle else []
        self._at = len(self._hits)

    @property
    def count(self) -> int:
        """How many hits there are."""
        return len(self._hits)

    def step(self, by: int) -> Hit | None:
        """The next hit: -1 goes to older words, 1 to newer; round and round."""
        if not self._hits:
            return None
        self._at = (self._at + by) % len(self._hits)
        return self._hits[self._at]

    def __str__(self) -> str:
        if not self._hits:
            return f"“{self.needle}” does not stand in what you have read."
        if self._at == len(self._hits):
            return f"{len(self._hits)} found. Enter goes to the newest."
        return f"“{self.needle}”: {self._at + 1} of {len(self._hits)}."
