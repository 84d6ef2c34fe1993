"""Something to type into, whose keys act in the order in which they were pressed."""

from collections.abc import Callable

from textual import events
from textual.binding import Binding
from textual.widgets import Input

_ACTIONS = {
    key.strip(): binding.action
    for binding in Input.BINDINGS
    if isinstance(binding, Binding)
    for key in binding.key.split(",")
}


class Line(Input):
    """An input that deals with its keys itself.

    Textual has letters typed at once, while other keys go up to the app and come back: letters that were pressed
    after them overtake them. `deeds` says what keys do besides, Enter among them, in place of what they usually do.
    """

    def __init__(self, value: str = "", *, deeds: dict[str, Callable[[], None]], id: str | None = None) -> None:  # noqa: A002
        super().__init__(value, id=id, compact=True, select_on_focus=False)
        self._deeds = deeds

    async def on_key(self, event: events.Key) -> None:
        """Do what the key does; one that was pressed after the line had been left is for the page."""
        deed, action = self._deeds.get(event.key), _ACTIONS.get(event.key)
        if self.screen.focused is not self:
            self.app.post_message(events.Key(event.key, event.character))
        elif deed is not None:
            deed()
        elif action is None or not await self.app.run_action(action, self):
            return  # as when there is nothing to copy here: the page may have something
        event.stop()
        event.prevent_default()

    async def action_submit(self) -> None:
        """Do what Enter does, where it was pressed before the line had the keys."""
        deed = self._deeds.get("enter")
        if deed is None:
            await super().action_submit()
        else:
            deed()
