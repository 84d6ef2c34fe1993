"""A story's scenes as a graph, all by number in the order of the story's places."""

from collections.abc import Iterable, Sequence

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
    """What can have happened in one round: between one visit to a scene and the next to the same scene."""

    def __init__(self, story: Story, ways: Ways) -> None:
        self.story, self.ways = story, ways
        self._left = _WALKED_IN_ALL + _WALKED_A_SCENE * len(ways)
        self._number: dict[str, int] | None = None

    def groups(self, hub: str, counts: list[tuple[Counter, str]]) -> list[int | None] | None:
        """A number for each count, so that counts with different numbers never rise in the same round of `hub`.

        A count that can rise before the hub is first come to has no number. None if this would take too long.
        """
        if self._number is None:
            self._number = {name: at for at, name in enumerate(self.story.places)}
        if (len(counts) + 1) * len(self.ways) > self._left:
            return None
        self._left -= (len(counts) + 1) * len(self.ways)
        number, center = self._number, self._number[hub]
        before = self._from(chapter_starts(self.story), center)
        nodes: list[int | None] = []
        for counter, name in counts:
            scene, _, item = name.partition(".")
            at: int | None = number[scene]
            if scene == hub:
                # A choice of the hub's own begins a round: it stands where it leads.
                at = self._target(hub, item) if counter == "chosen" else None
            nodes.append(None if at is None or at == UNKNOWN or (scene != hub and before[at]) else at)
        groups: list[int | None] = [None if at is None else place for place, at in enumerate(nodes)]
        for place, at in enumerate(nodes):
            if at is not None:
                after = self._from([at], center)
                for other, to in enumerate(nodes):
                    if (
                        other != place
                        and to is not None
                        and after[to]
                        and not self._rivals(counts, place, other, hub)
                    ):
                        old, new = groups[other], groups[place]
                        groups = [new if one == old else one for one in groups]
        return groups

    def _rivals(self, counts: list[tuple[Counter, str]], one: int, other: int, hub: str) -> bool:
        """Whether both are choices of the hub itself, of which a round has one."""
        return all(counts[at][0] == "chosen" and counts[at][1].partition(".")[0] == hub for at in (one, other))

    def _target(self, hub: str, item: str) -> int | None:
        place = self.story.places[hub]
        to = self.story.resolve(self.story.choice(hub, item).to, self.story.chapters[place.chapter])
        return None if to is None or to == hub or self._number is None else self._number[to]

    def _from(self, starts: list[int], center: int) -> bytearray:
        reached = bytearray(len(self.ways))
        reached[center] = 1
        spread(starts, self.ways, reached)
        reached[center] = 0
        return reached
