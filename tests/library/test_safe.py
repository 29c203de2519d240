"""Hostile and broken text: refused in one line, and never a crash."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from roleplay.library import safe
from roleplay.library.files import load
from roleplay.library.safe import Group, Reader, Scalar, decode, parse

from .conftest import sample

DEEP = 100_000


def refused(data: bytes) -> list[str]:
    _, problems = parse(data, "f")
    return [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "f: the file is empty"),
        (b"# nothing\n", "f: the file is empty"),
        (b"a: \x00", "f:1:4: control character U+0000, allowed: text, tabs and new lines"),
        (b"a: 1\nb: \x1b[2J", "f:2:4: control character U+001B, allowed: text, tabs and new lines"),
        (b"a: \xc2\x9b2J", "f:1:4: control character U+009B, allowed: text, tabs and new lines"),
        ("a: 1".encode("utf-16"), "f:1:1: this is UTF-16, allowed: UTF-8 text"),
        (b"a: 1\nb\xc3\xa9: \xff", "f:2:5: this is no UTF-8 text, allowed: UTF-8 text"),
        (b"\x89PNG\r\n\x1a\n", "f:1:1: this is no UTF-8 text, allowed: UTF-8 text"),
        (b"a: 1\n---\nb: 2", "f:2:1: a second document begins here, allowed: one"),
        (b"a: 1\nb: 2\na: 3", "f:3:1 a: given twice, first on line 1, allowed: once"),
        (b"a: {b: 1, b: 2}", "f:1:11 a.b: given twice, first on line 1, allowed: once"),
        (b"a: !!python/object:os.system x", "f:1:4 a: tags (!name) are not allowed: leave it out"),
        (b"a: ! x", "f:1:4 a: tags (!name) are not allowed: leave it out"),
        (b"a: &x 1", "f:1:4 a: anchors (&name) are not allowed: write it out"),
        (b"a: [*x]", "f:1:5 a[0]: aliases (*name) are not allowed: write it out"),
        (b"? [a]\n: 1", "f:1:3: a list or group is no key, allowed: a word"),
        (b"{{a: 1}: 1}", "f:1:2: a list or group is no key, allowed: a word"),
        (b"a: b: c", 'f:1:5: a second ":" in one value: put the value in quotes'),
        (b'a: "x', "f:1:6: the file ends inside quotes or a list: something is not closed"),
        (b"a:\n\tb: 1", "f:2:1: a tab at the start of a line, allowed: spaces"),
        (b"a: @x", "f:1:4: a value cannot begin with this character: put it in quotes"),
        (b"a: 1\n b: 2", 'f:2:3: a second ":" in one value: put the value in quotes'),
        (
            b"a: {b: 1\n",
            'f:2:1: the group opened with "{" is not closed: a "," or "}" is missing',
        ),
        (
            b'a: "\\e[2J"',
            "f:1:4 a: control characters are not allowed, written with a backslash neither",
        ),
        (
            b"a: [b, c\nd: 3",
            'f:2:2: the list opened with "[" is not closed: a "," or "]" is missing',
        ),
    ],
)
def test_refused_in_one_line(data: bytes, told: str) -> None:
    assert refused(data) == [told]


@pytest.mark.parametrize(
    "data",
    [
        b"[" * DEEP,
        b"{a: " * (DEEP // 2),
        b"- " * DEEP,
        b"? " * DEEP,
        b"[?" * DEEP,
        b"- - ? " * (DEEP // 3),
        b"".join(b" " * at + b"a:\n" for at in range(700)),
        b"a: " + b"[" * (DEEP - 10) + b"]" * DEEP,
    ],
    ids=[
        "flow lists",
        "flow groups",
        "dashes",
        "question marks",
        "mixed",
        "both",
        "indent",
        "shut",
    ],
)
@pytest.mark.parametrize("pure", [False, True])
def test_depth_is_stopped_before_anything_nests(data: bytes, pure: bool) -> None:
    reader = Reader(data.decode(), "f", pure=pure)
    assert reader.read() is None
    assert reader.problems[-1].code in ("too-deep", "bad-key")


def test_depth_ends_no_process(tmp_path: Path) -> None:
    """In a process of its own, as what is proved here is that it does not die."""
    path = tmp_path / "deep.yaml"
    texts = ["[" * DEEP, "- " * DEEP, "{a: " * 60_000, "? " * DEEP, "a: " + "[" * DEEP + "]" * DEEP]
    for text in texts:
        path.write_text(text)
        code = (
            "import sys; from pathlib import Path; from roleplay.library import load_scenario\n"
            "from roleplay.domain.problem import BadFiles\n"
            f"try: load_scenario(Path({str(path)!r}))\n"
            "except BadFiles as bad: print(len(bad.problems)); sys.exit(7)\n"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (7, "")


def test_exactly_as_deep_as_allowed_is_read() -> None:
    deepest = b"[" * safe.MAX_DEPTH + b"]" * safe.MAX_DEPTH
    assert refused(deepest) == []
    assert len(refused(b"[" + deepest + b"]")) == 1


def test_alias_bomb_never_grows() -> None:
    bomb = b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
        b"%c: &%c [%s]\n" % (name, name, b",".join([b"*%c" % (name - 1)] * 9))
        for name in range(ord("b"), ord("j"))
    )
    node, problems = parse(bomb, "f")
    assert isinstance(node, Group)
    assert {problem.code for problem in problems} == {"anchor", "alias"}


def test_recursive_alias_is_refused() -> None:
    assert refused(b"x: &x {k: *x}") == [
        "f:1:4 x: anchors (&name) are not allowed: write it out",
        "f:1:11 x.k: aliases (*name) are not allowed: write it out",
    ]


def test_size_is_capped_before_reading(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_bytes(b"#" * (safe.MAX_BYTES + 1))
    told = [str(problem) for problem in load(path, "scenario").problems]
    assert told == [f"{path}: larger than 256 KB, allowed: that at most"]


def test_number_of_values_and_of_problems_is_capped() -> None:
    node, problems = parse(b"a: [" + b"x," * 60_000 + b"]", "f")
    assert node is None
    assert problems[0].message == "too many values, allowed: 20,000"
    node, problems = parse(b"a: 1\n" * 5_000, "f")
    assert len(problems) == safe.MAX_PROBLEMS


def test_scalars_stay_what_was_written() -> None:
    node, problems = parse(
        b"no: yes\nversion: 1.10\nat: 12:30\nday: 2024-02-30\nn: " + b"9" * 5000, "f"
    )
    assert not problems
    assert isinstance(node, Group)
    values = {key: value.value for key, value in node.values.items() if isinstance(value, Scalar)}
    assert list(values) == ["no", "version", "at", "day", "n"]
    assert [values[key] for key in ("no", "version", "at")] == ["yes", "1.10", "12:30"]


def test_text_is_composed_and_bidirectional_controls_are_made_visible() -> None:
    node, _ = parse('a: "cafe\u0301 \u202eevil"'.encode(), "f")
    assert isinstance(node, Group)
    value = node.values["a"]
    assert isinstance(value, Scalar)
    assert value.value == "caf\u00e9 <U+202E>evil"


def test_a_byte_order_mark_at_the_start_is_no_mistake() -> None:
    assert decode(b"\xef\xbb\xbfa: 1", "f") == ("a: 1", [])


def test_both_parsers_read_the_same() -> None:
    for form in ("scenario", "rubric", "strategy"):
        quick, slow = (Reader(sample(form), "f", pure=pure) for pure in (False, True))
        assert quick.read() == slow.read()
        assert quick.problems == slow.problems == []


def test_thousands_of_mistakes_are_told_in_a_hundred_lines(tmp_path: Path) -> None:
    path = tmp_path / "wide.yaml"
    path.write_text(sample("rubric").replace("criteria:", "criteria:\n" + "  - a\n" * 9_000))
    problems = load(path, "rubric").problems
    assert len(problems) == safe.MAX_PROBLEMS + 1
    assert problems[-1].message == "there are more problems than the 100 told here"


def test_variants_are_capped_as_each_is_checked_as_a_whole_call(tmp_path: Path) -> None:
    path = tmp_path / "many.yaml"
    many = ", ".join(f"{{id: v{number}}}" for number in range(5_000))
    path.write_text(sample("scenario").replace("variants: [", f"variants: [{many}, "))
    told = [problem.message for problem in load(path, "scenario").problems]
    assert told == ["5002 variants are too many, allowed: 26"]


def test_thousands_of_unknown_names_do_not_take_long_to_tell(tmp_path: Path) -> None:
    path = tmp_path / "names.yaml"
    names = ", ".join(f"n{number}" for number in range(15_000))
    text = sample("scenario").replace("right_ending: [", f"right_ending: [{names}, ")
    path.write_text(text)
    assert len(load(path, "scenario").problems) == safe.MAX_PROBLEMS + 1
