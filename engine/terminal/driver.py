"""The terminal's driver: Textual's own, which is told of a new size between two steps of the loop."""

import asyncio
import signal

from textual.drivers.linux_driver import LinuxDriver

_RESIZED = (signal.SIGWINCH,)


def _loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


class TerminalDriver(LinuxDriver):
    """Tells the sizes of a window in the order in which it had them.

    Textual reads a size and tells it where the signal finds the program (Textual 8.2.8). A signal that comes between
    the two tells the newer size first, and the page is left in a size that the window no longer has.
    """

    def start_application_mode(self) -> None:
        """Take the terminal, and have the loop look at each new size, where one look does not interrupt another.

        It also wakes the loop for any signal that comes in the moment before it waits.
        """
        loop = _loop()
        if loop is None:  # the program was stopped and goes on when the app has ended
            return
        signal.pthread_sigmask(signal.SIG_BLOCK, _RESIZED)
        try:
            super().start_application_mode()  # type: ignore[no-untyped-call]
            look = signal.getsignal(signal.SIGWINCH)
            if callable(look):
                loop.add_signal_handler(signal.SIGWINCH, look, signal.SIGWINCH, None)
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _RESIZED)

    def disable_input(self) -> None:
        """Look no longer; the loop would still be told of signals when it can no longer be woken, and complain."""
        if loop := _loop():
            loop.remove_signal_handler(signal.SIGWINCH)
        super().disable_input()
