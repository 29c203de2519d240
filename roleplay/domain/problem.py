"""What is wrong with something a person wrote, where, and what is allowed."""

from __future__ import annotations

from typing import Literal

from .model import Model


class Problem(Model):
    """One thing wrong in a file."""

    file: str
    line: int | None = None
    """From 1; None when it is about the file as a whole."""
    column: int | None = None
    """From 1."""
    field: str | None = None
    """Path of the field, such as ``buyer.start.trust`` or ``needs[0].reveals[1].when.asked``."""
    level: Literal["error", "warning"] = "error"
    code: str
    """Short name of the kind of problem, such as ``unknown-key``."""
    message: str
    """What is wrong, and what is allowed."""

    def __str__(self) -> str:
        """``file:line:column field: message``."""
        place = self.file
        if self.line is not None:
            place += f":{self.line}"
            if self.column is not None:
                place += f":{self.column}"
        return f"{place}{' ' + self.field if self.field else ''}: {self.message}"


class RoleplayError(Exception):
    """Something a person can be told in one line."""

    status = 2
    """Exit status in the shell: 2 wrong use or bad input, 3 something is broken."""


class BadInput(RoleplayError):
    """What was given cannot be used."""


class Broken(RoleplayError):
    """Something outside is broken: disk, database, endpoint."""

    status = 3


class BadFiles(BadInput):
    """One or more files have problems."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))
