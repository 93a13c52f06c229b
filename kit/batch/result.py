"""What a build left, read back: its report, held against the PDF beside it. Light, as a resumed batch reads little else."""

from pathlib import Path

from kit.batch.jobs import Job
from kit.batch.outcome import Outcome, about, failed
from kit.report import Report
from kit.tools.atomic import sha256

_SHOWN = 3  # error findings that a summary names


def reported(job: Job) -> Outcome:
    """What the report in the build folder says; failed where there is none or its PDF is not the one that it names."""
    path = job.folder / "build" / "report.json"
    try:
        report = Report.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return failed(job, "the notebook ran to its end and wrote no report; it must end with appeal.make()", file="report.json")
    except ValueError as error:
        return failed(job, f"the report cannot be read: {error}", file="build/report.json")
    if report.pdf and not _is_there(job.folder / report.pdf.path, report.pdf.sha256):
        return failed(job, "the PDF is not the one that the report names; run the batch again", file=report.pdf.path)
    errors = [f for f in report.findings if f.severity == "error"]
    return about(
        job,
        report.status,
        pdf=report.pdf.path if report.pdf else None,
        pages=report.pdf.pages if report.pdf else 0,
        megabytes=round(report.pdf.bytes / 1e6, 2) if report.pdf else 0.0,
        errors=tuple(f"{f.where}: {(f.message_zh if job.lang == 'zh' else '') or f.message}" for f in errors[:_SHOWN]),
        error_count=len(errors),
        warning_count=sum(f.severity == "warning" for f in report.findings),
    )


def built_from(job: Job) -> str | None:
    """The digest of the inputs of the last build; "" where they changed while it ran, None where an earlier kit built it."""
    return Report.model_validate_json((job.folder / "build" / "report.json").read_bytes()).inputs


def _is_there(path: Path, digest: str) -> bool:
    return path.is_file() and sha256(path) == digest
