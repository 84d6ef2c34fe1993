"""Bytes to data and to nodes: what a story's file may hold, and where everything in it stands."""

import pytest
import yaml

from engine.clean import clean
from engine.reading.textfile import Finding, shown, unwanted
from engine.reading.yamlfile import DEEPEST, Node, Plain, Unusual, nodes, plain


def data_of(node: Node | None) -> Plain:
    """A tree as plain data."""
    assert node is not None
    if node.entries is not None:
        return {name: data_of(value) for name, (_, value) in node.entries.items()}
    if node.items is not None:
        return [data_of(one) for one in node.items]
    return node.value


GOOD = [
    (b"a: 1", {"a": 1}),
    (b"a: -12\nb: +3\nc: 007", {"a": -12, "b": 3, "c": 7}),
    (b"a: true\nb: false\nc: null\nd: ~\ne:", {"a": True, "b": False, "c": None, "d": None, "e": None}),
    (b"on: yes\nno: off\ny: n", {"on": "yes", "no": "off", "y": "n"}),
    (
        b"a: True\nb: 1.5\nc: .nan\nd: 0x1f\ne: 1_000",
        {"a": "True", "b": "1.5", "c": ".nan", "d": "0x1f", "e": "1_000"},
    ),
    (b"a: 2024-01-01\nb: 12:30", {"a": "2024-01-01", "b": "12:30"}),
    (b"a: 999999999999999999999999", {"a": "999999999999999999999999"}),
    ("a: ٣\nb: -x\nc: +".encode(), {"a": "٣", "b": "-x", "c": "+"}),
    (b"a: '1'\nb: \"true\"", {"a": "1", "b": "true"}),
    (b"1: a\ntrue: b\n'x': c", {"1": "a", "true": "b", "x": "c"}),
    (b"[1, [2, {a: b}], []]", [1, [2, {"a": "b"}], []]),
    (b"- a\n- - b\n- c: d\n  e: {}\n", ["a", ["b"], {"c": "d", "e": {}}]),
    (b"a: |\n  one\n  two\n\n  three\nb: >-\n  four\n  five\n", {"a": "one\ntwo\n\nthree\n", "b": "four five"}),
    (b'a: "x\\ty \\u2019"', {"a": "x\ty \u2019"}),
    (b"\xef\xbb\xbfa: 1", {"a": 1}),
    (b"a: |\r\n  one\r\n  two\r\nb: c\r\n", {"a": "one\ntwo\n", "b": "c"}),
    ("a: naïve – “so” 👩‍🚀".encode(), {"a": "naïve – “so” 👩‍🚀"}),
    (b"---\na: 1\n...\n", {"a": 1}),
    (b"# only\na: 1 # and more\n", {"a": 1}),
    (b"a: [brackets], {braces} and | bars\n".replace(b"[", b"x["), {"a": "x[brackets], {braces} and | bars"}),
]


@pytest.mark.parametrize(("text", "data"), GOOD, ids=[str(text) for text, _ in GOOD])
def test_both_ways_give_the_same_data(text: bytes, data: Plain) -> None:
    assert plain(text) == data
    tree = nodes(text)
    assert tree.found == []
    assert data_of(tree.root) == data


@pytest.mark.parametrize(("text", "data"), GOOD, ids=[str(text) for text, _ in GOOD])
def test_the_same_without_libyaml(text: bytes, data: Plain, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert plain(text) == data


BAD = [
    (b"a: &x 1\nb: *x", [(1, 4, "yaml-syntax"), (2, 4, "yaml-syntax")]),
    (b"a: !!python/object/apply:os.system [ls]", [(1, 4, "yaml-syntax")]),
    (b"a: !local x\nb: !!str 1\nc: ! x", [(1, 4, "yaml-syntax"), (2, 4, "yaml-syntax"), (3, 4, "yaml-syntax")]),
    (b"a: 1\nb: 2\n  \na: 3\nb: 4", [(4, 1, "duplicate-key")]),
    (b"<<: {a: 1}\nb: 2", [(1, 1, "yaml-syntax")]),
    (b"? [a, b]\n: c\nd: 1", [(1, 3, "yaml-syntax")]),
    (b"? {a: b}\n: {c: d}", [(1, 3, "yaml-syntax")]),
    (b": a", [(1, 1, "yaml-syntax")]),
    (b"a: 1\n---\nb: 2", [(2, 1, "yaml-syntax")]),
    (b"%YAML 1.2\n---\na: 1", [(1, 1, "yaml-syntax")]),
    (b"a: 1\n...\n%TAG ! x\n---\n", [(3, 1, "yaml-syntax")]),
    (b"a: [1, 2", [(1, 9, "yaml-syntax")]),
    (b"a: 'x", [(1, 4, "yaml-syntax")]),
    (b"a: b: c", [(1, 5, "yaml-syntax")]),
    (b"a: @x", [(1, 4, "yaml-syntax")]),
    (b"a:\n\t- b", [(2, 1, "yaml-syntax")]),
    (b"a: \x00", [(1, 4, "control-character")]),
    (b"a: b\x07c\n\xc2\x9b: d", [(1, 5, "control-character"), (2, 1, "control-character")]),
    (b"a: x\ry", [(1, 5, "control-character")]),
    (b'a: "\\e[0m"\n"\\0": b', [(1, 4, "control-character"), (2, 1, "control-character")]),
    (b'a: "\\u202e"', [(1, 4, "control-character")]),
    ("a: x\u2028y".encode(), [(1, 5, "control-character")]),
    (("a: e" + "\u0301" * 9).encode(), [(1, 5, "control-character")]),
    (b'a: "\\ud800"', [(1, 7, "yaml-syntax")]),
    (b"a: \xff", [(1, 4, "bad-encoding")]),
    (b"a: 1\nb: \xed\xa0\x80", [(2, 4, "bad-encoding")]),
    ("a: 1".encode("utf-16"), [(1, 1, "bad-encoding")]),
    (b"a: " + b"[" * (DEEPEST + 1), [(1, DEEPEST + 3, "yaml-syntax")]),
    (b"- " * 10_000 + b"a", [(1, 2 * DEEPEST + 1, "yaml-syntax")]),
    (b"x" * 2000 + b": a", [(1, 2001, "yaml-syntax")]),
    (b"? " + b"x" * 2000 + b"\n: a", [(1, 3, "yaml-syntax")]),
]


@pytest.mark.parametrize(("text", "found"), BAD, ids=[str(text)[:40] for text, _ in BAD])
def test_what_no_file_may_hold_is_refused_at_its_place(text: bytes, found: list[tuple[int, int, str]]) -> None:
    with pytest.raises(Unusual):
        plain(text)
    tree = nodes(text)
    assert [(one.line, one.column, one.rule) for one in tree.found] == found
    assert all(one.message.isprintable() for one in tree.found)


@pytest.mark.parametrize(("text", "found"), BAD, ids=[str(text)[:40] for text, _ in BAD])
def test_the_same_is_refused_without_libyaml(
    text: bytes, found: list[tuple[int, int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader")
    with pytest.raises(Unusual):
        plain(text)
    assert nodes(text).found


def test_no_story_carries_what_line_mode_and_exports_leave_out() -> None:
    letters = [chr(number) for number in (*range(0x3000), *range(0xD000, 0x10000), *range(0xE0000, 0xE1000))]
    for one in letters:
        assert one in "\t\r\n" or bool(unwanted(one)) == (clean(one) != one), f"U+{ord(one):04X}"
    assert not unwanted("👩\u200d👧 ❤\ufe0f می\u200cروم")


ADVICE = [
    (b"a:\n\ttitle: x", "found character that cannot start any token; indent with spaces, not with tabs"),
    (b"a:\n  b: 1\n  \tc: 2", "that violates indentation; indent with spaces, not with tabs"),
    (b"a: [1, 2\nb: 3", "while parsing a flow sequence, did not find expected ',' or ']'; look at this line"),
    (b"a: `x", "found character that cannot start any token; put the text in quotes"),
]


@pytest.mark.parametrize(("text", "says"), ADVICE, ids=[str(text) for text, _ in ADVICE])
def test_the_parser_is_heard_out_and_then_it_is_said_what_to_do(text: bytes, says: str) -> None:
    assert says in nodes(text).found[0].message


def test_what_stands_twice_in_one_mapping_is_one_fault_with_all_its_keys() -> None:
    tree = nodes(b"- id: a\n  text: b\n  to: c\n  id: d\n  text: e\n  to: f\n- {a: 1, a: 2, a: 3}\n- ]")
    twice = [one for one in tree.found if one.rule == "duplicate-key"]
    assert [(one.line, one.column) for one in twice] == [(4, 3), (7, 10)]
    assert "`id`, `text`, `to` stand twice, first in line 1; is a `- ` or a name missing" in twice[0].message
    assert twice[1].message == "`a` is here already, in line 7; keep one of them"


def test_what_stands_twice_is_said_though_the_file_breaks_off_there() -> None:
    assert [one.rule for one in nodes(b"a: 1\na: 2\nb: 'c").found] == ["yaml-syntax", "duplicate-key"]


def test_after_a_fault_that_can_be_passed_the_rest_is_still_read() -> None:
    tree = nodes(b"a: &x 1\nb: [!t 2, *x, 3]\n<<: 4\nc: 5\nc: 6\n")
    assert len(tree.found) == 5
    assert data_of(tree.root) == {"a": 1, "b": ["2", "", 3], "c": 5}


def test_a_file_with_nothing_in_it_has_no_root() -> None:
    for text in (b"", b"\n\n", b"# nothing\n"):
        with pytest.raises(Unusual):
            plain(text)
        tree = nodes(text)
        assert tree.found == []
        assert tree.root is None


def test_a_file_that_is_too_large_is_not_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.reading.textfile.LARGEST_FILE", 10)
    with pytest.raises(Unusual):
        plain(b"a: 12345678")
    assert nodes(b"a: 12345678").found[0].message.startswith("the file is larger than")


def test_nodes_know_where_they_stand() -> None:
    text = "a:\n  - b: 'x'\n    ç: |\n      one\n  - [y]\n".encode()
    root = nodes(text).root
    assert root is not None
    key, first = root.get("a") or (None, None)
    assert key is not None and first is not None
    assert (key.line, key.column, first.line, first.column) == (1, 1, 2, 3)
    item, _ = first.get(0) or (None, None)
    assert item is not None
    assert (item.line, item.column) == (2, 5)
    cedilla, block = item.get("ç") or (None, None)
    assert cedilla is not None and block is not None
    assert (cedilla.line, cedilla.column, block.line, block.column, block.style) == (3, 5, 3, 8, "|")
    assert text.decode()[block.start : block.end].split() == ["|", "one"]
    assert first.get(2) is None
    assert first.get("a") is None
    assert root.get(0) is None
    assert block.get(0) is None


def test_no_loader_constructs_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a constructor was called")

    monkeypatch.setattr(yaml.constructor.BaseConstructor, "construct_document", refuse)
    monkeypatch.setattr(yaml.constructor.BaseConstructor, "construct_object", refuse)
    assert plain(b"a: [1, {b: c}]") == {"a": [1, {"b": "c"}]}
    assert nodes(b"a: !!python/object:os.stat {}").found


def test_events_are_read_one_by_one_and_the_parser_is_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    given_back = []
    loader = yaml.CSafeLoader

    class Counted(loader):  # type: ignore[misc, valid-type]
        def dispose(self) -> None:
            given_back.append(self)
            super().dispose()

        def get_single_node(self) -> None:
            raise AssertionError("a whole tree was made")

    monkeypatch.setattr(yaml, "CSafeLoader", Counted)
    plain(b"a: 1")
    nodes(b"a: 1")
    with pytest.raises(Unusual):
        plain(b"a: [")
    nodes(b"a: [")
    assert len(given_back) == 4


def test_words_from_a_file_are_shown_on_one_line() -> None:
    assert shown("so\tand\nso\x1b[0m") == "so\\u0009and\\u000aso\\u001b[0m"
    assert shown("x" * 200) == "x" * 59 + "…"
    assert Finding(1, 2, "rule", "words").column == 2
