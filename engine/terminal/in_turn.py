"""Keys in turn: the next is dealt with when all that the last one set off has been done."""

from collections import deque
from time import monotonic

from textual import events
from textual.app import App
from textual.message import Message
from textual.types import CSSPathType
from textual.widget import Widget

_ROUNDS = 3
"""How often the way of a key is gone after it: what it sets off is told to the page, and told on from there."""
_PATIENCE = 1.0
"""Seconds after which the next key is dealt with all the same, as when a page is gone on which the last one was."""


class Followed(Message):
    """Goes the way of a key, from what had it up to the app, behind all that was told on the way."""

    def __init__(self, key: int, rounds: int, start: Widget) -> None:
        super().__init__()
        self.key = key
        self.rounds = rounds
        """How many more are to be gone."""
        self.start = start


class InTurn(App[None]):
    """An app that deals with keys, and with what is pasted, one by one.

    Textual hands them on as they come. Where many come at once, as over a slow line, the second then finds the page
    as it was before the first, and letters that are typed overtake keys that go through bindings.
    """

    def __init__(self, css_path: CSSPathType) -> None:
        super().__init__(css_path=css_path)
        self._to_come: deque[events.Key | events.Paste] = deque()
        self._under_way = False
        self._keys = 0
        """How many have had their turn."""
        self._since = 0.0

    async def on_event(self, event: events.Event) -> None:
        """Let a key wait until it is its turn."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        self._to_come.append(event)
        if not self._under_way or monotonic() - self._since > _PATIENCE:
            await self._next()
        elif len(self._to_come) == 1:
            self._wait_no_longer_than(self._keys)

    async def _next(self) -> None:
        self._under_way = bool(self._to_come)
        if self._under_way:
            self._keys += 1
            self._since = monotonic()
            await super().on_event(self._to_come.popleft())
            self._follow(_ROUNDS)
            if self._to_come:
                self._wait_no_longer_than(self._keys)

    def _follow(self, rounds: int) -> None:
        start = self.focused or self.screen
        start.post_message(Followed(self._keys, rounds - 1, start))

    def _wait_no_longer_than(self, key: int) -> None:
        async def give_up() -> None:
            if self._under_way and self._keys == key:
                await self._next()

        self.set_timer(_PATIENCE, give_up)

    async def on_followed(self, message: Followed) -> None:
        """Go the way once more, or from where keys go by now; then it is the next key's turn."""
        message.stop()
        if message.key == self._keys and self._under_way:
            if message.rounds or (self.focused or self.screen) is not message.start:
                self._follow(max(message.rounds, 1))
            else:
                await self._next()
