"""Opening a story for a call: which folder, from which cache, for which reader."""

from pathlib import Path

from engine.clean import clean
from engine.cli.interrupts import ending_at_once
from engine.keeping.folders import user_folders
from engine.playing.script import Script
from engine.problems import StoryError
from engine.reading.story import Story
from engine.session import Session


def default_folder() -> Path:
    """The story that comes with the engine: inside the package when installed, beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "story"
    return inside if (inside / "story.yaml").is_file() else package.parent / "story"


def folder_of(argument: str) -> Path:
    """The folder that an argument names; the default story's when there is none."""
    return Path(argument) if argument else default_folder()


def typed(folder: Path) -> str:
    """A folder's name as it is typed in a command: in quotes if need be, and never taken for an option."""
    from shlex import quote

    name = clean(str(folder))
    return quote(f"./{name}" if name.startswith("-") else name)


def open_story(argument: str) -> Story:
    """The story to play. Raises StoryError, which says what is wrong first of all."""
    from engine.reading.load import load_story

    folder = folder_of(argument)
    try:
        return load_story(folder, cache=user_folders().cache)
    except StoryError as error:
        if not error.problems:
            raise
        more = len(error.problems) - 1
        others = f" (and {more} more)" if more else ""
        raise StoryError(f"{error.problems[0]}{others}; run anora check {typed(folder)}", error.problems) from None


def open_session(argument: str) -> Session:
    """One reader's sitting over that story; ctrl+c meanwhile ends the process at once."""
    with ending_at_once():
        return Session(Script(open_story(argument)), user_folders().data)


def lists_saves(argument: str) -> str:
    """The command that lists the saves of the story that an argument names."""
    from shlex import quote

    return f"anora saves --story {quote(argument)}" if argument else "anora saves"


def chapter_id(story: Story, named: str) -> str:
    """The id of the chapter that was named by id or number. Raises StoryError."""
    for one in (named, story.aliases.get(named, "")):
        if one in story.chapter_index:  # an old id may be a scene's
            return one
    if named.isascii() and named.isdigit() and 0 < int(named[:6]) <= len(story.chapters):
        return story.chapters[int(named[:6]) - 1].id
    known = ", ".join(chapter.id for chapter in story.chapters[:12])
    raise StoryError(f"no chapter {named[:60]!r}; there are {known}")
