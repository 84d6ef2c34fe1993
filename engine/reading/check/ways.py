"""Rules on the ways through a story: targets, what can be reached, and what can be left."""

from itertools import combinations
from pathlib import Path

from engine.reading.check.graph import UNKNOWN, Rounds, Ways, chapter_starts, spread
from engine.reading.check.logic import Compiled, Logic, no_scene
from engine.reading.check.possible import Case, Possible
from engine.reading.check.report import Keys, Report
from engine.reading.expressions import ExpressionError
from engine.reading.model import Block, Chapter, Choice, Prose, Scene
from engine.reading.story import Story
from engine.reading.textfile import shown
from engine.reading.words import words

_FEWEST_WORDS, _MOST_WORDS = 2, 9
_MOST_ALIKE = 20


def check_ways(story: Story, logic: Logic) -> None:
    """Ask all rules on targets, reachability and choices."""
    report = logic.report
    ways = _ways(story, report)
    if len(ways) != len(story.places):
        return  # two chapters of one id have a scene of one id: the first is said, and the ways cannot be told apart
    if report.whole and story.places:
        _unreachable(story, report, ways)
        _no_way_out(story, report, ways)
    if report.only != "stops":
        _Choices(story, logic, ways).check()


def _ways(story: Story, report: Report) -> Ways:
    """The scenes that each scene's choices lead to, all by number in the order of `places`."""
    number = {name: at for at, name in enumerate(story.places)}
    ways: Ways = []
    for chapter, path in zip(story.chapters, report.loaded.chapters, strict=True):
        # Targets in the same chapter are the most, and are found without making their global ids.
        first = number.get(f"{chapter.id}/{next(iter(chapter.scenes), '')}", 0)
        here = {local: at for at, local in enumerate(chapter.scenes, first)}
        for local, scene in chapter.scenes.items():
            found = []
            for at, choice in enumerate(scene.choices):
                to = here.get(choice.to)
                if to is None:
                    name = story.resolve(choice.to, chapter)
                    to = UNKNOWN if name is None else number[name]
                    if name is None and not report.may_be_unread(choice.to):
                        message = no_scene(choice.to, story, chapter, report)
                        report.add("unknown-target", path, ("scenes", local, "choices", at, "to"), message)
                found.append(to)
            ways.append(tuple(found))
    return ways


def _unreachable(story: Story, report: Report, ways: Ways) -> None:
    if any(UNKNOWN in found for found in ways):
        return  # what nothing leads to may be what was meant there
    starts = chapter_starts(story)
    reached = bytearray(len(ways))
    spread(starts[:1], ways, reached)
    told = bytes(reached)
    spread(starts, ways, reached)
    at = 0
    for chapter, path in zip(story.chapters, report.loaded.chapters, strict=True):
        for local in chapter.scenes:
            if not reached[at]:
                message = f"no choice leads to the scene `{shown(local)}`; lead there, or leave it out"
                report.add("unreachable-scene", path, ("scenes", local), message, on_key=True)
            at += 1
        first = at - len(chapter.scenes)
        if chapter.scenes and not any(told[first:at]):
            message = f"no choice leads into the chapter `{shown(chapter.id)}`: only a jump does"
            report.add("unreached-chapter", path, ("id",), message)


def _no_way_out(story: Story, report: Report, ways: Ways) -> None:
    scenes = [place.scene for place in story.places.values()]
    if not any(scene.ending for scene in scenes):
        message = "no scene of the story is an ending; give one `ending: true`"
        report.add("no-way-out", report.loaded.story_file, ("chapters",), message, on_key=True)
        return
    back: list[list[int]] = [[] for _ in ways]
    ends = []
    for at, found in enumerate(ways):
        # A dead end or an unknown target is reported as such; what leads there has no further fault.
        if scenes[at].ending or not found or UNKNOWN in found:
            ends.append(at)
        for to in found:
            if to != UNKNOWN:
                back[to].append(at)
    leaves = bytearray(len(ways))
    spread(ends, back, leaves)
    if all(leaves):
        return
    for at, place in enumerate(story.places.values()):
        if not leaves[at]:
            message = f"no ending can be reached from `{shown(place.local)}`; give it or what follows a way on"
            path = report.loaded.chapters[place.chapter]
            report.add("no-way-out", path, ("scenes", place.local), message, on_key=True)


class _Choices:
    """Rules on the choices of one scene, and on what else in it has a condition."""

    def __init__(self, story: Story, logic: Logic, ways: Ways) -> None:
        self.story, self.logic, self.report = story, logic, logic.report
        self.possible = Possible(story, Rounds(story, ways))
        self.most = story.file.prose.most_choices
        # Ids that are none cannot be told apart in the names made of them.
        self.decides = not self.report.has("bad-id")
        self.count_words = self.report.wants("choice-length")

    def check(self) -> None:
        for chapter, path in zip(self.story.chapters, self.report.loaded.chapters, strict=True):
            for local, scene in chapter.scenes.items():
                self.scene(chapter, path, local, scene)

    def scene(self, chapter: Chapter, path: Path, local: str, scene: Scene) -> None:
        choices, here = scene.choices, ("scenes", local)
        self.told(scene.text, chapter, path, (*here, "text"))
        for at, look in enumerate(scene.looks):
            if look.when:
                self.holds("never-open", look.when, chapter, path, (*here, "looks", at, "when"))
            self.told(look.text, chapter, path, (*here, "looks", at, "text"))
        if not choices:
            if not scene.ending:
                message = f"the scene `{shown(local)}` has no choice; give it one, or `ending: true`"
                self.report.add("dead-end", path, here, message, on_key=True)
            return
        if len(choices) > self.most:
            message = f"{len(choices)} choices, and {self.most} is the most; leave some out"
            self.report.add("too-many-choices", path, (*here, "choices"), message, on_key=True)
        always = False
        for at, choice in enumerate(choices):
            always = always or not (choice.when or choice.once)
            blank = not choice.text or choice.text.isspace()
            if self.count_words and not blank and not _FEWEST_WORDS <= (count := words(choice.text)) <= _MOST_WORDS:
                message = f"a choice has {_FEWEST_WORDS} to {_MOST_WORDS} words, and this has {count}"
                self.report.add("choice-length", path, (*here, "choices", at, "text"), message)
            if choice.when:
                self.holds("never-open", choice.when, chapter, path, (*here, "choices", at, "when"))
            self.told(choice.after, chapter, path, (*here, "choices", at, "after"))
            if choice.to == local and not (choice.when or choice.once or choice.effects or choice.after):
                message = "this leads back to its own scene and changes nothing; lead on, or give it an effect"
                self.report.add("self-loop", path, (*here, "choices", at, "to"), message)
        if self.decides and len({choice.text for choice in choices}) != len(choices):
            self.same_text(chapter, path, here, scene)
        if self.decides and not always and not scene.ending:
            self.open(chapter, path, here, scene)

    def told(self, prose: Prose, chapter: Chapter, path: Path, keys: Keys) -> None:
        if isinstance(prose, str):
            return
        for at, block in enumerate(prose):
            if isinstance(block, Block) and block.when:
                self.holds("never-told", block.when, chapter, path, (*keys, at, "when"))

    def holds(self, rule: str, source: str, chapter: Chapter, path: Path, keys: Keys) -> None:
        when = self.logic.condition(source, chapter)
        if isinstance(when, Compiled) and self.possible.never_holds(when):
            message = f"`{shown(source)}` never holds, within the bounds of its variables; see to one of them"
            self.report.add(rule, path, keys, message)

    def effects(self, scene: Scene, chapter: Chapter) -> list[Compiled] | None:
        """The scene's own effects, compiled; None if one of them is wrong."""
        found = [self.logic.effect(source, chapter) for source in scene.effects]
        right = [one for one in found if isinstance(one, Compiled)]
        return right if len(right) == len(found) else None

    def case(self, choice: Choice, chapter: Chapter, place: str) -> Case | None:
        """The choice's case; None if its condition is wrong, which is reported as such."""
        # Even a scene that no road leads back to can be come to again, by a jump.
        when = self.logic.condition(choice.when, chapter) if choice.when else None
        if isinstance(when, ExpressionError):
            return None
        return Case(when, f"{place}.{choice.id}" if choice.once else "")

    def open(self, chapter: Chapter, path: Path, here: Keys, scene: Scene) -> None:
        place = f"{chapter.id}/{here[1]}"
        cases = [self.case(choice, chapter, place) for choice in scene.choices]
        known = [case for case in cases if case is not None]
        effects = self.effects(scene, chapter)
        if len(known) != len(cases) or effects is None:
            return
        if any(case.when is None and not case.once for case in known):
            return
        found = self.possible.all_closed(place, effects, known)
        if found is None:
            message = "too many conditions to tell whether a choice is always open; add one that has none"
            self.report.add("undecided-choices", path, (*here, "choices"), message, on_key=True)
        elif found is not False:
            message = f"no choice is open when {found}; add one that is"
            self.report.add("no-open-choice", path, (*here, "choices"), message, on_key=True)

    def same_text(self, chapter: Chapter, path: Path, here: Keys, scene: Scene) -> None:
        place = f"{chapter.id}/{here[1]}"
        effects = self.effects(scene, chapter)
        alike: dict[str, list[int]] = {}
        for at, choice in enumerate(scene.choices):
            alike.setdefault(choice.text, []).append(at)
        for text, places in alike.items():
            for first, second in combinations(places[:_MOST_ALIKE], 2):
                cases = [self.case(scene.choices[at], chapter, place) for at in (first, second)]
                known = [case for case in cases if case is not None]
                if effects is None or len(known) < 2:
                    continue
                if self.possible.both_open(place, effects, known) is not False:
                    message = f"another choice here has the same words, `{shown(text)}`; tell them apart"
                    self.report.add("same-choice-text", path, (*here, "choices", second, "text"), message)
                    break
