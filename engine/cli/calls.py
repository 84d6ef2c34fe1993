"""The calls of the command line as one table: parsed from it, and explained from it."""

from collections.abc import Iterable
from typing import NamedTuple


class CallError(Exception):
    """A call that cannot be understood: one line."""


class Option(NamedTuple):
    """An option of a call; `value` names what follows it, if anything does."""

    name: str
    help: str
    value: str = ""
    values: tuple[str, ...] = ()


class Call(NamedTuple):
    """One thing that the command does."""

    name: str
    arguments: str
    help: str
    options: tuple[Option, ...] = ()
    most: int = 1
    """How many arguments it takes at most."""


class Asked(NamedTuple):
    """What was asked for: the call, its arguments, its options by name."""

    call: Call
    arguments: tuple[str, ...]
    options: dict[str, str]
    named: bool = True
    """Whether the call was named; if not, it is play."""

    def has(self, name: str) -> bool:
        """Whether the option was given."""
        return name in self.options

    def get(self, name: str, default: str = "") -> str:
        """The option's value."""
        return self.options.get(name, default)

    def number(self, name: str, default: int, least: int = 0, most: int = 10**9) -> int:
        """The option's value as a number. Raises CallError."""
        text = self.options.get(name)
        if text is None:
            return default
        try:
            number = int(text) if len(text) < 20 else most + 1
        except ValueError:
            raise CallError(f"{name} takes a number, not {text[:40]!r}") from None
        if not least <= number <= most:
            raise CallError(f"{name} is a number from {least} to {most}")
        return number


JSON = Option("--json", "print JSON")
PLAY = Call(
    "play",
    "[STORY]",
    "play a story (what happens when no call is named)",
    (
        Option("--plain", "line mode: for pipes, screen readers, dumb terminals"),
        Option("--resume", "go on where you left off"),
        Option("--chapter", "begin at a chapter, by its id or number", "ID"),
        Option("--slot", "keep the playthrough in a save slot of that name", "NAME"),
    ),
)
CALLS = (
    PLAY,
    Call(
        "check",
        "[STORY]",
        "print every problem of a story; exit code 1 if there are errors",
        (
            JSON,
            Option("--walks", "play it at random that many times, and report", "N"),
            Option("--seed", "seed of the random walks (default 1)", "N"),
            Option("--jobs", "processes for the walks (default: one a core)", "N"),
            Option("--rules", "list the rules instead"),
        ),
    ),
    Call(
        "map",
        "[STORY]",
        "print the story's graph",
        (Option("--format", "how (default text)", "FORMAT", ("text", "mermaid", "dot")),),
    ),
    Call(
        "export",
        "[STORY]",
        "print the whole story, or the transcript of one playthrough",
        (
            Option(
                "--format",
                "how (default markdown; twee and ink leave out the commentary)",
                "FORMAT",
                ("markdown", "twee", "ink"),
            ),
            Option("--slot", "the transcript of that save slot", "NAME"),
        ),
    ),
    Call(
        "saves",
        "[list | rename OLD NEW | delete NAME | export NAME FILE | import FILE]",
        "list and keep save slots in order",
        (JSON, Option("--story", "of another story than the default", "FOLDER")),
        3,
    ),
    Call("new", "FOLDER", "write a small story that plays, to begin one of your own"),
    Call(
        "serve",
        "[STORY]",
        "the same app in a browser (needs the extra `web`)",
        (
            Option("--host", "address to listen on (default 127.0.0.1: this machine alone)", "ADDRESS"),
            Option("--port", "port to listen on (default 8000)", "N"),
        ),
    ),
)
BY_NAME = {call.name: call for call in CALLS}


def parse(arguments: list[str]) -> Asked:
    """What the arguments ask for. Raises CallError."""
    call, rest = PLAY, arguments
    named = bool(arguments) and arguments[0] in BY_NAME
    if named:
        call, rest = BY_NAME[arguments[0]], arguments[1:]
    known = {option.name: option for option in call.options}
    taken: list[str] = []
    options: dict[str, str] = {}
    waiting = list(reversed(rest))
    while waiting:
        one = waiting.pop()
        if one == "--":
            taken += reversed(waiting)
            break
        if not one.startswith("-") or one == "-":
            taken.append(one)
            continue
        name, equals, value = one.partition("=")
        option = known.get(name)
        if option is None:
            raise CallError(f"no option {name[:40]!r} for {call.name}{_like(name, known)}{_see(arguments, named)}")
        if option.value and not equals:
            if not waiting:
                raise CallError(f"{name} needs {option.value}")
            value = waiting.pop()
        elif equals and not option.value:
            raise CallError(f"{name} takes no value")
        if option.value == "FOLDER" and not value:
            raise CallError(f"{name} has an empty name; name a folder, or leave it out")
        if option.values and value not in option.values:
            raise CallError(f"{name} is one of {', '.join(option.values)}, not {value[:40]!r}")
        options[name] = value
    if len(taken) > call.most:
        raise CallError(f"too many arguments for {call.name}: {taken[call.most][:40]!r}{_see(arguments, named)}")
    if taken == [""] and call.most == 1:
        raise CallError(f"the folder's name is empty; name one: anora {call.name} {call.arguments}")
    return Asked(call, tuple(taken), options, named)


def _see(arguments: list[str], named: bool) -> str:
    if named:
        return f"; see anora {arguments[0]} --help"
    return call_like(arguments[0]) or "; see anora play --help"


def call_like(word: str) -> str:
    """`; did you mean anora ...?` if a word is near to a call's name, else nothing."""
    near = "" if word.startswith("-") else _nearest(word, BY_NAME)
    return f"; did you mean anora {near}?" if near else ""


def _like(name: str, known: dict[str, Option]) -> str:
    near = _nearest(name, known)
    return f" (did you mean {near}?)" if near else ""


def _nearest(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(name[:100], list(known), n=1)), "")


def asks_for_help(arguments: list[str]) -> bool:
    """Whether they ask for a help page: by its option, or by a word of its own."""
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    return arguments[:1] == ["help"] or "--help" in options or "-h" in options


def help_of(arguments: list[str]) -> str:
    """The help page: of the whole command, or of the call that the arguments begin with."""
    arguments = arguments[1:] if arguments[:1] == ["help"] else arguments
    call = BY_NAME.get(arguments[0]) if arguments else None
    if call is None:
        return _whole()
    lines = [f"anora {call.name} {call.arguments}", "", f"  {call.help}", ""]
    lines += [_row(f"{one.name} {one.value}".strip(), _explained(one)) for one in call.options]
    return "\n".join(lines).rstrip()


def _whole() -> str:
    lines = ["anora: plays annotated, choice-based stories", ""]
    lines.append("  anora                        play the story that comes with it")
    for call in CALLS:
        first = call.arguments if len(call.arguments) < 15 else "..."
        lines.append(_row(f"anora {call.name} {first}", call.help))
    lines += ["", "Playing takes:"]
    lines += [_row(f"{one.name} {one.value}".strip(), _explained(one)) for one in PLAY.options]
    lines += ["", "anora CALL --help tells more of a call; --version prints the version."]
    lines.append("Saves and settings are in your data folder, or in the folder that ANORA_HOME names.")
    return "\n".join(lines)


def _explained(option: Option) -> str:
    return f"{option.help}: {', '.join(option.values)}" if option.values else option.help


def _row(left: str, right: str) -> str:
    return f"  {left:<28} {right}"
