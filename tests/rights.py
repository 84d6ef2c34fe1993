"""Running the command as somebody to whom a shut file is shut, root included.

`python -m tests.rights COMMAND...` gives up root's right to open everything, and then is that command.
"""

import ctypes
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHUT_OUT = (sys.executable, "-m", "tests.rights")
_DROP = 24
"""PR_CAPBSET_DROP: what is dropped is not had again by anything that is started from here."""
_RIGHTS = (1, 2)
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH."""


def be(command: list[str]) -> None:
    """Become the command, without root's rights."""
    if os.geteuid() == 0:
        prctl = ctypes.CDLL(None).prctl
        for right in _RIGHTS:
            prctl(_DROP, right, 0, 0, 0)
    os.execv(command[0], command)


@cache
def can_be_shut_out() -> bool:
    """Whether a command that is run so finds shut what is shut."""
    with TemporaryDirectory() as name:
        file = Path(name, "shut")
        file.touch(0)
        code = "import sys; open(sys.argv[1])"
        done = subprocess.run(
            [*SHUT_OUT, sys.executable, "-c", code, str(file)], cwd=ROOT, stderr=subprocess.PIPE, check=False
        )
        return b"PermissionError" in done.stderr


def need_rights() -> None:
    """Skip the test where nothing can be shut."""
    if not can_be_shut_out():
        pytest.skip("this user may open everything, and the system has no way to give that up")


if __name__ == "__main__":
    be(sys.argv[1:])
