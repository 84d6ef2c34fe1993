"""`anora new`: a small story that plays and checks clean, to begin one's own."""

from contextlib import suppress
from pathlib import Path

from engine.clean import clean
from engine.cli.calls import Asked, CallError
from engine.cli.opening import typed
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
        _write(folder)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it cannot be written"
        raise EngineError(f"{folder}: {why}; name another folder") from None
    named = typed(folder)
    print(
        f"A small story is in {clean(str(folder))}.\n"
        f"  anora play {named}     plays it\n"
        f"  anora check {named}    says what is wrong with it"
    )
    return 0


def _write(folder: Path) -> None:
    """Write all of it; if that fails, take away again what was made, and nothing else. Raises OSError."""
    made: list[Path] = []
    try:
        for missing in reversed([one for one in (folder, *folder.parents) if not one.exists()]):
            missing.mkdir()
            made.append(missing)
        for source in sorted(_TEMPLATE.rglob("*")):  # a folder stands before what is in it
            target = folder / source.relative_to(_TEMPLATE)
            if source.is_dir():
                target.mkdir()
                made.append(target)
                continue
            with target.open("xb") as file:
                made.append(target)
                file.write(source.read_bytes())
    except BaseException:
        for one in reversed(made):
            with suppress(OSError):
                one.rmdir() if one.is_dir() else one.unlink()
        raise
