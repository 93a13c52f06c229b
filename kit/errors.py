"""What can go wrong, and the exit code that says so (DESIGN §8). Findings are not here: they are data."""

from collections.abc import Iterable
from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of `poa`."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    BAD_FILE = 3
    MISSING_TOOL = 4
    RENDER = 5
    LEDGER = 6


class KitError(Exception):
    """The kit cannot go on. `problems` holds every problem found, each with its place and the next step."""

    exit = Exit.FINDINGS

    def __init__(self, message: str, problems: Iterable[str] = ()) -> None:
        self.message = message
        self.problems = tuple(problems)
        super().__init__("\n  ".join((message, *self.problems)))

    @property
    def in_one_line(self) -> str:
        """The message and every problem."""
        return "; ".join((self.message, *self.problems))


class Usage(KitError):
    """What was asked for does not exist or does not fit together."""

    exit = Exit.USAGE


class BadFile(KitError):
    """A file that a person gave cannot be used; `problems` names every place in it."""

    exit = Exit.BAD_FILE

    def __init__(self, path: object, problems: Iterable[str]) -> None:
        self.path = str(path)
        found = tuple(problems)
        noun = "problem" if len(found) == 1 else "problems"
        super().__init__(f"{self.path}: {len(found)} {noun}", found)


class MissingTool(KitError):
    """Something that this machine lacks; says how to get it."""

    exit = Exit.MISSING_TOOL

    def __init__(self, tool: str, *, install: str, why: str = "") -> None:
        self.tool = tool
        self.install = install
        super().__init__(f"{tool} is missing{': ' + why if why else ''}", (f"get it with: {install}", "see all with: poa doctor"))


class RenderError(KitError):
    """The PDF could not be made, or what was made failed its own checks."""

    exit = Exit.RENDER


class CannotWrite(RenderError):
    """The disk is full, the folder is read-only, or another program holds the file."""


class Busy(CannotWrite):
    """Another process or thread is at the same work; `who` says which."""

    def __init__(self, message: str, who: str) -> None:
        self.who = who
        super().__init__(message, [f"started by {who}; wait for it to end, or stop it"])


class LedgerError(KitError):
    """The ledger refuses: a newer schema, a broken chain, a locked database."""

    exit = Exit.LEDGER
