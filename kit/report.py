"""What a build reports: `build/report.json`, schema versioned in `kit/report.schema.json`."""

import json
from collections import Counter
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

from kit.model import Audit, Bundle, Finding, Metric, OpenCase, Policy, Record, Severity, Skipped
from kit.tools.atomic import write_text

SCHEMA = 1
_LIBRARIES = ("poa-kit", "pandas", "pyarrow", "weasyprint", "pikepdf", "altair", "vl-convert-python")
Status = Literal["ready", "draft", "refused"]


class Pdf(Record):
    """The built file; `path` is relative to the case folder."""

    path: str
    bytes: int
    pages: int
    sha256: str


class ExhibitEntry(Record):
    """One exhibit as placed in the bundle."""

    n: str
    id: str
    caption: str
    first_page: int
    pages: int
    sha256: str
    source: str


class RateEntry(Record):
    """A metric in one period; `value` is null where the denominator is 0."""

    value: float | None
    numerator: int
    denominator: int
    unit: str
    window: tuple[str, str]


class AuditEntry(Record):
    """What the records say: the figures as printed, how the rows stand, and each gap."""

    sentence: str
    figures: dict[str, str]
    states: dict[str, int]
    gaps: tuple[str, ...]
    unavailable: str | None


class FindingEntry(Record):
    """A finding as stored."""

    rule: str
    severity: Severity
    where: str
    message: str
    fix: str | None
    fingerprint: str
    message_zh: str = ""  # the same in Chinese; "": only English is there
    fix_zh: str = ""


class SkippedEntry(Record):
    """A rule that could not run; one that does not apply is for another kind of letter."""

    rule: str
    why: str
    applies: bool


class PolicyEntry(Record):
    """Which facts the build rests on, and which of them no person has confirmed on the live page."""

    profile: str
    facts: dict[str, Any]
    unverified: tuple[str, ...]


class ElsewhereEntry(Record):
    """What was told of evidence that another case uses too; of another client nothing but that there is one."""

    message: str
    message_zh: str


class Report(Record):
    """Everything that a script, a colleague or the next build needs to know about this one."""

    schema_version: int = SCHEMA
    case: str
    violation_id: str
    family: str
    site: str
    status: Status
    pdf: Pdf | None
    exhibits: tuple[ExhibitEntry, ...]
    metrics: dict[str, dict[str, RateEntry]]
    audits: dict[str, AuditEntry]
    findings: tuple[FindingEntry, ...]
    skipped: tuple[SkippedEntry, ...]
    policy: PolicyEntry
    notes: tuple[str, ...]  # what must be known of the figures
    rows: tuple[str, ...]  # row conservation, one line a data file
    timings: dict[str, float]
    versions: dict[str, str]
    inputs: str | None = None  # digest of what was read; "": a file changed after the case was opened; None: an earlier kit's
    elsewhere: tuple[ElsewhereEntry, ...] = ()  # as `poa build` and the walk look it up; (): nothing was found, or nobody looked


def report(
    *,
    opened: OpenCase,
    policy: Policy,
    metrics: tuple[Metric, ...],
    audits: tuple[Audit, ...] = (),
    rows: tuple[str, ...],
    notes: tuple[str, ...] = (),
    findings: tuple[Finding, ...],
    skipped: tuple[Skipped, ...],
    bundle: Bundle | None,
    timings: dict[str, float],
    inputs: str = "",
    elsewhere: tuple[tuple[str, str], ...] = (),
) -> Report:
    """The report of one build; `bundle` is None when it was refused."""
    case = opened.case
    used = [f for f in policy.facts if f.id in policy.asked]
    return Report(
        case=case.id,
        violation_id=case.violation.id,
        family=case.violation.family,
        site=case.violation.site,
        status="refused" if bundle is None else "draft" if bundle.draft else "ready",
        pdf=_pdf(opened, bundle),
        exhibits=_exhibits(opened, bundle),
        metrics={m.id: _periods(m) for m in metrics if not m.unavailable},
        audits={a.id: audit_entry(a) for a in audits},
        findings=tuple(_finding(f) for f in findings),
        skipped=tuple(SkippedEntry(rule=s.rule, why=s.why, applies=s.applies) for s in skipped),
        policy=PolicyEntry(
            profile=policy.profile,
            facts={f.id: f.value for f in sorted(used, key=lambda f: f.id)},
            unverified=tuple(sorted(f.id for f in used if f.checked is None)),
        ),
        notes=notes,
        rows=rows,
        timings={name: round(seconds, 3) for name, seconds in timings.items()},
        versions={name: version(name) for name in _LIBRARIES},
        inputs=inputs,
        elsewhere=tuple(ElsewhereEntry(message=en, message_zh=zh) for en, zh in elsewhere),
    )


def write(made: Report, path: Path) -> None:
    """Write the report as JSON, atomically."""
    write_text(path, made.model_dump_json(indent=2) + "\n")


def schema() -> str:
    """The JSON schema of the report, as committed beside this module."""
    return json.dumps(Report.model_json_schema(), indent=2) + "\n"


def _pdf(opened: OpenCase, bundle: Bundle | None) -> Pdf | None:
    if bundle is None:
        return None
    path = bundle.path.resolve().relative_to(opened.folder.resolve()).as_posix()
    return Pdf(path=path, bytes=bundle.bytes, pages=bundle.pages, sha256=bundle.sha256)


def _exhibits(opened: OpenCase, bundle: Bundle | None) -> tuple[ExhibitEntry, ...]:
    return tuple(
        ExhibitEntry(
            n=x.n,
            id=x.evidence.item.id,
            caption=x.caption,
            first_page=x.first_page,
            pages=x.pages,
            sha256=x.evidence.sha256,
            source=_source(opened, x.evidence.path),
        )
        for x in (bundle.exhibits if bundle else ())
    )


def _source(opened: OpenCase, path: Path) -> str:
    """The file relative to the case folder, or to the client's folder for a linked one."""
    root = opened.folder.resolve()
    real = path.resolve()
    return real.relative_to(root).as_posix() if real.is_relative_to(root) else f"../{real.relative_to(root.parent).as_posix()}"


def _periods(metric: Metric) -> dict[str, RateEntry]:
    return {
        name: RateEntry(
            value=rate.value,
            numerator=rate.numerator,
            denominator=rate.denominator,
            unit=metric.unit,
            window=(rate.window.start.isoformat(), rate.window.end.isoformat()),
        )
        for name, rate in metric.periods
    }


def audit_entry(audit: Audit) -> AuditEntry:
    """What the report keeps of an audit."""
    return AuditEntry(
        sentence=audit.sentence,
        figures=dict(audit.figures),
        states=dict(Counter(row.state for row in audit.rows)),
        gaps=tuple(gap.id for gap in audit.gaps),
        unavailable=audit.unavailable,
    )


def _finding(f: Finding) -> FindingEntry:
    return FindingEntry(
        rule=f.rule, severity=f.severity, where=f.where, message=f.message, fix=f.fix, fingerprint=f.fingerprint,
        message_zh=f.message_zh, fix_zh=f.fix_zh,
    )  # fmt: skip
