"""Which pages of a file a person chose: `1-3,5`."""

import re

_PART = re.compile(r"(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?")


def picked(pages: str | None, total: int) -> tuple[int, ...]:
    """Page numbers from 1 in the order given; all of them for None. Raises ValueError with half a sentence.

    >>> picked("1-3,5", 6)
    (1, 2, 3, 5)
    """
    if pages is None:
        return tuple(range(1, total + 1))
    chosen: list[int] = []
    for part in pages.split(","):
        match = _PART.fullmatch(part.strip())
        if not match:
            raise ValueError(f"pages: {pages!r} is not a list such as 1-3,5")
        first, last = int(match[1]), int(match[2] or match[1])
        if first < 1 or last < first or last > total:
            raise ValueError(f"pages: {part.strip()} is not in the file, which has {total:,} {'page' if total == 1 else 'pages'}")
        chosen += range(first, last + 1)
    if len(set(chosen)) < len(chosen):
        raise ValueError(f"pages: {pages!r} names a page twice")
    return tuple(chosen)
