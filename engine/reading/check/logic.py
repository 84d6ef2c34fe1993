"""Rules on conditions and effects, and what the other rules need to know of them."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

from engine.reading.check.names import is_misread, misfit
from engine.reading.check.report import Keys, Report
from engine.reading.expressions import (
    RESERVED,
    Condition,
    Counter,
    Effect,
    ExpressionError,
    Names,
    compile_condition,
    compile_effect,
)
from engine.reading.model import Block, Chapter, Prose, Scene, Variable
from engine.reading.story import Story
from engine.reading.textfile import LONGEST_MESSAGE, shown
from engine.reading.yamlfile import switch

T = TypeVar("T", Condition, Effect)
_NAME = re.compile(r"[A-Za-z_]\w*")
_COUNTER = re.compile(r"(\w+)\(\s*$")
_GIVEN = re.compile(r"(\w+)\s*[=!]?=\s*$")
"""What stands before a value: the variable that is compared with it, or gets it."""
_SET = re.compile(r"\s*(\w+)\s*=\s*(-?)\s*(\d{1,10})\s*")
"""An effect that gives a variable a number."""


class Compiled(NamedTuple):
    """A condition or effect, with all that it names."""

    source: str
    condition: Condition | None
    effect: Effect | None
    variables: tuple[str, ...]
    """As they come; an effect's own variable is the first."""
    counts: tuple[tuple[Counter, str], ...]
    """Each counter with the global id that it counts."""
    words: tuple[tuple[str, str, int], ...]
    """As `Names.words`."""


class _Noted(dict[str, Variable]):
    """The variables, noting which are asked for."""

    def __init__(self, variables: dict[str, Variable]) -> None:
        super().__init__(variables)
        self.asked: list[str] = []

    def get(self, key: str, default: object = None) -> Variable | None:  # type: ignore[override]
        """The variable of that name."""
        self.asked.append(key)
        return super().get(key)


class _Words:
    """The words that variables without `values` can come to hold."""

    def __init__(self, story: Story) -> None:
        self.open: set[str] = set()
        """Variables that may get any word, for all that can be told."""
        self._words: dict[str, set[str]] = {}
        for name, variable in story.file.variables.items():
            if isinstance(variable.start, str):
                self._words[name] = {variable.start}
        for chapter in story.chapters:
            for name, value in chapter.enter.items():
                if isinstance(value, str) and name in self._words:
                    self._words[name].add(value)

    def take_in(self, effect: Compiled) -> None:
        """Note the word that an effect gives."""
        name = effect.variables[0]
        if name not in self._words:
            return
        given = [word for variable, word, _ in effect.words if variable == name]
        if given:
            self._words[name].update(given)
        else:
            self.open.add(name)

    def of(self, variable: str) -> set[str] | None:
        """The words of a variable; None if there may be others."""
        return None if variable in self.open else self._words.get(variable)


class Logic:
    """Compiles each expression once, and knows what a story's variables are used for."""

    def __init__(self, story: Story, report: Report) -> None:
        self.story, self.report = story, report
        self._noted = _Noted(story.file.variables)
        self._misread = {name for name, one in story.file.variables.items() if is_misread(one)}
        self._counts: list[tuple[Counter, str]] = []
        self._kept: dict[tuple[str, str, bool], Compiled | ExpressionError] = {}
        self.read: set[str] = set()
        self.changed: set[str] = {name for chapter in story.chapters for name in chapter.enter}
        self.holds = _Words(story)
        self.compared: list[tuple[str, str, Path, Keys, int]] = []
        """Each variable without `values` with a word that it is compared with, and where."""

    def condition(self, source: str, chapter: Chapter) -> Compiled | ExpressionError:
        """A condition, compiled at the first asking."""
        # Only a name in brackets depends on the chapter; the rest is shared by the whole story.
        key = (source, chapter.id if "(" in source else "", False)
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._compile(source, chapter, compile_condition)
            if isinstance(found, Compiled):
                self.read.update(found.variables)
            else:
                self._count_as_used(source, found)
        return found

    def effect(self, source: str, chapter: Chapter) -> Compiled | ExpressionError:
        """An effect, compiled at the first asking."""
        key = (source, chapter.id if "(" in source else "", True)
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._compile(source, chapter, compile_effect)
            if isinstance(found, Compiled):
                self.changed.add(found.variables[0])
                self.read.update(found.variables[1:])
                self.holds.take_in(found)
            else:
                self._count_as_used(source, found)
        return found

    def _count_as_used(self, source: str, error: ExpressionError) -> None:
        """Take it that what cannot be understood asks for, and changes, all that it names or seems to mean."""
        names = set(_NAME.findall(source))
        if error.rule == "unknown-variable":
            names.add(self.report.nearest(error.name, self._noted))
        self.read |= names
        self.changed |= names
        self.holds.open |= names

    def _compile(
        self, source: str, chapter: Chapter, compiler: Callable[[str, Names], Condition | Effect]
    ) -> Compiled | ExpressionError:
        self._noted.asked, self._counts = [], []
        resolve = self._resolver(chapter)
        names = Names(self._noted, resolve)
        try:
            made = compiler(source, names)
        except ExpressionError as error:
            return error
        condition, effect = (None, made) if isinstance(made, Effect) else (made, None)
        asked, counts = tuple(self._noted.asked), tuple(self._counts)
        return Compiled(source, condition, effect, asked, counts, tuple(names.words))

    def _resolver(self, chapter: Chapter) -> Callable[[Counter, str], str | None]:
        def resolve(counter: Counter, name: str) -> str | None:
            found = self.story.counted(counter, name, chapter)
            if found is not None:
                self._counts.append((counter, found))
            return found

        return resolve

    def when(self, source: str, chapter: Chapter, path: Path, keys: Keys) -> None:
        """Ask the rules of a condition."""
        found = self.condition(source, chapter)
        if isinstance(found, ExpressionError):
            self._report(found, source, chapter, path, keys)
        elif found.words:
            self.compared += [(name, word, path, keys, at) for name, word, at in found.words]

    def effects(self, sources: tuple[str, ...], chapter: Chapter, path: Path, keys: Keys) -> None:
        """Ask the rules of a list of effects."""
        for at, source in enumerate(sources):
            found = self.effect(source, chapter)
            if isinstance(found, ExpressionError):
                self._report(found, source, chapter, path, (*keys, at))
                continue
            self._bounds(source, path, (*keys, at))
            if found.words:
                here, own = (*keys, at), found.variables[0]
                self.compared += [(name, word, path, here, to) for name, word, to in found.words if name != own]

    def _bounds(self, source: str, path: Path, keys: Keys) -> None:
        """Report a number that a variable does not take, for the bound takes its place."""
        found = _SET.fullmatch(source)
        if found and (why := misfit(int(found[2] + found[3]), self.story.file.variables[found[1]])):
            message = f"the value of `{shown(found[1])}` {why}, and stops there; give it one that it can have"
            self.report.add("out-of-bounds", path, keys, message, inside=found.start(2))

    def _report(self, error: ExpressionError, source: str, chapter: Chapter, path: Path, keys: Keys) -> None:
        if error.rule == "unknown-variable":
            message = f"no variable `{shown(error.name)}`{self._meant(error, source)}"
        elif error.rule == "unknown-target":
            scene, _, item = error.name.partition(".")
            if self.report.may_be_unread(scene) or (item and not self.report.whole):
                return
            message = self._no_such(error.name, source, error.offset, chapter)
        elif self._misread.intersection(_NAME.findall(source)):
            return  # what is wrong is the variable, and that is said of it
        else:
            message = f"in `{shown(source)}`: {shown(error.message, LONGEST_MESSAGE)}"
        self.report.add(error.rule, path, keys, message, inside=error.offset)

    def _meant(self, error: ExpressionError, source: str) -> str:
        """What may be meant by an unknown variable: a word without its quotes, a yes or no, or a known one."""
        near = self.report.near(error.name, self._noted)
        before = _GIVEN.search(source[: error.offset])
        variable = self.story.file.variables.get(before[1]) if before else None
        words = (variable.start, *variable.values) if variable and isinstance(variable.start, str) else ()
        if words and (not near or error.name in words):
            return f"; put the word in quotes: '{shown(error.name)}'"
        truth = switch(error.name)
        if truth and (truth == error.name.lower() or (variable and isinstance(variable.start, bool))):
            return f"; write `{truth}`"
        return near

    def _no_such(self, name: str, source: str, offset: int, chapter: Chapter) -> str:
        """Says which part of `seen(...)`, `chosen(...)` or `looked(...)` leads to nothing."""
        named = _COUNTER.search(source[:offset])
        counter = named[1] if named else ""
        scene_name, _, item = name.partition(".")
        scene = self.story.resolve(scene_name, chapter)
        if scene is None:
            holder, _, last = name.rpartition("/")
            if counter != "seen" and self.story.took(f"{self.story.resolve(holder, chapter)}.{last}"):
                return f"no scene `{shown(name)}`; did you mean `{shown(holder)}.{shown(last)}`?"
            return no_scene(scene_name, self.story, chapter, self.report)
        if counter == "seen" or not item:
            needs = "a scene alone" if counter == "seen" else "`scene.id`"
            return f"`{shown(name)}` does not fit; {shown(counter)} needs {needs}"
        found = self.story.places[scene].scene
        choices, looks = [one.id for one in found.choices], [one.id for one in found.looks]
        what, things, other, others = "choice", choices, "looked", looks
        if counter == "looked":
            what, things, other, others = "look", looks, "chosen", choices
        meant = f"; ask {other}(...) for it" if item in others else self.report.near(item, things)
        return f"no {what} `{shown(item)}` in `{shown(scene)}`{meant}"


def no_scene(name: str, story: Story, chapter: Chapter, report: Report) -> str:
    """Says that a scene does not exist, and which one may be meant."""
    before, slash, local = name.partition("/")
    if slash and (index := story.chapter_index.get(before)) is not None:
        found = report.near(local, story.chapters[index].scenes, f"{before}/")
    elif slash:
        found = report.near(name, story.places)
    else:
        found = elsewhere(name, story) or report.near(name, [*chapter.scenes, *story.chapter_index])
    return f"no scene `{shown(name)}`{found or '; name a scene of this chapter, or `chapter/scene`'}"


def elsewhere(name: str, story: Story) -> str:
    """`; did you mean ...?` if a chapter has a scene of that name, or the name has a point for its stroke."""
    slashed = name.replace(".", "/")
    for place in (slashed, *(f"{one.id}/{name}" for one in story.chapters)):
        if place in story.places:
            return f"; did you mean `{shown(place)}`?"
    return ""


def check_logic(story: Story, logic: Logic) -> None:
    """Compile every condition and effect, and report what cannot be."""
    for chapter, path in zip(story.chapters, logic.report.loaded.chapters, strict=True):
        for local, scene in chapter.scenes.items():
            _scene(local, scene, chapter, path, logic)
    _variables(story, logic)
    if logic.report.whole and logic.report.wants("unset-word"):
        _compared_words(logic)


def _scene(local: str, scene: Scene, chapter: Chapter, path: Path, logic: Logic) -> None:
    here: Keys = ("scenes", local)
    if scene.effects:
        logic.effects(scene.effects, chapter, path, (*here, "effects"))
    if not isinstance(scene.text, str):
        _prose(scene.text, chapter, path, (*here, "text"), logic)
    for at, choice in enumerate(scene.choices):
        if choice.when:
            logic.when(choice.when, chapter, path, (*here, "choices", at, "when"))
        if choice.effects:
            logic.effects(choice.effects, chapter, path, (*here, "choices", at, "effects"))
        if choice.after and not isinstance(choice.after, str):
            _prose(choice.after, chapter, path, (*here, "choices", at, "after"), logic)
    for at, look in enumerate(scene.looks):
        if look.when:
            logic.when(look.when, chapter, path, (*here, "looks", at, "when"))
        if look.effects:
            logic.effects(look.effects, chapter, path, (*here, "looks", at, "effects"))
        if not isinstance(look.text, str):
            _prose(look.text, chapter, path, (*here, "looks", at, "text"), logic)


def _prose(prose: Prose, chapter: Chapter, path: Path, keys: Keys, logic: Logic) -> None:
    for at, block in enumerate(prose):
        if isinstance(block, Block) and block.when:
            logic.when(block.when, chapter, path, (*keys, at, "when"))


def _variables(story: Story, logic: Logic) -> None:
    report = logic.report
    if not report.whole or not (report.wants("unused-variable") or report.wants("unset-variable")):
        return
    for name in story.file.variables:
        keys: Keys = ("variables", name)
        if name in RESERVED:
            continue
        if name not in logic.read:
            message = f"no condition asks for `{shown(name)}`; use it or leave it out"
            report.add("unused-variable", report.loaded.story_file, keys, message, on_key=True)
        elif name not in logic.changed:
            message = f"nothing ever changes `{shown(name)}`; give a choice an effect on it"
            report.add("unset-variable", report.loaded.story_file, keys, message, on_key=True)


def _compared_words(logic: Logic) -> None:
    for name, word, path, keys, at in logic.compared:
        known = logic.holds.of(name)
        if known is not None and word not in known:
            near = logic.report.near(word, known) or "; give it with an effect, or leave this out"
            message = f"nothing gives `{shown(name)}` the word `{shown(word)}`{near}"
            logic.report.add("unset-word", path, keys, message, inside=at)
