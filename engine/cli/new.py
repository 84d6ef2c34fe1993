"""`anora new`: a small story that plays and checks clean, to begin one's own."""

import shutil
from pathlib import Path

from engine.clean import clean
from engine.cli.calls import Asked, CallError
from engine.problems import EngineError

_TEMPLATE = Path(__file__).resolve().parent.parent / "template"


def new(asked: Asked) -> int:
    """Write the small story into a folder that is not there yet, or is empty."""
    if not asked.arguments:
        raise CallError("new needs a folder to write to: anora new FOLDER")
    folder = Path(asked.arguments[0])
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise EngineError(f"{folder} is there already and not empty; name another folder")
        shutil.copytree(_TEMPLATE, folder, dirs_exist_ok=True, copy_function=shutil.copyfile)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it cannot be written"
        raise EngineError(f"{folder}: {why}; name another folder") from None
    shown = clean(str(folder))
    print(
        f"A small story is in {shown}.\n"
        f"  anora {shown}          plays it\n"
        f"  anora check {shown}    says what is wrong with it"
    )
    return 0
