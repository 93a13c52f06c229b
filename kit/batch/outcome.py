"""What came of one case: ready, draft, refused with its errors, failed with the cell, the sentence and the file; busy: another batch runs it."""

import re
from dataclasses import asdict, dataclass
from typing import Any, Literal

from kit.batch.jobs import Job
from kit.phrases import Lang, say

_HEAD = re.compile(r"^(?P<file>.+?): \d+ problems?$")  # of an error about a file, its problems on the lines below
_NAMED = re.compile(r"^(?P<file>[^:(]+/[^:(]+\.\w{1,5})(?:: | \()")  # a problem of one of many files begins with its name

State = Literal["ready", "draft", "refused", "failed", "busy"]
STATES: tuple[State, ...] = ("failed", "refused", "busy", "draft", "ready")  # what needs a person first


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One case after its run; paths are relative to the case folder."""

    path: str
    id: str
    violation_id: str
    family: str
    site: str
    deadline: str | None
    state: State
    pdf: str | None = None
    pages: int = 0
    megabytes: float = 0.0
    errors: tuple[str, ...] = ()  # the first error findings: place and message
    error_count: int = 0
    warning_count: int = 0
    cell: str = ""  # of the notebook, where a run failed: its number and its first line
    sentence: str = ""  # why it failed
    file: str = ""  # that it failed on
    seconds: float = 0.0
    elsewhere: tuple[str, ...] | None = None  # what of its evidence another case uses too, in words; None: not yet looked up
    kept: bool = False  # done by an earlier run from the same inputs

    def why(self, lang: Lang) -> str:
        """Why the case is not ready, in one line; its errors are in the language that the case was run in."""
        first = self.errors[0] if self.errors else ""
        more = say(lang, "batch_and_more", count=self.error_count - 1) if self.error_count > 1 else ""
        return self.sentence or (first + more)

    def told(self, lang: Lang) -> str:
        """Why and where, in one line: the file unless the reason names it, the reason, the cell."""
        why = self.why(lang)
        file = f"{self.file}: " if self.file and self.file not in why else ""
        cell = f" ({self.cell})" if self.cell else ""
        return f"{file}{why}{cell}"

    def as_dict(self) -> dict[str, Any]:
        """The outcome as JSON has it."""
        return asdict(self)


def about(job: Job, state: State, **more: Any) -> Outcome:
    """The outcome of a job: what its case.yaml says of it, and what happened."""
    said = job.stated
    stated: dict[str, Any] = {
        "path": job.name,
        "id": said.id or job.folder.name,
        "violation_id": said.violation_id,
        "family": said.family,
        "site": said.site,
        "deadline": said.deadline.isoformat() if said.deadline else None,
    }
    return Outcome(**stated, state=state, **more)


def failed(job: Job, sentence: str, *, cell: str = "", file: str = "", seconds: float = 0.0) -> Outcome:
    """A case that has no result; a sentence of several problems has them one after the other."""
    said = [line.strip() for line in sentence.splitlines() if line.strip()]
    if said and (head := _HEAD.match(said[0])):
        file, said = file or head["file"].removeprefix("../"), said[1:]
    if file in {"", ".", ".."} and said and (named := _NAMED.match(said[0])):
        file = named["file"]
    return about(job, "failed", sentence="; ".join(said), cell=cell, file=file, seconds=round(seconds, 2))
