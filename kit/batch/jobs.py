"""Which cases a batch runs: one folder, all below a folder, or those that a batch.yaml names; deadlines first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from kit.desk.unfilled import as_it_stands
from kit.errors import BadFile, KitError, Usage
from kit.legible import Legible, legible, stated_in
from kit.model import Case
from kit.model.record import Record, Text
from kit.phrases import say, say_count
from kit.to_fill_words import named
from kit.tools import yaml_text

_LATEST = datetime.max.replace(tzinfo=UTC)


class BatchFile(Record):
    """`batch.yaml`: the cases of a batch, relative to the file, and how they run."""

    cases: tuple[Text, ...]
    draft: bool = False
    lang: Literal["en", "zh"] = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One case to run, with what its case.yaml says of it; `problem` is why it cannot run."""

    folder: Path
    name: str  # the folder as the summary shows it
    draft: bool = False
    lang: Literal["en", "zh"] = "en"
    case: Case | None = None
    legible: Legible = field(default_factory=Legible)  # what its case.yaml says for all its faulty lines, where there is no case
    problem: str = ""
    is_to_fill: bool = False  # the problem: lines of case.yaml wait to be filled, and nothing is wrong
    file: str = ""  # that the problem is about

    @property
    def stated(self) -> Legible:
        """What names and sorts the case, whether or not it can be read whole."""
        return stated_in(self.case) if self.case else self.legible

    @property
    def deadline(self) -> datetime | None:
        """Until when the appeal must lie with the platform."""
        return self.stated.deadline


def find(target: Path, *, draft: bool = False, lang: Literal["en", "zh"] = "en") -> tuple[Job, ...]:
    """The cases of a client, a folder or a batch.yaml, earliest deadline first; raises Usage where there is none."""
    if target.is_file():
        told = yaml_text.read(BatchFile, target)
        folders, root = tuple(_listed(target, told)), target.resolve().parent
        draft, lang = draft or told.draft, told.lang if lang == "en" else lang
    elif target.is_dir():
        folders, root = tuple(_below(target.resolve())), target.resolve()
    else:
        raise BadFile(target, ["there is no such folder or file; give a client's folder, a folder of cases or a batch.yaml"])
    if not folders:
        raise Usage(f"{target} holds no case", ["a case is a folder with case.yaml; make one with: poa new FOLDER"])
    read = [_job(folder, root, draft=draft, lang=lang) for folder in folders]
    return tuple(sorted(_each_violation_once(read), key=lambda job: (job.deadline or _LATEST, job.name)))


def home(target: Path) -> Path:
    """The folder that a batch is about: where its summary is written."""
    return target.resolve().parent if target.is_file() else target.resolve()


def _listed(path: Path, told: BatchFile) -> Iterator[Path]:
    """The folders that the file names, each once; raises BadFile with all that are not there."""
    folders = [(path.resolve().parent / name).resolve() for name in told.cases]
    problems = [
        f"cases.{n}: there is no case.yaml in {told.cases[n]}" for n, f in enumerate(folders) if not (f / "case.yaml").is_file()
    ]
    if problems:
        raise BadFile(path, problems)
    yield from dict.fromkeys(folders)


def _below(folder: Path) -> Iterator[Path]:
    """The folder if it is a case, else every case below it; what is made (build/) and hidden folders are not entered."""
    if (folder / "case.yaml").is_file():
        yield folder
        return
    for inner in sorted(folder.iterdir()):
        if inner.is_dir() and not inner.is_symlink() and inner.name != "build" and not inner.name.startswith("."):
            yield from _below(inner)


def _job(folder: Path, root: Path, *, draft: bool, lang: Literal["en", "zh"]) -> Job:
    name = folder.relative_to(root).as_posix() if folder.is_relative_to(root) else str(folder)
    job = Job(folder=folder, name=folder.name if name == "." else name, draft=draft, lang=lang)
    try:
        return replace(job, case=yaml_text.read(Case, folder / "case.yaml"))
    except KitError as error:
        waits = bool(error.problems) and all(yaml_text.TO_FILL in problem for problem in error.problems)
        told = _to_fill(folder, error.problems, lang) if waits else "; ".join(error.problems) or error.message
        return replace(job, legible=legible(folder / "case.yaml"), problem=told, is_to_fill=waits, file="case.yaml")


def _to_fill(folder: Path, problems: Sequence[str], lang: Literal["en", "zh"]) -> str:
    """How many lines are to fill, and the first in words; poa check names each."""
    found = yaml_text.LINE_TO_FILL.fullmatch(problems[0])
    try:
        evidence = as_it_stands(folder, datetime.now(UTC))[0].case.evidence
    except KitError:  # something else is wrong too
        evidence = ()
    first = named(found["place"], evidence, lang) if found else problems[0]
    return say_count(lang, "batch_lines_to_fill", len(problems), first=first)


def _each_violation_once(read: Iterable[Job]) -> Iterator[Job]:
    """The jobs; the second of the same violation and attempt is told, as the platform takes one letter for each."""
    seen: dict[tuple[str, int], str] = {}
    for job in read:
        if job.case is None:
            yield job
            continue
        key = (job.case.violation.id, job.case.attempt)
        first = seen.setdefault(key, job.name)
        again = say(job.lang, "batch_again", violation=key[0], attempt=key[1], first=first)
        yield job if first == job.name else replace(job, problem=again, file="case.yaml")
