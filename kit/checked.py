"""What was checked and what was found: the value that every report of `poa check` shows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal

from kit.model import SEVERITIES, Finding, Letter, Silence, Skipped, Subject
from kit.terminal import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A case, or a letter that was written elsewhere, with what the rules found in it."""

    name: str  # of the case or file
    path: Path  # case.yaml, or the letter
    subject: Subject
    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...]
    media: str = "case"  # case, docx, pdf, markdown, text
    case: str | None = None  # id of the case that a letter was held against
    headings: tuple[tuple[str, str], ...] = ()  # of a letter read: the passage before which it stands, and its words
    lines: Mapping[str, int] = field(default_factory=dict)  # first line of a place in `path`
    notes: tuple[str, ...] = ()  # what of the file was not read; of a case, what must be known of its figures

    def count(self, severity: str) -> int:
        """How many findings have that severity."""
        return sum(f.severity == severity for f in self.findings)

    @property
    def unrun(self) -> tuple[Skipped, ...]:
        """The rules that something was missing for."""
        return tuple(s for s in self.skipped if s.applies)


def check_case(folder: Path, *, progress: Progress | None = None) -> Checked:
    """The case in a folder, as it stands; raises KitError."""
    from kit.appeal import Appeal
    from kit.tools import yaml_text

    appeal = Appeal.open(folder, progress=progress)
    path = appeal.folder / "case.yaml"
    return Checked(
        name=appeal.case.id,
        path=path,
        subject=appeal.subject,
        findings=appeal.findings,
        skipped=appeal.skipped,
        notes=appeal.analysis.must_know if appeal.orders else (),
        lines=yaml_text.lines(path),
    )


def check_letter(
    path: Path,
    *,
    today: date,
    case: Path | None = None,
    stance: Literal["plan", "dispute"] | None = None,
    site: str | None = None,
    kind: str | None = None,
    language: str | None = None,
    progress: Progress | None = None,
) -> Checked:
    """A letter in a file, alone or held against a case in the place of its own letter; raises KitError.

    `today` is the day of a letter alone that does not say its own.
    Of a letter alone `site`, `kind` (the family of violation) and `language` are what a person says; the rest its words tell.
    """
    from kit.evidence.stamped import of_exhibit
    from kit.letters_in import read_letter
    from kit.lint import aimed, letter_day, lint, slips

    if case is None:
        read = read_letter(path, stance=stance, is_left_out=of_exhibit)
        aim = aimed(read.letter, site=site, kind=kind, language=language)
        found = slips(read.letter, aim.language or "en-US")
        subject = Subject(stated=None, aim=aim, letter=read.letter, slips=found, today=letter_day(read.letter) or today)
        silences = tuple[Silence, ...]()
    else:
        from kit.appeal import Appeal

        appeal = Appeal.open(case, progress=progress)
        numbers = {number: evidence for evidence, number in appeal.letter.labels}
        read = read_letter(path, stance=stance or appeal.case.stance, numbers=numbers, is_left_out=of_exhibit)
        subject, silences = _in_its_place(appeal.subject, read.letter), appeal.case.silence
    findings, skipped = lint(subject, silences)
    return Checked(
        name=path.name,
        path=path,
        subject=subject,
        findings=in_reading_order(findings, subject),
        skipped=skipped,
        media=read.media,
        case=subject.case.id if case else None,
        headings=read.headings,
        lines=dict(read.lines),
        notes=(*read.notes, *_numbering(read.letter, subject)),
    )


def _in_its_place(subject: Subject, letter: Letter) -> Subject:
    """The case with that letter instead of its own, its facts held against the exhibits anew."""
    from kit.claims import held
    from kit.lint import slips

    claims = held(letter, subject.evidence or (), subject.case, subject.seller, subject.orders)
    found = slips(letter, subject.policy.site.language, subject.case, subject.seller)
    return replace(subject, letter=letter, claims=claims, slips=found)


def _numbering(letter: Letter, subject: Subject) -> Iterator[str]:
    """As what the exhibits were taken that the letter names: it may number them otherwise than the case."""
    if subject.stated and letter.labels:
        named = ", ".join(f"Exhibit {number} as {evidence}" for evidence, number in letter.labels)
        yield f"Exhibits are taken as the case numbers them now: {named}."


def in_reading_order(findings: Sequence[Finding], subject: Subject) -> tuple[Finding, ...]:
    """Errors first, then as the letter is read; what stands elsewhere comes behind."""
    places = {p.where: n for n, p in enumerate(subject.letter.passages)} if subject.letter else {}
    return tuple(
        sorted(findings, key=lambda f: (SEVERITIES.index(f.severity), places.get(f.where, len(places)), f.span or (0, 0)))
    )
