"""Text to nodes, under limits that hold before anything is built.

Files come from colleagues and downloads. No composer is ever called: the parser's events, which
need no nesting, are turned into nodes one by one, and reading stops where a limit is passed.
Every scalar stays the string it was written as; the forms decide what it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from roleplay.domain.problem import Problem
from roleplay.domain.text import clean

from .names import shown

if TYPE_CHECKING:
    import yaml

MAX_BYTES = 256 * 1024
"""Bytes a file may have."""
MAX_DEPTH = 32
"""Lists and groups that may stand inside each other."""
MAX_NODES = 20_000
"""Values a file may have; a long scenario has about a thousand."""
MAX_PROBLEMS = 100
"""Problems reported of one file."""

FieldPath = tuple[str | int, ...]
"""The way to a value: keys and places in lists."""

_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(slots=True)
class Scalar:
    """A single value, as written."""

    value: str
    line: int
    """From 1."""
    column: int
    """From 1."""
    plain: bool = True
    """Written without quotes."""

    @property
    def is_nothing(self) -> bool:
        """True for a value left out: ``key:`` with nothing after it, ``~`` or ``null``."""
        return self.plain and self.value in _NOTHING


@dataclass(slots=True)
class Listed:
    """A list."""

    line: int
    column: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Group:
    """Keys and their values, in the order written."""

    line: int
    column: int
    keys: dict[str, Scalar] = field(default_factory=dict)
    values: dict[str, Node] = field(default_factory=dict)


Node = Scalar | Listed | Group


class _Stop(Exception):
    """No further reading makes sense."""


@dataclass(slots=True)
class _Open:
    """A list or group that is being read."""

    node: Listed | Group
    key: Scalar | None = None
    """In a group: the last key read."""
    waiting: bool = False
    """That key's value comes next."""
    skipped: bool = False
    """That key is refused; its value is read and dropped."""


def field_name(path: FieldPath) -> str | None:
    """``needs[0].reveals[1].when``; None for the whole file."""
    name = ""
    for step in path:
        if isinstance(step, int):
            name += f"[{step}]"
        else:
            step = step if len(step) <= 60 else step[:57] + "..."
            name += f".{step}" if name else step
    return name or None


def decode(data: bytes, file: str) -> tuple[str | None, list[Problem]]:
    """A file's bytes as text, or why they are none."""

    def refused(code: str, message: str, at: int | None = None) -> tuple[None, list[Problem]]:
        line = column = None
        if at is not None:
            line = data.count(b"\n", 0, at) + 1
            start = data.rfind(b"\n", 0, at) + 1
            column = len(data[start:at].decode("utf-8", "replace")) + 1
        return None, [Problem(file=file, line=line, column=column, code=code, message=message)]

    if len(data) > MAX_BYTES:
        return refused("too-large", f"larger than {MAX_BYTES // 1024} KB, allowed: that at most")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return refused("encoding", "this is UTF-16, allowed: UTF-8 text", 0)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return refused("encoding", "this is no UTF-8 text, allowed: UTF-8 text", error.start)
    found = _CONTROL.search(text)
    if found:
        at = len(text[: found.start()].encode()) + (len(data) - len(text.encode()))
        name = f"U+{ord(found[0]):04X}"
        return refused(
            "control-character", f"control character {name}, allowed: text, tabs and new lines", at
        )
    return text, []


class Reader:
    """Reads one text into nodes and keeps what is wrong with it."""

    def __init__(self, text: str, file: str, *, pure: bool = False) -> None:
        """``pure`` takes the parser written in Python, slower, where C is not wanted."""
        self.text = text
        self.file = file
        self.pure = pure
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self._open: list[_Open] = []
        self._count = 0

    def read(self) -> Node | None:
        """The text's one document; None if it is empty or what follows an error is lost."""
        import yaml

        try:
            for event in self._events(yaml):
                self._take(event, yaml)
        except _Stop:
            return None
        except yaml.YAMLError as error:
            self._syntax(error)
            return None
        if self.root is None and not self.problems:
            self._problem("empty", "the file is empty", None)
        return self.root

    def _events(self, yaml: Any) -> Iterator[yaml.Event]:
        loader = yaml.SafeLoader if self.pure else getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        events: Iterator[Any] = yaml.parse(self.text, Loader=loader)
        return events

    def _take(self, event: Any, yaml: Any) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._unadorned(event)
            self._place(self._scalar(event))
        elif isinstance(event, yaml.MappingStartEvent):
            self._begin(event, Group(*_mark(event)))
        elif isinstance(event, yaml.SequenceStartEvent):
            self._begin(event, Listed(*_mark(event)))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._open.pop()
        elif isinstance(event, yaml.AliasEvent):
            self._problem("alias", "aliases (*name) are not allowed: write it out", event)
            self._place(Scalar("", *_mark(event)))
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            self._problem("two-documents", "a second document begins here, allowed: one", event)
            raise _Stop

    def _unadorned(self, event: Any) -> None:
        """Anchors and tags are what hostile files are made of; no author needs them."""
        if event.anchor is not None:
            self._problem("anchor", "anchors (&name) are not allowed: write it out", event)
        if event.tag is not None:
            self._problem("tag", "tags (!name) are not allowed: leave it out", event)

    def _scalar(self, event: Any) -> Scalar:
        value: str = event.value
        if event.style == '"' and _CONTROL.search(value):
            self._problem(
                "control-character",
                "control characters are not allowed, written with a backslash neither",
                event,
            )
        if not value.isascii():
            value = clean(value)
        return Scalar(value, *_mark(event), not event.style)

    def _begin(self, event: Any, node: Listed | Group) -> None:
        self._unadorned(event)
        if len(self._open) >= MAX_DEPTH:
            self._problem("too-deep", f"nested too deeply, allowed: {MAX_DEPTH} levels", event)
            raise _Stop
        self._place(node)
        self._open.append(_Open(node))

    def _place(self, node: Node) -> None:
        self._count += 1
        if self._count > MAX_NODES:
            self._problem("too-large", f"too many values, allowed: {MAX_NODES:,}", node)
            raise _Stop
        if not self._open:
            self.root = node
            return
        inside = self._open[-1]
        if isinstance(inside.node, Listed):
            inside.node.items.append(node)
        elif inside.key is None or not inside.waiting:
            self._key(inside, inside.node, node)
        else:
            inside.waiting = False
            if not inside.skipped:
                inside.node.keys[inside.key.value] = inside.key
                inside.node.values[inside.key.value] = node

    def _key(self, inside: _Open, group: Group, node: Node) -> None:
        if not isinstance(node, Scalar):
            inside.key = None
            self._problem("bad-key", "a list or group is no key, allowed: a word", node)
            raise _Stop
        first = group.keys.get(node.value)
        inside.key, inside.waiting, inside.skipped = node, True, first is not None
        if first is not None:
            self._problem(
                "duplicate-key", f"given twice, first on line {first.line}, allowed: once", node
            )

    def _path(self) -> FieldPath:
        path: list[str | int] = []
        for level in self._open:
            if isinstance(level.node, Listed):
                path.append(max(len(level.node.items) - (level is not self._open[-1]), 0))
            elif level.key is not None:
                path.append(level.key.value)
        return tuple(path)

    def _problem(self, code: str, message: str, at: Any) -> None:
        line = column = None
        if isinstance(at, Scalar | Listed | Group):
            line, column = at.line, at.column
        elif at is not None:
            line, column = _mark(at)
        self.problems.append(
            Problem(
                file=self.file,
                line=line,
                column=column,
                field=field_name(self._path()),
                code=code,
                message=message,
            )
        )
        if len(self.problems) >= MAX_PROBLEMS:
            raise _Stop

    def _syntax(self, error: Any) -> None:
        mark = getattr(error, "problem_mark", None)
        words = _in_plain_words(str(getattr(error, "problem", None) or error))
        if mark and self.text.startswith("\t", mark.index):
            words = "a tab at the start of a line, allowed: spaces"
        self.problems.append(
            Problem(
                file=self.file,
                line=mark.line + 1 if mark else None,
                column=mark.column + 1 if mark else None,
                code="syntax",
                message=words,
            )
        )


def parse(data: bytes, file: str) -> tuple[Node | None, list[Problem]]:
    """The nodes of a file and all that is wrong with its text.

    Returns no node where reading could not be finished; then there is at least one problem.
    """
    text, problems = decode(data, file)
    if text is None:
        return None, problems
    reader = Reader(text, file)
    return reader.read(), reader.problems


def _mark(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


_PLAIN_WORDS = (
    ("mapping values are not allowed", 'a second ":" in one value: put the value in quotes'),
    ("cannot start any token", "a value cannot begin with this character: put it in quotes"),
    ("expected ',' or ']'", 'the list opened with "[" is not closed: a "," or "]" is missing'),
    ("expected ',' or '}'", 'the group opened with "{" is not closed: a "," or "}" is missing'),
    ("expected ':'", 'a key without ":" after it'),
    ("expected key", "this does not line up with the keys above: check indentation and quotes"),
    ("expected <block end>", "this does not line up with what is above: check indentation"),
    ("expected '-' indicator", 'this does not line up with the list above: "- " is missing'),
    ("block sequence entries are not allowed", "a list cannot begin here: put it on its own line"),
    ("sequence entries are not allowed", "a list cannot begin here: put it on its own line"),
    ("end of stream", "the file ends inside quotes or a list: something is not closed"),
    ("escape", 'a backslash inside "..." that means nothing: write \\\\ or use single quotes'),
    ("document start", "something stands after the end of the document: check indentation"),
    ("alias", "an alias (*name) is not allowed: put the value in quotes"),
    ("anchor", "an anchor (&name) is not allowed: put the value in quotes"),
    ("directive", "directives (%) are not allowed: leave it out"),
    ("incompatible", "directives (%) are not allowed: leave it out"),
    ("tag", "tags (!name) are not allowed: put the value in quotes"),
)


def _in_plain_words(problem: str) -> str:
    for part, words in _PLAIN_WORDS:
        if part in problem:
            return words
    return f"this is no YAML: {clean(shown(problem))[1:-1]}"
