"""Random playthroughs: how much of a story is reached, how long it is, how alike two ways through it are.

A walk takes one of the open choices, each as likely as another, and looks at things now and then; it ends where
nothing can be chosen, after a bound of turns, or at an ending, from which it goes on now and then where that has
choices. Each walk has a chance of its own, made from the seed
and its number, so a report does not depend on how many processes have made it.
"""

from collections import Counter
from collections.abc import Iterable
from random import Random
from statistics import fmean, median
from typing import NamedTuple

from engine.playing.events import begin, choose, look
from engine.playing.playthrough import Playthrough
from engine.playing.script import Passage, Script
from engine.reading.expressions import Value
from engine.reading.model import Block, Prose
from engine.reading.prose import plain
from engine.reading.story import Story
from engine.reading.words import blocks
from engine.reading.words import words as count_words

MOST_TURNS = 1000
_LOOKS = 0.1
"""How likely a walker is to look at something before it chooses."""
_STAYS = 0.5
"""How likely a walker is to stop at an ending."""


class Side(NamedTuple):
    """One side of a conditional passage: where it stands, and the number of its first paragraph."""

    place: str
    paragraph: int


class Ground:
    """A story measured for walking: its paragraphs numbered and their words counted, once."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.number: dict[int, int] = {}
        """A paragraph's number by the identity of its object, which the script keeps."""
        self.words: list[int] = []
        self.sides: list[Side] = []
        for scene_id in script.story.places:
            scene = script.scene(scene_id)
            self._passages(scene.text, scene_id)
            for option in scene.choices.values():
                self._passages(option.after, option.key)
            for one in scene.looks.values():
                self._passages(one.text, one.key)

    def _passages(self, passages: tuple[Passage, ...], where: str) -> None:
        for at, passage in enumerate(passages, 1):
            for side, told in (("", passage.told), (" else", passage.otherwise)):
                if told and passage.when is not None:
                    self.sides.append(Side(f"{where} passage {at}{side}", len(self.words)))
                for paragraph in told:
                    self.number[id(paragraph)] = len(self.words)
                    self.words.append(count_words(plain(paragraph.text)))

    def told(self, paragraphs: Iterable[int]) -> int:
        """How many words the paragraphs have."""
        return sum(map(self.words.__getitem__, paragraphs))


class Walk(NamedTuple):
    """One walk: how many words it showed, which paragraphs, and where it stopped."""

    words: int
    told: frozenset[int]
    play: Playthrough


class Round(NamedTuple):
    """How a walk went on without end: the scenes of its later half, and the variables as it left them."""

    scenes: tuple[str, ...]
    values: dict[str, Value]


class Tally(NamedTuple):
    """What a number of walks came to; tallies add up."""

    words: list[int]
    shared: list[float]
    scenes: set[str]
    choices: set[str]
    looks: set[str]
    told: set[int]
    dead_ends: Counter[str]
    endless: int
    turns: int
    round: Round | None


class Report(NamedTuple):
    """What all walks came to; shares are fractions of 1."""

    walks: int
    seed: int
    turns: int
    words: tuple[int, int, int]
    """Least, in the middle, most."""
    shared_words: float
    reached: dict[str, float]
    never: dict[str, tuple[str, ...]]
    """Scenes, choices, looks and passages that no walk has met."""
    dead_ends: dict[str, int]
    endless: int
    """Walks that had not come to an end after the most turns."""
    round: Round | None
    """How the first of those went on."""


def one_walk(ground: Ground, chance: Random, most_turns: int = MOST_TURNS) -> Walk:
    """Walk once."""
    play = Playthrough(ground.script)
    play.do(begin(ground.script.first_chapter))
    told: set[int] = set()
    words = take_in(ground, play, told)
    random = chance.random
    for _ in range(most_turns):
        scene = play.scene
        if scene.ending and random() < _STAYS:
            break
        if scene.looks and random() < _LOOKS:
            sights = [one for one in scene.looks.values() if one.key not in play.looked]
            sights = [one for one in sights if one.when is None or one.when(play)]
            if sights:
                play.do(look(scene.id, sights[int(random() * len(sights))].look.id))
                words += take_in(ground, play, told)
                continue
        options = play.open_choices()
        if not options:
            break
        option = options[int(random() * len(options))]
        play.do(choose(scene.id, option.choice.id))
        words += take_in(ground, play, told)
    return Walk(words, frozenset(told), play)


def take_in(ground: Ground, play: Playthrough, told: set[int]) -> int:
    """Add the paragraphs of the last turn to what was told; how many words they have."""
    numbers = [ground.number[id(paragraph)] for paragraph in play.turn(-1).told]
    told.update(numbers)
    return ground.told(numbers)


def shared(ground: Ground, one: frozenset[int], other: frozenset[int]) -> float:
    """The share of their words that two walks have in common: twice those told in both, of the sum of both."""
    both = ground.told(one) + ground.told(other)
    return 2 * ground.told(one & other) / both if both else 1.0


def some_walks(ground: Ground, seed: int, numbers: range, most_turns: int = MOST_TURNS) -> Tally:
    """The walks of those numbers; each is compared with the one after it, in pairs, so the first is to be even."""
    tally = Tally([], [], set(), set(), set(), set(), Counter(), 0, 0, None)
    endless = turns = 0
    first: Round | None = None
    before: frozenset[int] | None = None
    for number in numbers:
        walk = one_walk(ground, Random(seed * 1_000_003 + number), most_turns)
        play = walk.play
        tally.words.append(walk.words)
        tally.scenes.update(play.seen)
        tally.choices.update(play.chosen)
        tally.looks.update(play.looked)
        tally.told.update(walk.told)
        turns += play.length
        if not play.ended:
            if play.open_choices():
                endless += 1
                first = first or _round(play)
            else:
                tally.dead_ends[play.scene.id] += 1
        if before is None:
            before = walk.told
        else:
            tally.shared.append(shared(ground, before, walk.told))
            before = None
    return tally._replace(endless=endless, turns=turns, round=first)


def _round(play: Playthrough) -> Round:
    return Round(tuple(dict.fromkeys(turn.scene for turn in play.history(play.length // 2))), dict(play.values))


def walk(script: Script, count: int, seed: int = 1, most_turns: int = MOST_TURNS) -> Report:
    """Walk that many times."""
    ground = Ground(script)
    return report_of(ground, seed, [some_walks(ground, seed, range(count), most_turns)])


def report_of(ground: Ground, seed: int, tallies: Iterable[Tally]) -> Report:
    """What walks came to that were made in one or several goes."""
    total = Tally([], [], set(), set(), set(), set(), Counter(), 0, 0, None)
    for tally in tallies:
        total.words.extend(tally.words)
        total.shared.extend(tally.shared)
        total.scenes.update(tally.scenes)
        total.choices.update(tally.choices)
        total.looks.update(tally.looks)
        total.told.update(tally.told)
        total.dead_ends.update(tally.dead_ends)
        total = total._replace(
            endless=total.endless + tally.endless, turns=total.turns + tally.turns, round=total.round or tally.round
        )
    words = sorted(total.words) or [0]
    sides = [side.place for side in ground.sides if side.paragraph not in total.told]
    scenes = [ground.script.scene(scene) for scene in ground.script.story.places]
    every = {
        "scenes": ([scene.id for scene in scenes], total.scenes),
        "choices": ([one.key for scene in scenes for one in scene.choices.values()], total.choices),
        "looks": ([one.key for scene in scenes for one in scene.looks.values()], total.looks),
    }
    never = {what: tuple(one for one in known if one not in met) for what, (known, met) in every.items()}
    sizes = {what: len(known) for what, (known, _) in every.items()} | {"passages": len(ground.sides)}
    never["passages"] = tuple(sides)
    return Report(
        len(total.words),
        seed,
        total.turns,
        (words[0], round(median(words)), words[-1]),
        fmean(total.shared) if total.shared else 1.0,
        {what: (sizes[what] - len(missed)) / sizes[what] if sizes[what] else 1.0 for what, missed in never.items()},
        never,
        dict(sorted(total.dead_ends.items())),
        total.endless,
        total.round,
    )


class Size(NamedTuple):
    """How large a story is."""

    chapters: int
    scenes: int
    choices: int
    looks: int
    conditional_passages: int
    words: int
    """Of all that scenes, choices and looks may tell."""


def size(story: Story) -> Size:
    """Count a story."""
    scenes = [place.scene for place in story.places.values()]
    told: list[Prose] = [scene.text for scene in scenes]
    told += [choice.after for scene in scenes for choice in scene.choices]
    told += [one.text for scene in scenes for one in scene.looks]
    conditional = [
        block
        for prose in told
        if not isinstance(prose, str)
        for block in prose
        if isinstance(block, Block) and block.when
    ]
    return Size(
        len(story.chapters),
        len(scenes),
        sum(len(scene.choices) for scene in scenes),
        sum(len(scene.looks) for scene in scenes),
        len(conditional),
        sum(count_words(text) for prose in told for _, text in blocks(prose)),
    )
