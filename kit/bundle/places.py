"""Which exhibit stands on which page: numbered as the letter cites them, paginated until the letter agrees."""

from collections.abc import Callable, Iterable
from math import ceil

from kit.errors import RenderError
from kit.model import Evidence, Exhibit, Letter, LetterPdf, Places

Typeset = Callable[[Places], LetterPdf]
ROUNDS = 4
_CHARACTERS_A_PAGE = 1_700  # tables and charts included; only the first guess rests on these two
_INDEX_ROWS_A_PAGE = 25


def numbered(letter: Letter, evidence: Iterable[Evidence], *, is_draft: bool) -> tuple[Exhibit, ...]:
    """The exhibits in the order of the letter's labels, not yet placed.

    One that has no file is an error; a draft leaves it out, and the letter marks it as missing.
    """
    held = {e.item.id: e for e in evidence}
    missing = [f"Exhibit {n} ({i}): the letter cites it, but there is no file" for i, n in letter.labels if i not in held]
    if missing and not is_draft:
        raise RenderError("exhibits are missing", [*missing, "add the files, or take the citations out of the letter"])
    return tuple(
        Exhibit(n=n, evidence=held[i], caption=held[i].item.caption.en, first_page=0, pages=len(held[i].pages))
        for i, n in letter.labels
        if i in held
    )


def placed(exhibits: Iterable[Exhibit], letter_pages: int) -> Places:
    """Every exhibit with its first page, counted from 1 after the letter.

    >>> placed([], 3).total
    3
    """
    page, found = letter_pages + 1, []
    for exhibit in exhibits:
        found.append(
            Exhibit(n=exhibit.n, evidence=exhibit.evidence, caption=exhibit.caption, first_page=page, pages=exhibit.pages)
        )
        page += exhibit.pages
    return Places(exhibits=tuple(found), letter_pages=letter_pages, total=page - 1)


def paginate(letter: Letter, exhibits: tuple[Exhibit, ...], typeset: Typeset) -> tuple[LetterPdf, Places]:
    """The letter set in type with the right page numbers, and where everything stands.

    The letter prints page numbers of exhibits that start after it, so it is set again until its own length holds.
    """
    pages, tried = _guess(letter, exhibits), []
    for _ in range(ROUNDS):
        places = placed(exhibits, pages)
        made = typeset(places)
        if made.pages == pages:
            return made, places
        tried.append(made.pages)
        pages = made.pages
    raise RenderError(
        "the letter does not settle on a number of pages",
        [f"set {ROUNDS} times, it had {', '.join(map(str, tried))} pages; shorten a text or a caption by a few words"],
    )


def _guess(letter: Letter, exhibits: tuple[Exhibit, ...]) -> int:
    index = ceil(len(exhibits) / _INDEX_ROWS_A_PAGE)
    return max(1, ceil(len(letter.text) / _CHARACTERS_A_PAGE)) + index
