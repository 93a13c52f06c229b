"""What the platform answered, and what it opens: a rejection begins the next attempt with the old numbering kept."""

import re
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from kit import policy as packs
from kit.desk.steps import ENDED, key_of, standing
from kit.errors import Usage
from kit.ledger import Entry, Event, Ledger
from kit.model import Case, Policy
from kit.tools import yaml_text
from kit.tools.atomic import writing
from kit.tools.unfilled import unfilled

Result = Literal["approved", "rejected", "closed"]
HISTORY = "history"
_POINT = re.compile(r"(?<=[.;!?。；！？])\s+|\n+")
_BULLETS = "-–—•·* "  # before an item of a list
_LEAST = 12  # characters of a reviewer's point; less is a greeting
_RESULT = re.compile(
    r"(?:(?:unfortunately|after (?:a |careful |further )*review|(?:we (?:regret|are sorry) to|please be|this is to) inform(?:ed)?(?: you)?)"
    r"[, ]+(?:that )?)*"
    r"(?:your|the|this) (?:(?:first|second|latest|recent) )?appeal(?: (?:for|of|on|against|regarding) [^,.]*\d)? "
    r"(?:(?:was|is|has been) (?:rejected|denied|declined|refused|unsuccessful|not (?:approved|accepted|successful))"
    r"|(?:cannot|could not) be (?:approved|accepted)|(?:failed|was closed))[.!]?"
    r"|(?:很遗憾|抱歉|经审核|经复核|[，,、 ])*(?:您|你|贵店|贵司)?的?(?:本次)?申诉(?:已经?被?|未被?|被|未能|没有)?(?:驳回|拒绝|通过|不通过|失败)[。！.!]?",
    re.IGNORECASE,
)
"""A sentence that tells the result and nothing else: there is no point in it to answer."""


def points(text: str) -> tuple[str, ...]:
    r"""The sentences of a rejection, each to be answered.

    >>> points("Dear seller, No. The reasons are these:\n- The carrier's record is missing. Show who checks it.")
    ("The carrier's record is missing.", 'Show who checks it.')

    What tells the result alone is no point:

    >>> points("Your appeal was rejected. Your appeal was rejected because the record is missing.")
    ('Your appeal was rejected because the record is missing.',)
    """
    found = (
        " ".join("".join(c if c.isprintable() else " " for c in part).split()).lstrip(_BULLETS) for part in _POINT.split(text)
    )
    return tuple(p for p in found if len(p) >= _LEAST and not _is_form(p))


def _is_form(sentence: str) -> bool:
    """Whether it is a greeting, the head of a list, or the result."""
    return sentence.lower().startswith("dear ") or sentence.endswith((":", "：")) or _RESULT.fullmatch(sentence) is not None


def note(ledger: Ledger, case: Case, result: Result, *, says: str, on: datetime, actor: str, now: datetime) -> Entry:
    """Keep the outcome of an attempt that was sent; raises Usage where none was, or where it ended already."""
    with ledger.changing():
        found = standing(ledger, key_of(case))
        where = f"attempt {case.attempt} of {case.violation.id}"
        if found is None or found.sent is None or found.state in {"submitting", "not_sent"}:
            raise Usage(f"{where} was not sent, as far as the ledger knows", ["note first that it was: poa submit CASE"])
        if found.state == result == "rejected":
            return found.entry  # noted before a stop; the next attempt is still to be opened
        if found.state in ENDED:
            raise Usage(f"{where} is {found.state} (entry {found.entry.id})", ["nothing was noted; an attempt ends once"])
        if problem := found.time_problem("--on", on, now):
            raise Usage(problem, ["nothing was noted; give the day on which the answer came"])
        body: dict[str, Any] = {"state": result, "on": on.isoformat(), "says": says}
        return ledger.append(Event(kind="outcome", key=key_of(case), body=body), actor=actor, at=now)[-1]


def may_go_on(case: Case, policy: Policy) -> bool:
    """Whether the site takes one more appeal, as far as it is known."""
    most = policy.get("appeal.max_attempts")
    return most is None or not isinstance(most.value, int) or case.attempt < most.value


def open_next(folder: Path, case: Case, *, says: str, on: datetime) -> Path:
    """Begin the next attempt in case.yaml: what was sent goes to `history/`, its promises and the reviewer's points are listed.

    The manifest lies beside the PDF, so that exhibits keep their numbers. Safe to run again after a stop.
    """
    kept = folder / "submission" / f"attempt-{case.attempt}"
    pdf = folder / HISTORY / f"attempt-{case.attempt}.pdf"
    manifest = pdf.with_suffix(".manifest.json")
    for source, target in ((kept / f"{case.violation.id}.pdf", pdf), (kept / "manifest.json", manifest)):
        if not source.is_file():
            left = f"the rejection is noted, attempt {case.attempt + 1} is not opened yet"
            raise Usage(f"{source} is gone", [left, "put the PDF as sent and its manifest back there, then run it again"])
        with writing(target) as part:
            shutil.copyfile(source, part)
    there = on.astimezone(ZoneInfo(packs.heads()[case.violation.site].calendar.zone))
    document = yaml_text.load(folder / "case.yaml")
    item = {
        "file": pdf.relative_to(folder).as_posix(),
        "manifest": manifest.relative_to(folder).as_posix(),
        "outcome": "rejected",
        "date": f"{there:%Y-%m-%d}",
        "at": there.isoformat(timespec="minutes"),
    }
    yaml_text.append_line(document, "history", dict(item))
    entry = document["history"][-1]
    entry.fa.set_block_style()
    entry["promises"] = [{"en": unfilled(p.what.en), "became": "open"} for p in case.preventive]
    document["attempt"] = str(case.attempt + 1)
    asked = [f"the reviewer asks ({n}): {point}" for n, point in enumerate(points(says), 1)]
    document.yaml_set_comment_before_after_key("history", before="\n".join(asked) or None)
    yaml_text.write(folder / "case.yaml", document)
    return pdf
