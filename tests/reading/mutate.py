"""Breaking a story's files on purpose: by bytes and by structure, always the same for the same seed."""

import json
import random
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from engine.reading.yamlfile import Plain, plain

Files = dict[str, bytes]

TOKENS = (
    b"!!python/object/apply:os.system [ls]",
    b"!!python/name:os.system",
    b"!t ",
    b"&a ",
    b"*a",
    b"*a *a",
    b"<<: ",
    b"<<: *a",
    b"\0",
    b"\x1b[31m",
    b"\x1b]8;;http://x\x07",
    b"\x9b",
    b"\xc2\x9b",
    b"\x07",
    b"\x7f",
    b"\r",
    b"\r\n",
    b"\t",
    b"\x85",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\xe2\x80\xae",
    b"\xe2\x80\x8b" * 40,
    b"\xe2\x80\xa8",
    b'"\\e"',
    b'"\\ud800"',
    b'"\\0"',
    b'"\\u202e',
    b'"',
    b"'",
    b"|",
    b">",
    b"|2-",
    b": ",
    b":",
    b"- ",
    b"-",
    b"? ",
    b"?",
    b"#",
    b"%TAG ! x\n",
    b"\n%YAML 1.1\n",
    b"---",
    b"\n---\n",
    b"\n...\n",
    b"[",
    b"]",
    b"{",
    b"}",
    b",",
    b"[" * 80,
    b"{a: " * 80,
    b"- " * 80,
    b"[" * 3000,
    b"- " * 3000,
    b"? " * 3000,
    b"9" * 400,
    b"-" + b"9" * 30,
    b".nan",
    b".inf",
    b"1e400",
    b"0x1f",
    b"0o7",
    b"null",
    b"~",
    b"true",
    b"on",
    b"2024-01-01",
    b"x" * 3000,
    b"or " * 200,
    b"not " * 200,
    b"((((((((" * 30,
    b"seen(",
    b"hope",
    b"[markup]",
    b"{braces}",
    b"\n",
    b"\n\n",
    b" ",
    b"  ",
    b"    ",
    b"\\",
    b"@",
    b"`",
)
KEYS = (
    "id",
    "text",
    "to",
    "when",
    "else",
    "effects",
    "choices",
    "looks",
    "scenes",
    "aka",
    "nonsense",
    "",
    "<<",
    "__class__",
)
VALUES: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    10**9 + 1,
    10**30,
    -(10**17),
    1.5,
    "",
    "x",
    "night",
    "lamp",
    "night/lamp",
    "a b",
    "x" * 2000,
    [],
    {},
    [None],
    [[]],
    {"a": 1},
    "oil >",
    "oil > 0",
    "letter = 'read'",
    "oil += 1",
    "seen(lamp)",
    "not " * 60 + "oil > 0",
    "oil > 0 and " * 60 + "oil > 0",
    "1" + " + 1" * 300,
    "(" * 50 + "1" + ")" * 50,
    "\u202e",
    "\x1b[0m",
    "e" + "\u0301" * 30,
    "turns",
    "true",
    "#12345",
    "here",
    "fact",
    "told",
    "../..",
    "a.b.c",
    "a/b/c",
    "/",
    ".",
    "-",
    "📖",
)


def mutate(files: Files, seed: int) -> Files:
    """Some of the files with some things wrong with them."""
    chance = random.Random(seed)
    changed = dict(files)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        if chance.random() < 0.1:
            chance.choice((_copy, _copy, _swap))(changed, chance)
            continue
        name = chance.choice(sorted(changed))
        how = chance.choice(_HOW)
        changed[name] = how(changed[name], chance, files)
    if chance.random() < 0.03:
        del changed[chance.choice(sorted(changed))]
    return changed


def _copy(files: Files, chance: random.Random) -> None:
    """A file under another name, before or after the others of some folder."""
    name, beside = chance.choice(sorted(files)), chance.choice(sorted(files))
    folder, slash, _ = beside.rpartition("/")
    files[f"{folder}{slash}{chance.choice('0az')}-copy.yaml"] = files[name]


def _swap(files: Files, chance: random.Random) -> None:
    """One file's content under another's name, and the other way round."""
    one, other = chance.choice(sorted(files)), chance.choice(sorted(files))
    files[one], files[other] = files[other], files[one]


def _place(data: bytes, chance: random.Random) -> int:
    return chance.randrange(len(data) + 1)


def _flip(data: bytes, chance: random.Random, _: Files) -> bytes:
    changed = bytearray(data or b"x")
    for _number in range(chance.choice((1, 1, 2, 8, 60))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _token(data: bytes, chance: random.Random, _: Files) -> bytes:
    for _number in range(chance.choice((1, 1, 2, 5))):
        at = _place(data, chance)
        data = data[:at] + chance.choice(TOKENS) + data[at:]
    return data


def _value(data: bytes, chance: random.Random, _: Files) -> bytes:
    """A token in the place of what stands after a colon."""
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    key, colon, _rest = lines[at].partition(b": ")
    lines[at] = key + colon + chance.choice(TOKENS)
    return b"\n".join(lines)


def _cut(data: bytes, chance: random.Random, _: Files) -> bytes:
    first, last = sorted((_place(data, chance), _place(data, chance)))
    return chance.choice((data[:first], data[first:], data[:first] + data[last:]))


def _twice(data: bytes, chance: random.Random, _: Files) -> bytes:
    first = _place(data, chance)
    part = data[first : first + chance.choice((1, 10, 200, 3000))]
    at = _place(data, chance)
    return data[:at] + part * chance.choice((1, 2, 20)) + data[at:]


def _lines(data: bytes, chance: random.Random, _: Files) -> bytes:
    lines = data.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(5):
        case 0:
            lines[one], lines[other] = lines[other], lines[one]
        case 1:
            lines.insert(one, lines[other])
        case 2:
            del lines[one]
        case 3:
            lines[one] = b" " * chance.choice((1, 2, 3)) + lines[one]
        case _:
            lines[one] = lines[one].lstrip(b" ")
    return b"\n".join(lines)


def _splice(data: bytes, chance: random.Random, files: Files) -> bytes:
    other = files[chance.choice(sorted(files))]
    return data[: _place(data, chance)] + other[_place(other, chance) :]


def _recode(data: bytes, chance: random.Random, _: Files) -> bytes:
    text = data.decode(errors="replace")
    match chance.randrange(4):
        case 0:
            return text.encode(chance.choice(("utf-16", "utf-16-le", "utf-32", "utf-7", "cp1252")), errors="replace")
        case 1:
            return b"\xef\xbb\xbf" + data
        case 2:
            return data.replace(b"\n", chance.choice((b"\r\n", b"\r", b"\xc2\x85", b"\xe2\x80\xa8")))
        case _:
            return data.replace(b"  ", b"\t")


def _structure(data: bytes, chance: random.Random, files: Files) -> bytes:
    """Change the data itself, and write it as JSON, which is YAML."""
    try:
        whole = plain(data)
    except Exception:
        return _token(data, chance, files)
    for _ in range(chance.choice((1, 1, 2, 4))):
        spots: list[tuple[Any, Any]] = []
        _spots(whole, spots)
        if not spots:
            return json.dumps(chance.choice(VALUES)).encode()
        holder, at = chance.choice(spots)
        _change(holder, at, spots, chance)
    return json.dumps(whole, ensure_ascii=chance.random() < 0.5, indent=chance.choice((None, 1))).encode()


def _spots(data: Plain, found: list[tuple[Any, Any]]) -> None:
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for at, value in inner:
        found.append((data, at))
        _spots(value, found)


def _change(holder: Any, at: Any, spots: list[tuple[Any, Any]], chance: random.Random) -> None:
    what = chance.randrange(6)
    if what == 0:
        del holder[at]
    elif what == 1 and isinstance(holder, dict):
        holder[chance.choice(KEYS)] = holder.pop(at)
    elif what == 2 and isinstance(holder, list):
        holder.append(deepcopy(holder[at]))
    elif what == 3:
        other, place = chance.choice(spots)
        if place in other if isinstance(other, dict) else place < len(other):
            holder[at] = deepcopy(other[place])
    elif what == 4:
        deep = holder[at]
        for _ in range(chance.choice((1, 5, 70))):
            deep = [deep] if chance.random() < 0.5 else {"text": deep}
        holder[at] = deep
    else:
        holder[at] = deepcopy(chance.choice(VALUES))


_HOW: tuple[Callable[[bytes, random.Random, Files], bytes], ...] = (
    _flip,
    _token,
    _token,
    _value,
    _value,
    _cut,
    _twice,
    _lines,
    _lines,
    _splice,
    _recode,
    _structure,
    _structure,
    _structure,
    _structure,
    _structure,
    _structure,
)
