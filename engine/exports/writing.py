"""Writing an export to a file of the reader's, over nothing that is there."""

from pathlib import Path

from engine.keeping.files import write_new_bytes
from engine.problems import EngineError


def write_new(path: Path, text: str, numbered: bool = False) -> Path:
    """Write to a file that is not there yet, numbered if it may be; where it was written. Raises EngineError."""
    target, number = path, 1
    while True:
        try:
            write_new_bytes(target, text.encode(errors="replace"))
        except FileExistsError:
            if not numbered:
                raise EngineError(f"{target} is there already; name another file") from None
            number += 1
            target = path.with_stem(f"{path.stem}-{number}")
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or "not a file's name"
            raise EngineError(f"{target} cannot be written ({why}); name another file") from None
        else:
            return target
