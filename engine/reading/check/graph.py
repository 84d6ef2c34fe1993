"""A story's scenes as a graph, all by number in the order of the story's places."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from engine.reading.expressions import Counter
from engine.reading.story import Story

UNKNOWN = -1
"""Where a choice leads whose target does not exist."""
Ways = list[tuple[int, ...]]
"""The scenes that each scene's choices lead to."""
_WALKED_IN_ALL, _WALKED_A_SCENE = 200_000, 20


def spread(starts: Iterable[int], ways: Sequence[Sequence[int]], reached: bytearray) -> None:
    """Mark in `reached` all that can be come to from the starts; what is marked already is not passed."""
    queue = [at for at in starts if at != UNKNOWN and not reached[at]]
    for at in queue:
        reached[at] = 1
    while queue:
        for to in ways[queue.pop()]:
            if to != UNKNOWN and not reached[to]:
                reached[to] = 1
                queue.append(to)


def chapter_starts(story: Story) -> list[int]:
    """The first scene of each chapter that has one."""
    starts, at = [], 0
    for chapter in story.chapters:
        if chapter.scenes:
            starts.append(at)
        at += len(chapter.scenes)
    return starts


class Rounds:
    """What can have happened by when: how a scene is come to, and what one round of a hub can hold.

    A round is what happens between one visit to a scene and the next to the same scene.
    """

    def __init__(self, story: Story, ways: Ways) -> None:
        self.story, self.ways = story, ways
        self._left = _WALKED_IN_ALL + _WALKED_A_SCENE * len(ways)

    @cached_property
    def _names(self) -> list[str]:
        return list(self.story.places)

    @cached_property
    def _number(self) -> dict[str, int]:
        return {name: at for at, name in enumerate(self.story.places)}

    @cached_property
    def _starts(self) -> list[int]:
        return chapter_starts(self.story)

    @cached_property
    def _into(self) -> dict[int, list[int]]:
        """The scenes that lead to each scene, but for chapters' starts, to which a jump leads as well."""
        found: dict[int, list[int]] = {at: [] for at in range(len(self.ways))}
        for at, ways in enumerate(self.ways):
            for to in ways:
                if to != UNKNOWN:
                    found[to].append(at)
        for at in self._starts:
            del found[at]
        return found

    def choices_into(self, scene: str) -> list[str] | None:
        """The global ids of all choices that lead to a scene; None if it is come to in other ways too."""
        to = self._number[scene]
        if to not in self._into:
            return None
        return [
            f"{self._names[at]}.{choice.id}"
            for at in dict.fromkeys(self._into[to])
            for choice, way in zip(self.story.places[self._names[at]].scene.choices, self.ways[at], strict=True)
            if way == to
        ]

    def target(self, scene: str, item: str) -> str | None:
        """The global id of the scene that a choice leads to, or None."""
        chapter = self.story.chapters[self.story.places[scene].chapter]
        return self.story.resolve(self.story.choice(scene, item).to, chapter)

    def groups(self, hub: str, counts: list[tuple[Counter, str]]) -> list[int | None] | None:
        """A number for each count, so that counts with different numbers never rise in the same round of `hub`.

        A count that can rise before the hub is first come to has no number. None if this would take too long.
        """
        if (len(counts) + 1) * len(self.ways) > self._left:
            return None
        self._left -= (len(counts) + 1) * len(self.ways)
        center = self._number[hub]
        before = self._from(self._starts, center)
        nodes = [self._node(counter, name, hub, before) for counter, name in counts]
        groups: list[int | None] = [None if at is None else place for place, at in enumerate(nodes)]
        for place, at in enumerate(nodes):
            if at is None:
                continue
            after = self._from([at], center)
            for other, to in enumerate(nodes):
                if other != place and to is not None and after[to] and not _rivals(counts[place], counts[other], hub):
                    old, new = groups[other], groups[place]
                    groups = [new if one == old else one for one in groups]
        return groups

    def _node(self, counter: Counter, name: str, hub: str, before: bytearray) -> int | None:
        """The scene that stands for a count in a round; None if it can rise in any round, or in none."""
        scene, _, item = name.partition(".")
        if scene != hub:
            at = self._number[scene]
            return None if before[at] else at
        # A choice of the hub's own begins a round: it stands where it leads.
        to = self.target(hub, item) if counter == "chosen" else None
        return None if to is None or to == hub else self._number[to]

    def _from(self, starts: list[int], center: int) -> bytearray:
        reached = bytearray(len(self.ways))
        reached[center] = 1
        spread(starts, self.ways, reached)
        reached[center] = 0
        return reached


def _rivals(one: tuple[Counter, str], other: tuple[Counter, str], hub: str) -> bool:
    """Whether both are choices of the hub itself, of which a round has one."""
    return all(count[0] == "chosen" and count[1].partition(".")[0] == hub for count in (one, other))
