"""Rules on what was left empty or out, or fits nowhere: texts, titles, minutes, the `when` that an `else` needs."""

from pathlib import Path

from engine.reading.check.report import Keys, Report
from engine.reading.model import Block, Prose, Scene
from engine.reading.story import Story
from engine.reading.textfile import shown

_MOST_MINUTES = 600


def check_left_out(story: Story, report: Report) -> None:
    """Ask all rules on what is empty or missing."""
    if report.only == "stops":
        return
    file, path = story.file, report.loaded.story_file
    _text("the story's title", file.title, path, ("title",), report)
    for at, part in enumerate(file.parts):
        if not 0 < part.minutes <= _MOST_MINUTES:
            message = f"a part has 1 to {_MOST_MINUTES} minutes; this has {part.minutes}; say how long it is"
            report.add("bad-minutes", path, ("parts", at, "minutes"), message)
        elif (sum_of := _minutes_in(part.id, story)) > part.minutes:
            message = (
                f"the chapters of `{shown(part.id)}` have {sum_of} minutes together; give it as many, or them fewer"
            )
            report.add("too-many-minutes", path, ("parts", at, "minutes"), message)
    for chapter, path in zip(story.chapters, report.loaded.chapters, strict=True):
        _text("the chapter's title", chapter.title, path, ("title",), report)
        if not 0 <= chapter.minutes <= _MOST_MINUTES:
            message = f"a chapter has 1 to {_MOST_MINUTES} minutes; this has {chapter.minutes}; or leave it out"
            report.add("bad-minutes", path, ("minutes",), message)
        for local, scene in chapter.scenes.items():
            _scene(scene, path, ("scenes", local), report)


def _minutes_in(part: str, story: Story) -> int:
    return sum(one.minutes for one in story.chapters if one.part == part and 0 < one.minutes <= _MOST_MINUTES)


def _scene(scene: Scene, path: Path, here: Keys, report: Report) -> None:
    _prose("the scene's text", scene.text, path, (*here, "text"), report)
    for at, choice in enumerate(scene.choices):
        keys = (*here, "choices", at)
        _text("the choice's text", choice.text, path, (*keys, "text"), report)
        if choice.after:
            _prose("this text", choice.after, path, (*keys, "after"), report)
        if choice.closed and not choice.when:
            message = "`closed` is said when a condition fails, and there is none; give the choice a `when`"
            report.add("missing-when", path, (*keys, "closed"), message, on_key=True)
    for at, look in enumerate(scene.looks):
        keys = (*here, "looks", at)
        _text("the look's name", look.name, path, (*keys, "name"), report)
        _prose("the look's text", look.text, path, (*keys, "text"), report)


def _prose(what: str, prose: Prose, path: Path, keys: Keys, report: Report) -> None:
    if isinstance(prose, str):
        _text(what, prose, path, keys, report)
        return
    if not prose:
        _text(what, "", path, keys, report)
    for at, block in enumerate(prose):
        if isinstance(block, str):
            _text("this text", block, path, (*keys, at), report)
            continue
        _block(block, path, (*keys, at), report)


def _block(block: Block, path: Path, keys: Keys, report: Report) -> None:
    if not block.otherwise:
        _text("this text", block.text, path, (*keys, "text"), report)
    elif not block.when:
        message = "`else` is told when a condition fails, and there is none; give the passage a `when`"
        report.add("missing-when", path, (*keys, "else"), message, on_key=True)


def _text(what: str, text: str, path: Path, keys: Keys, report: Report) -> None:
    if not text or text.isspace():
        report.add("empty-text", path, keys, f"{what} is empty; write it")
