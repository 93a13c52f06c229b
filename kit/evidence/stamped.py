"""Whether a page was stamped by the kit before: a second stamp would leave it with two exhibit numbers."""

import re
from collections.abc import Sequence

_BUNDLE_PAGE = re.compile(r"\bBundle\s+page\b(\s+\d+\s+of\s+\d+\b)?")
_BEFORE, _BEHIND = 700, 200  # characters of a band around its page number: readers put its lines in one order or another
_EXHIBIT = re.compile(r"\bExhibit\s+(\d+[A-Z]?):|\b(\d+[A-Z]?):\s+Exhibit")
_COUNT = re.compile(r"\(page\s+\d+\s+of\s+\d+\)")
_VIOLATION = re.compile(r"(?=\bViolation\s+(\w*\d\w*)|\b(\w*\d\w*)\s+Violation\b)")  # the number stands before it beside Arabic
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_COUNTS = 2  # in a band: of the exhibit's pages, and of the bundle's


def of_exhibit(text: str) -> tuple[str, str] | None:
    """Number and violation of the exhibit whose band stands on a page of that text; None without one.

    All that the band of the kit says must stand together: the word Exhibit alone is anybody's, and a page of a letter may
    be shown again.

    >>> of_exhibit("Exhibit 3: Carrier contract (page 1 of 2) Violation 7529 Bundle page 9 of 12")
    ('3', '7529')
    """
    for page in _BUNDLE_PAGE.finditer(text):
        around = text[max(0, page.start() - _BEFORE) : page.end() + _BEHIND]
        exhibit = _EXHIBIT.search(around)
        beside = [before or after for after, before in _VIOLATION.findall(around)]
        violation = max(beside, key=_digits, default=None)  # a word of a caption may stand on the other side
        if exhibit and violation and _is_counted(around, is_whole=bool(page[1])):
            return exhibit[1] or exhibit[2], violation
    return None


def _digits(word: str) -> int:
    return sum(sign.isdigit() for sign in word)


def _is_counted(around: str, *, is_whole: bool) -> bool:
    """Whether both counts stand there; beside Arabic, readers leave their words but turn them around."""
    if _RIGHT_TO_LEFT.search(around):
        return min(len(re.findall(rf"\b{word}\b", around)) for word in ("page", "of")) >= _COUNTS
    return is_whole and bool(_COUNT.search(around))


def told(pages: Sequence[int], texts: Sequence[str]) -> str:
    """What is wrong with a file whose pages bear the stamp, and what to do; empty where none does."""
    found = {n: stamp for n, text in zip(pages, texts, strict=True) if (stamp := of_exhibit(text))}
    if not found:
        return ""
    exhibits = list(dict.fromkeys(exhibit for exhibit, _ in found.values()))
    violations = list(dict.fromkeys(violation for _, violation in found.values()))
    named = f"Exhibit {exhibits[0]}" if len(exhibits) == 1 else f"Exhibits {exhibits[0]} to {exhibits[-1]}"
    numbers = list(found)
    where = f"page {numbers[0]}" if len(numbers) == 1 else f"{len(numbers)} pages, from page {numbers[0]} on,"
    return (
        f"is stamped already: {where} {'shows' if len(numbers) == 1 else 'show'} {named} of the bundle for violation"
        f" {violations[0]}, and a second stamp would give two numbers; give the file that the exhibit was made from, or choose"
        " other pages with `pages`; an appeal that was sent stands under `history` in case.yaml"
    )
