"""The small language, closely: limits, positions, words of complaint, and what counts mean."""

import pytest

from engine.reading.expressions import ExpressionError, Names, compile_condition, compile_effect
from engine.reading.model import Variable

VARIABLES = {
    "n": Variable(start=3, min=-5, max=9),
    "flag": Variable(start=True),
    "off": Variable(start=False),
    "word": Variable(start="one", values=("one", "two")),
    "any": Variable(start="one"),
}
NAMES = Names(VARIABLES, lambda counter, name: f"c/{name}" if name in ("known", "never") else None)


class State:
    """What a condition asks of."""

    def __init__(self) -> None:
        self.values = {name: one.start for name, one in VARIABLES.items()}
        self.seen, self.chosen, self.looked = {"c/known": 2}, {"c/known": 3}, {"c/known": 4}
        self.turns = 7


def holds(source: str) -> object:
    return compile_condition(source, NAMES)(State())


def wrong(source: str, effect: bool = False) -> tuple[str, int, str, str]:
    with pytest.raises(ExpressionError) as caught:
        (compile_effect if effect else compile_condition)(source, NAMES)
    error = caught.value
    assert str(error) == error.message
    return error.message, error.offset, error.rule, error.name


@pytest.mark.parametrize(
    "source",
    [
        "n == 3", "n != 4", "n >= 3", "n <= 3", "n > 2", "n < 4", "not n > 3", "not n < 3", "not n >= 4",
        "not n <= 2", "n + 1 == 4", "n - 1 == 2", "n - 1 - 1 == 1", "n + 2 - 1 == 4", "-n == -3", "--n == 3",
        "- - n - 1 == 2", "flag", "not off", "not not flag", "flag == true", "off == false", "flag != off",
        "flag and not off", "off or flag", "off or off or flag", "flag and flag and flag", "not (flag and off)",
        "(flag)", "((flag))", "flag or off and off", "word == 'one'", 'word != "two"', "any == 'else' or flag",
        "'one' == word", "turns == 7", "turns > 6", "seen(known) == 2", "chosen(known) == 3", "looked(known) == 4",
        "seen( known ) > 1", "seen(never) == 0", "chosen(never) == 0", "looked(never) == 0", "seen(known)",
        "not seen(never)", "not chosen(never) and looked(known)", "seen(known)and flag", "  flag  ",
        "(seen(known) or off) == flag", "(flag and looked(known)) == true", "(not not seen(known)) == flag",
        "n < 1000000000", "n < 999999999", "seen(known)>1and(flag)", "not off == flag",
    ],
)  # fmt: skip
def test_what_holds(source: str) -> None:
    assert holds(source) is True or (isinstance(holds(source), int) and holds(source))


@pytest.mark.parametrize(
    ("source", "message", "offset", "rule", "name"),
    [
        ("n", "expected a yes or no, found a number", 0, "bad-expression", ""),
        ("word", "expected a yes or no, found a word", 0, "bad-expression", ""),
        ("flag and n", "expected a yes or no, found a number", 9, "bad-expression", ""),
        ("n and flag", "expected a yes or no, found a number", 0, "bad-expression", ""),
        ("off or n", "expected a yes or no, found a number", 7, "bad-expression", ""),
        ("n or flag", "expected a yes or no, found a number", 0, "bad-expression", ""),
        ("not n", "expected a yes or no, found a number", 4, "bad-expression", ""),
        ("flag and flag and n", "expected a yes or no, found a number", 18, "bad-expression", ""),
        ("flag or flag or n", "expected a yes or no, found a number", 16, "bad-expression", ""),
        ("n + flag == 3", "expected a number, found a yes or no", 4, "bad-expression", ""),
        ("flag + n == 3", "expected a number, found a yes or no", 0, "bad-expression", ""),
        ("n + n + flag == 3", "expected a number, found a yes or no", 8, "bad-expression", ""),
        ("n == - flag", "expected a number, found a yes or no", 7, "bad-expression", ""),
        ("n == word", "cannot compare a number with a word", 5, "bad-expression", ""),
        ("flag > off", "'>' compares numbers, not a yes or no", 0, "bad-expression", ""),
        ("word <= 'one'", "'<=' compares numbers, not a word", 0, "bad-expression", ""),
        ("word == 'three'", "word is never 'three'; it is one of one, two", 8, "bad-expression", ""),
        ("'three' == word", "word is never 'three'; it is one of one, two", 0, "bad-expression", ""),
        ("flag and nobody", "no variable 'nobody'", 9, "unknown-variable", "nobody"),
        ("flag and", "expected a variable, a number or a word in quotes, found the end", 8, "bad-expression", ""),
        ("flag and or", "expected a variable, a number or a word in quotes, found 'or'", 9, "bad-expression", ""),
        ("flag or not", "expected a variable, a number or a word in quotes, found the end", 11, "bad-expression", ""),
        ("and", "expected a variable, a number or a word in quotes, found 'and'", 0, "bad-expression", ""),
        ("or", "expected a variable, a number or a word in quotes, found 'or'", 0, "bad-expression", ""),
        ("n > not flag", "expected a variable, a number or a word in quotes, found 'not'", 4, "bad-expression", ""),
        ("(flag", "expected a closing bracket, found the end", 5, "bad-expression", ""),
        ("(flag off", "expected a closing bracket, found 'off'", 6, "bad-expression", ""),
        ("flag  $", "'$' does not belong in an expression", 6, "bad-expression", ""),
        ("n == 1000000001", "the number is too large", 5, "bad-expression", ""),
        ("n == 12345678901", "the number is too large", 5, "bad-expression", ""),
        (f"n == {'9' * 400}", "the number is too large", 5, "bad-expression", ""),
        ("seen", "seen needs a name in brackets: seen(...)", 0, "bad-expression", ""),
        ("flag and chosen known", "chosen needs a name in brackets: chosen(...)", 9, "bad-expression", ""),
        ("looked(known", "looked needs a name in brackets: looked(...)", 0, "bad-expression", ""),
        ("off or seen( nowhere)", "no scene 'nowhere'", 13, "unknown-target", "nowhere"),
        ("chosen(nowhere)", "no choice 'nowhere'", 7, "unknown-target", "nowhere"),
        ("looked(nowhere)", "no look 'nowhere'", 7, "unknown-target", "nowhere"),
        ("x" * 501, "longer than 500 characters; say it in several", 0, "bad-expression", ""),
    ],
)
def test_complaints_of_conditions(source: str, message: str, offset: int, rule: str, name: str) -> None:
    assert wrong(source) == (message, offset, rule, name)


@pytest.mark.parametrize(
    ("source", "message", "offset", "rule", "name"),
    [
        ("3 = 4", "expected a variable, found '3'", 0, "bad-expression", ""),
        ("", "expected a variable, found the end", 0, "bad-expression", ""),
        ("nobody = 3", "no variable 'nobody'", 0, "unknown-variable", "nobody"),
        ("n", "expected `=`, `+=` or `-=`, found the end", 1, "bad-expression", ""),
        ("n == 3", "expected `=`, `+=` or `-=`, found '=='", 2, "bad-expression", ""),
        ("n = flag", "expected a number, found a yes or no", 4, "bad-expression", ""),
        ("n += word", "expected a number, found a word", 5, "bad-expression", ""),
        ("word = 'three'", "word is never 'three'; it is one of one, two", 7, "bad-expression", ""),
        ("flag += 1", "'+=' changes numbers, and flag is a yes or no", 5, "bad-expression", ""),
        ("word -= 'one'", "'-=' changes numbers, and word is a word", 5, "bad-expression", ""),
    ],
)
def test_complaints_of_effects(source: str, message: str, offset: int, rule: str, name: str) -> None:
    assert wrong(source, effect=True) == (message, offset, rule, name)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("n = 4", 4), ("n += 2", 5), ("n -= 2", 1), ("n += 100", 9), ("n -= 100", -5), ("n = 10", 9), ("n = -9", -5),
        ("n = 9", 9), ("n = -5", -5), ("n += turns - 5", 5), ("flag = false", False), ("off = n > 2", True),
        ("off = flag and not off", True), ("word = 'two'", "two"), ("any = 'thing'", "thing"), ("any = word", "one"),
        ("n = seen(known)", 2), ("n = chosen(known)", 3), ("n = looked(known)", 4), ("n = -n + 1", -2),
        ("off = seen(never) or seen(known)", True), ("off = looked(known) and seen(known)", True),
    ],
)  # fmt: skip
def test_what_effects_do(source: str, value: object) -> None:
    effect = compile_effect(source, NAMES)
    assert effect.variable == source.split(maxsplit=1)[0]
    assert effect.value(State()) == value


def test_how_deep_it_may_go() -> None:
    for opening, inside, closing in (("(", "flag", ")"), ("not ", "flag", ""), ("- ", "n", "")):
        tail = " == 3" if inside == "n" else ""
        for depth in (1, 38):
            compile_condition(f"{opening * depth}{inside}{closing * depth}{tail}", NAMES)
        source = f"{opening * 60}{inside}{closing * 60}{tail}"
        message, offset, rule, _ = wrong(source)
        assert (message, rule) == ("nested too deeply", "bad-expression")
        assert 35 * len(opening) <= offset <= 42 * len(opening)
    beside = " and ".join(["(not (not flag))"] * 22)
    assert holds(beside)
    assert holds(" or ".join(["(n == - - n)"] * 30))
