import pytest

from engine.cli.calls import BY_NAME, CallError, asks_for_help, help_of, parse


def test_no_call_is_play() -> None:
    assert parse([]).call.name == "play"
    asked = parse(["a-folder", "--plain", "--chapter", "two"])
    assert (asked.call.name, asked.arguments) == ("play", ("a-folder",))
    assert asked.options == {"--plain": "", "--chapter": "two"}


def test_options_with_equals_and_after_arguments() -> None:
    asked = parse(["map", "x", "--format=dot"])
    assert asked.get("--format") == "dot"


def test_what_follows_two_dashes_is_no_option() -> None:
    assert parse(["check", "--", "--json"]).arguments == ("--json",)
    assert asks_for_help(["saves", "-h"]) and not asks_for_help(["saves", "delete", "--", "-h"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--frob"], "no option '--frob' for play"),
        (["check", "--wals", "3"], "did you mean --walks?"),
        (["check", "--walks"], "--walks needs N"),
        (["check", "--json=yes"], "--json takes no value"),
        (["map", "--format", "png"], "--format is one of text, mermaid, dot, not 'png'"),
        (["map", "a", "b"], "too many arguments for map: 'b'; see anora map --help"),
        (["chek", "s"], "too many arguments for play: 's'; did you mean anora check?"),
        (["exprot", "--format", "ink"], "no option '--format' for play; did you mean anora export?"),
        (["", "--plain"], "the folder's name is empty; name one: anora play [STORY]"),
        (["new", ""], "the folder's name is empty; name one: anora new FOLDER"),
        (["check", "--", ""], "the folder's name is empty"),
        (["saves", "--story", ""], "--story has an empty name; name a folder, or leave it out"),
    ],
)
def test_what_cannot_be_understood(arguments: list[str], said: str) -> None:
    with pytest.raises(CallError, match=r".") as error:
        parse(arguments)
    assert said in str(error.value)


@pytest.mark.parametrize("value", ["x", "-1", "1e3", "9" * 5000, "2000001"])
def test_numbers(value: str) -> None:
    with pytest.raises(CallError):
        parse(["check", f"--walks={value}"]).number("--walks", 0, 0, 2_000_000)


def test_help_has_every_call_and_option() -> None:
    for call in BY_NAME.values():
        assert f"anora {call.name}" in help_of([])
        for option in call.options:
            assert option.name in help_of([call.name])
