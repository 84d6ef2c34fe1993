"""Where things are kept: the user's data and cache folders, or one folder that ANORA_HOME names."""

import os
from pathlib import Path

from msgspec import Struct

from engine.problems import EngineError

APP = "anora-retold"


class Folders(Struct, frozen=True):
    """The folders of one user; none needs to exist yet."""

    data: Path
    """Saves and settings."""
    cache: Path
    """Compiled stories, which may be deleted at any time."""


def user_folders() -> Folders:
    """The folders in use, from ANORA_HOME or the platform's custom. Raises EngineError."""
    if home := os.environ.get("ANORA_HOME"):
        return Folders(Path(home), Path(home) / "cache")
    from platformdirs import PlatformDirs

    dirs = PlatformDirs(APP, appauthor=False)
    try:
        data, cache = Path(dirs.user_data_dir), Path(dirs.user_cache_dir)
    except RuntimeError:
        data = cache = Path("~")
    if not (data.is_absolute() and cache.is_absolute()):  # platformdirs once let ~ stay ~
        raise EngineError("there is no home folder for saves; set ANORA_HOME to a folder to keep them in")
    return Folders(data, cache)
