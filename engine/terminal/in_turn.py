"""Keys in turn: the next is dealt with when all that the last one set off has been done. Sizes in turn too."""

import sys
from collections import deque
from time import monotonic

from textual import events
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.driver import Driver
from textual.message import Message
from textual.timer import Timer
from textual.types import CSSPathType
from textual.widget import Widget

_IN_TURN = (events.Key, events.Paste, events.MouseDown, events.MouseUp)
_ROUNDS = 3
"""How often the way of a key is gone after it: what it sets off is told to the page, and told on from there."""
_PATIENCE = 1.0
"""Seconds after which the next key is dealt with all the same, as when a page is gone on which the last one was."""


class CaughtUp(Message):
    """Goes the way of a key, from what had it up to the app, behind all that was told on the way."""

    def __init__(self, start: Widget, rounds: int) -> None:
        super().__init__()
        self.start = start
        self.rounds = rounds
        """How many more are to be gone."""


class InTurn(App[None]):
    """An app that deals with keys, clicks and pastes one by one.

    Textual hands them on as they come. Where many come at once, as over a slow line, the second then finds the page
    as it was before the first, and letters that are typed overtake keys that go through bindings.
    """

    def __init__(self, css_path: CSSPathType) -> None:
        super().__init__(css_path=css_path)
        self._to_come: deque[events.Event] = deque()
        self._following: CaughtUp | None = None
        """What is on its way behind the last one; None when all has been done."""
        self._since = 0.0
        self._waiting: Timer | None = None

    def get_driver_class(self) -> type[Driver]:
        """What drives the terminal: in place of Textual's own, the one that tells sizes in order."""
        usual = super().get_driver_class()
        if sys.platform != "win32":
            from textual.drivers.linux_driver import LinuxDriver

            from engine.terminal.driver import TerminalDriver

            if usual is LinuxDriver:
                return TerminalDriver
        return usual

    async def on_event(self, event: events.Event) -> None:
        """Let a key wait until it is its turn. An app that is ending has no page, and nothing goes to it."""
        if isinstance(event, events.InputEvent) and not self.screen_stack:
            return
        if not isinstance(event, _IN_TURN) or event.is_forwarded:
            await self.hand_on(event)
            return
        self._to_come.append(event)
        if self._following is None:
            await self._next()
        else:
            self._wait_no_longer()

    async def hand_on(self, event: events.Event) -> None:
        """Do what Textual does with an event."""
        await super().on_event(event)

    def pop_screen(self) -> AwaitComplete:
        """Take the top page away; what was on its way through it would not arrive."""
        popped = super().pop_screen()
        if self._following is not None:
            self._follow(_ROUNDS)
        return popped

    async def _next(self) -> None:
        self._following = None
        if self._to_come and self.screen_stack:
            self._since = monotonic()
            await self.hand_on(self._to_come.popleft())
            self._follow(_ROUNDS)
        if self._waiting is not None and not self._to_come:
            self._waiting.pause()

    def _follow(self, rounds: int) -> None:
        if self.screen_stack:
            start = self.focused or self.screen
            self._following = CaughtUp(start, rounds - 1)
            start.post_message(self._following)

    def _wait_no_longer(self) -> None:
        if self._waiting is None:
            self._waiting = self.set_interval(_PATIENCE / 4, self._look_at_the_clock)
        self._waiting.resume()

    async def _look_at_the_clock(self) -> None:
        if self._to_come and monotonic() - self._since > _PATIENCE:
            await self._next()

    async def on_caught_up(self, message: CaughtUp) -> None:
        """Go the way once more, or from where keys go by now; then it is the next key's turn."""
        message.stop()
        if message is self._following and self.screen_stack:
            if message.rounds or (self.focused or self.screen) is not message.start:
                self._follow(max(message.rounds, 1))
            else:
                await self._next()
