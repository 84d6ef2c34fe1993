"""Two readers who want the opposite: the most that two ways through a story can differ."""

from collections.abc import Iterable
from typing import NamedTuple

from engine.playing.events import UNDO, begin, choose
from engine.playing.playthrough import Playthrough
from engine.playing.script import Script
from engine.playing.walks import MOST_TURNS, Ground, Walk, shared, take_in


class Opposites(NamedTuple):
    """Two readers who want the opposite, and the share of words that they have in common."""

    up: Walk
    down: Walk
    shared_words: float


def opposites(script: Script, stances: Iterable[str], most_turns: int = MOST_TURNS) -> Opposites:
    """One reader takes what raises the sum of the stances, the other what lowers it."""
    ground, names = Ground(script), tuple(stances)
    up, down = _greedy(ground, names, 1, most_turns), _greedy(ground, names, -1, most_turns)
    return Opposites(up, down, shared(ground, up.told, down.told))


def _greedy(ground: Ground, stances: tuple[str, ...], sign: int, most_turns: int) -> Walk:
    """Take what is best for the stances, roads not yet taken first; the first of equals."""
    play = Playthrough(ground.script)
    play.do(begin(ground.script.first_chapter))
    told: set[int] = set()
    words = take_in(ground, play, told)
    for _ in range(most_turns):
        options = play.open_choices()
        if play.ended or not options:
            break
        scene, rated = play.scene.id, []
        for place, option in enumerate(options):
            taken = play.chosen.get(option.key, 0)
            play.do(choose(scene, option.choice.id))
            rated.append((taken, -sign * sum(int(play.values[name]) for name in stances), place))
            play.do(UNDO)
        option = options[min(rated)[2]]
        play.do(choose(scene, option.choice.id))
        words += take_in(ground, play, told)
    return Walk(words, frozenset(told), play)
