from types import SimpleNamespace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.reading.expressions import ExpressionError, Names, Value, compile_condition, compile_effect
from engine.reading.model import Variable

VARIABLES = msgspec.convert(
    {
        "hope": {"start": 0, "min": -5, "max": 5},
        "gold": {"start": 0},
        "bit": {"start": False},
        "vow": {"start": "none", "values": ["none", "meant"]},
        "name": {"start": "x"},
    },
    dict[str, Variable],
)
KNOWN = {"door", "far/door", "door.knock"}
NAMES = Names(VARIABLES, lambda counter, name: f"here/{name}" if name in KNOWN else None)


def state(**values: Value) -> SimpleNamespace:
    return SimpleNamespace(
        values={"hope": 1, "gold": 7, "bit": False, "vow": "meant", "name": "x", **values},
        seen={"here/door": 2},
        chosen={"here/door.knock": 1},
        looked={},
        turns=4,
    )


@pytest.mark.parametrize(
    ("source", "holds"),
    [
        ("hope >= 1", True), ("hope > 1", False), ("hope == 1 and not bit", True), ("bit or hope < 0", False),
        ("not (bit or hope < 2)", False), ("hope + gold - 2 <= 6", True), ("-hope == 0 - 1", True),
        ("vow == 'meant'", True), ('vow != "meant"', False), ("bit == false", True), ("true", True),
        ("seen(door)", True), ("seen(far/door)", False), ("seen(door) > 2", False), ("not chosen(door.knock)", False),
        ("chosen(door.knock) and turns == 4", True), ("bit or bit or hope", None), ("not not bit", False),
        ("bit and bit or true", True), ("looked( door )", False), ("name == 'y'", False),
    ],
)  # fmt: skip
def test_conditions(source: str, holds: bool | None) -> None:
    if holds is None:
        with pytest.raises(ExpressionError):
            compile_condition(source, NAMES)
    else:
        assert bool(compile_condition(source, NAMES)(state())) is holds


@pytest.mark.parametrize(
    ("source", "variable", "value"),
    [
        ("hope += 1", "hope", 2), ("hope += 9", "hope", 5), ("hope -= 9", "hope", -5), ("hope = 3", "hope", 3),
        ("hope = 30", "hope", 5), ("gold += hope", "gold", 8), ("gold -= 10", "gold", -3),
        ("bit = true", "bit", True),
        ("bit = hope > 0", "bit", True), ("vow = 'none'", "vow", "none"), ("gold = -2", "gold", -2),
    ],
)  # fmt: skip
def test_effects(source: str, variable: str, value: Value) -> None:
    effect = compile_effect(source, NAMES)
    assert effect.variable == variable
    assert effect.value(state()) == value


@pytest.mark.parametrize(
    ("source", "rule", "offset", "words"),
    [
        ("hop >= 1", "unknown-variable", 0, "no variable 'hop'"),
        ("hope >= 1 and nott", "unknown-variable", 14, "no variable"),
        ("seen(gate)", "unknown-target", 5, "no scene 'gate'"),
        ("chosen(door.kick)", "unknown-target", 7, "no choice"),
        ("looked(x)", "unknown-target", 7, "no look"),
        ("seen door", "bad-expression", 0, "brackets"),
        ("hope >=", "bad-expression", 7, "found the end"),
        ("hope >= 'a'", "bad-expression", 8, "cannot compare"),
        ("bit > bit", "bad-expression", 0, "compares numbers"),
        ("hope", "bad-expression", 0, "expected a yes or no"),
        ("hope and bit", "bad-expression", 0, "expected a yes or no"),
        ("bit bit", "bad-expression", 4, "expected the end"),
        ("(bit", "bad-expression", 4, "closing bracket"),
        ("bit & bit", "bad-expression", 4, "does not belong in an expression; write `and`"),
        ("bit || bit", "bad-expression", 4, "'|' does not belong in an expression; write `or`"),
        ("!bit", "bad-expression", 0, "write `not`"),
        ("hope =< 2", "bad-expression", 5, "'=<' does not belong in an expression; write `<=`"),
        ("hope =>2", "bad-expression", 5, "write `>=`"),
        ("hope <> 2", "bad-expression", 5, "write `!=`"),
        ("vow == ‘joke’", "bad-expression", 7, "write straight quotes"),
        ("vow == “joke”", "bad-expression", 7, "write straight quotes"),
        ("bit % bit", "bad-expression", 4, "does not belong in an expression"),
        ("hope = 2", "bad-expression", 5, "to compare, write =="),
        ("(bit and hope = 2)", "bad-expression", 14, "to compare, write =="),
        ("vow == 'ment'", "bad-expression", 7, "never 'ment'"),
        ("'ment' == vow", "bad-expression", 0, "never 'ment'"),
        ("hope > 99999999999", "bad-expression", 7, "too large"),
        ("and", "bad-expression", 0, "expected a variable"),
        ("", "bad-expression", 0, "expected a variable"),
        ("__import__('os')", "unknown-variable", 0, "no variable"),
        ("(" * 99 + "bit" + ")" * 99, "bad-expression", 40, "too deeply"),
        ("not " * 99 + "bit", "bad-expression", None, "too deeply"),
        ("-" * 99 + "1 > 0", "bad-expression", None, "too deeply"),
    ],
)  # fmt: skip
def test_bad_conditions_say_what_and_where(source: str, rule: str, offset: int | None, words: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_condition(source, NAMES)
    error = caught.value
    assert (error.rule, words in error.message) == (rule, True), error.message
    assert offset is None or error.offset == offset


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("hop += 1", "no variable"), ("hope", "expected `=`"), ("hope == 1", "expected `=`"), ("3 = 3", "a variable"),
        ("bit += 1", "changes numbers"), ("bit += true", "changes numbers"), ("hope = bit", "expected a number"),
        ("vow = 'ment'", "never 'ment'"), ("hope += 1 2", "expected the end"), ("vow = 3", "expected a word"),
    ],
)  # fmt: skip
def test_bad_effects(source: str, words: str) -> None:
    with pytest.raises(ExpressionError, match=words):
        compile_effect(source, NAMES)


@given(st.text(alphabet="hope gold bit vow seen(door) and or not 0123456789<>=!+-'\"().%λ", max_size=60))
def test_any_text_is_an_expression_or_an_error_with_a_place(source: str) -> None:
    for compiler in (compile_condition, compile_effect):
        try:
            compiler(source, NAMES)
        except ExpressionError as error:
            assert 0 <= error.offset <= len(source)
            assert error.message
