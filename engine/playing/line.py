"""The typed line: the same small grammar in the line-mode player and in the app."""

import re
from typing import Literal, NamedTuple

from engine.commands import Command
from engine.playing.moment import Moment, Option, Sight
from engine.playing.playthrough import PlayError, Playthrough
from engine.reading.prose import plain

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_TO = re.compile(r"\sto\s")
_ARTICLES = {"the", "a", "an", "at", "my", "your", "his", "her", "their"}


class Understood(NamedTuple):
    """What a line asks for: `what` tells which of the other fields counts."""

    what: Literal["choice", "look", "command", "unclear"]
    option: Option | None = None
    sight: Sight | None = None
    command: Command | None = None
    argument: str = ""
    message: str = ""


def names(asked: str, name: str, own_id: str) -> bool:
    """Whether what was typed names something: its id, or the first words of its name."""
    typed = words_of(asked)
    return asked == own_id or (bool(typed) and words_of(name)[: len(typed)] == typed)


def two_names(argument: str) -> tuple[str, str] | None:
    """Two names that were typed: parted by a comma, by `to`, or two words; None where it is not sure which two."""
    both = argument.split(",", 1)
    if len(both) != 2:
        both = _TO.split(argument, maxsplit=1)
    if len(both) != 2:
        both = argument.split()
    both = [one.strip() for one in both]
    return (both[0], both[1]) if len(both) == 2 and all(both) else None


def turn_number(typed: str, play: Playthrough) -> int:
    """The turn of which the number was typed. Raises PlayError when there is none."""
    number = int(typed[:9]) if typed.isascii() and typed.isdigit() else play.length
    if number >= play.length:
        raise PlayError(f"turns are numbered 0 to {play.length - 1}; history and a number goes back to one")
    return number


def words_of(text: str) -> list[str]:
    """The words of a text, small, with straight apostrophes."""
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


def understand(line: str, moment: Moment, commands: tuple[Command, ...]) -> Understood:
    """What the reader means: a choice's number, a command, `look at the ring`, or the start of a choice's words."""
    text = line.strip().removeprefix(":").strip()  # the key that opens the line, pressed once more
    if not text:
        return _unclear("Type a number, the first words of a choice, or help.")
    number = text.rstrip(".)")  # as choices are listed
    if number.isascii() and number.isdigit():
        return _numbered(number, moment)
    first, _, rest = text.partition(" ")
    by_words = _options_starting(words_of(text), moment)
    if len(by_words) == 1 and len(words_of(text)) > 1:
        return _chosen(by_words[0])
    if words_of(text) == ["go", "back"] and not by_words:
        first, rest = "back", ""
    for command in commands:
        if first.lower() in command.words:
            if command.id == "look" and rest.strip():
                return _sight(rest, moment)
            if rest.strip() and not command.argument:
                break
            return Understood("command", command=command, argument=rest.strip())
    if by_words:
        if len(by_words) == 1:
            return _chosen(by_words[0])
        return _unclear("That could be " + " or ".join(f'"{plain(one.text)}"' for one in by_words) + ".")
    if first.lower() in ("examine", "x", "see", "watch", "i", "inventory"):
        return _sight(rest, moment)
    if matches := _sights(text, moment):
        return Understood("look", sight=matches[0])
    return _unclear(_nearest(text, moment, commands))


def complete(text: str, moment: Moment, commands: tuple[Command, ...]) -> list[str]:
    """Lines that begin as the text does."""
    offered = [plain(option.text) for option in moment.options if option.open]
    offered += [f"look at {sight.name}" for sight in moment.sights]
    offered += [command.words[0] for command in commands if command.words]
    start = text.lower()
    return [one for one in offered if one.lower().startswith(start) and one.lower() != start]


def _numbered(text: str, moment: Moment) -> Understood:
    number = int(text) if len(text) < 4 else 0
    if 1 <= number <= len(moment.options):
        return _chosen(moment.options[number - 1])
    if not moment.options:
        return _unclear("There is nothing to choose here.")
    return _unclear(f"There is no choice {text[:12]}; choose 1 to {len(moment.options)}.")


def _chosen(option: Option) -> Understood:
    if option.why:
        return _unclear(f"{plain(option.text)}: {option.why}")
    return Understood("choice", option=option)


def _options_starting(words: list[str], moment: Moment) -> list[Option]:
    starts = [option for option in moment.options if words and words_of(plain(option.text))[: len(words)] == words]
    whole = [option for option in starts if words_of(plain(option.text)) == words]
    return whole or starts


def _sights(text: str, moment: Moment) -> list[Sight]:
    asked = [word for word in words_of(text) if word not in _ARTICLES]
    if not asked:
        return []
    for wanted in (asked, asked[-1:]):
        found = [
            sight
            for sight in moment.sights
            if any(_names(wanted, name) for name in (sight.name, sight.id.replace("-", " "), *sight.aka))
        ]
        if found:
            return found
    return []


def _names(asked: list[str], name: str) -> bool:
    own = [word for word in words_of(name) if word not in _ARTICLES]
    return bool(own) and (asked == own or (len(asked) == 1 and asked[0] in own))


def _sight(text: str, moment: Moment) -> Understood:
    found = _sights(text, moment)
    if len(found) == 1:
        return Understood("look", sight=found[0])
    if found:
        return _unclear("Which: " + " or ".join(sight.name for sight in found) + "?")
    names = ", ".join(sight.name for sight in moment.sights)
    return _unclear(f"Here you can look at {names}." if names else "There is nothing here that wants a closer look.")


def _nearest(text: str, moment: Moment, commands: tuple[Command, ...]) -> str:
    from difflib import get_close_matches

    offered = {plain(option.text).lower(): plain(option.text) for option in moment.options}
    offered |= {word: word for command in commands for word in command.words}
    offered |= {sight.name.lower(): f"look at {sight.name}" for sight in moment.sights}
    near = get_close_matches(text.lower(), offered, n=1, cutoff=0.6)
    if near:
        return f'I do not follow. Did you mean "{offered[near[0]]}"?'
    return "I do not follow. Type a number, the first words of a choice, look, or help."


def _unclear(message: str) -> Understood:
    return Understood("unclear", message=message)
