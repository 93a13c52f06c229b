"""Letters that this one may repeat: earlier appeals of the violation, and the texts of cases of the same group on other sites."""

import re
from collections.abc import Iterator
from pathlib import Path

from kit.errors import BadFile
from kit.evidence.kind import Seen
from kit.evidence.look import look
from kit.evidence.stamped import of_exhibit
from kit.model import Case, Corrective, OpenCase, OtherLetter, Point, Preventive, RootCause
from kit.tools import pdf_read, worker, yaml_text

_PLACEHOLDER = re.compile(r"\{\{[^{}]{0,200}\}\}")


def others(opened: OpenCase) -> tuple[OtherLetter, ...] | None:
    """Each of them with its text; None where an earlier appeal is named and its text cannot be read."""
    earlier = tuple(_earlier(opened))
    if len(earlier) < len(opened.case.history):
        return None
    return (*earlier, *_sisters(opened))


def _earlier(opened: OpenCase) -> Iterator[OtherLetter]:
    """The letters of the appeals that were sent, without the pages of their exhibits."""
    for appeal in opened.case.history:
        try:
            text = worker.run(letter_text, opened.folder / appeal.file)
        except (worker.Exceeded, pdf_read.Unreadable, OSError):
            continue
        if text:
            yield OtherLetter(name=appeal.file, kind="earlier", text=text)


def letter_text(path: Path) -> str:
    """What a file says as text, without the pages that bear the band of an exhibit; empty where nothing can be read.

    Runs in the bounded worker. A bundle of the kit is read here as a letter; as evidence `look` refuses it.
    """
    with path.open("rb") as file:
        is_pdf = b"%PDF" in file.read(1024)
    if not is_pdf:
        found = look(path, None)
        return "\n".join(found.text).strip() if isinstance(found, Seen) else ""
    with pdf_read.Reading.of(path) as reading:
        pages = [reading.text(n) for n in range(1, reading.pages + 1)]
    return "\n".join(page for page in pages if not of_exhibit(page)).strip()


def _sisters(opened: OpenCase) -> Iterator[OtherLetter]:
    """What people wrote in the cases beside this one that share its group; one that cannot be read is told when it is built."""
    ours = opened.case
    if ours.group is None:
        return
    for path in sorted(opened.folder.resolve().parent.glob("*/case.yaml")):
        if path.parent == opened.folder.resolve():
            continue
        case = _case(path)
        if case and case.group == ours.group and case.violation.site != ours.violation.site:
            yield OtherLetter(name=case.id, kind="sister", text="\n".join(_written(case)))


def _case(path: Path) -> Case | None:
    try:
        return yaml_text.read(Case, path)
    except (BadFile, OSError):
        return None


def _written(case: Case) -> Iterator[str]:
    things: tuple[RootCause | Corrective | Preventive | Point, ...] = (
        *case.root_causes,
        *case.corrective,
        *case.preventive,
        *case.dispute.happened,
        *case.dispute.wrong,
    )
    summary = case.letter.summary
    texts = [thing.what.en for thing in things] + ([summary.happened.en, summary.why.en, summary.now.en] if summary else [])
    yield from (_PLACEHOLDER.sub("", text) for text in texts)
