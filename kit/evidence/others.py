"""Letters that this one may repeat: earlier appeals of the violation, and the texts of cases of the same group on other sites."""

from collections.abc import Iterator
from pathlib import Path

from kit import policy
from kit.errors import Usage
from kit.evidence.kind import Seen
from kit.evidence.look import look
from kit.evidence.stamped import of_exhibit
from kit.model import Case, OpenCase, OtherLetter
from kit.tools import pdf_read, siblings, worker


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
    """What people wrote in the cases of the same group on other sites."""
    for case in siblings.of_group(opened):
        if case.violation.site != opened.case.violation.site:
            yield OtherLetter(name=case.id, kind="sister", text="\n".join(case.written), differs=tuple(_differs(opened, case)))


def _differs(opened: OpenCase, sister: Case) -> Iterator[str]:
    """What the policies of the two sites say otherwise, in words."""
    sellers = {shop.code: shop.seller_type for shop in (sister.seller or opened.seller).shops}
    sorts = (opened.shop.seller_type, sellers.get(sister.shop, opened.shop.seller_type))
    try:
        ours, theirs = (
            policy.resolve(c.violation.site, c.profile, seller_type=sort, fulfilment=c.fulfilment, day=c.letter.date)
            for c, sort in zip((opened.case, sister), sorts, strict=True)
        )
    except Usage:  # a site without a pack, told when that case is opened
        return
    for a, b in policy.differing(ours, theirs):
        yield f"{a.id}: {policy.shown(a)} on {ours.site.code}, {policy.shown(b)} on {theirs.site.code}"
