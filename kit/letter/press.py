"""The letter and its index set in type, once it is known where everything stands in the bundle."""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape

from kit.errors import RenderError
from kit.letter.context import IndexRow, LetterContext, PlacesContext
from kit.model import Exhibit, Letter, LetterPdf, Places
from kit.tools import glyphs
from kit.tools.templates import rendered
from kit.tools.typeset import Typeset, pdf

INDEX_ANCHOR = "exhibits"  # id of the index in the template
MAX_CHARACTERS = 120_000  # as shown, some 60 pages with their index; setting more takes minutes
_CITED = re.compile(r'<span class="tag"><a href="exhibit://(\w+)/(\d+)">([^<]*)</a></span>')
_LISTED = re.compile(r'<a href="exhibit://([a-z]\w*)/\d+">([^<]*)</a>')
_NOT_SHOWN = re.compile(r"<(?:style|title)\b.*?</(?:style|title)>|<[^>]*>", re.DOTALL)


def typeset(letter: Letter, places: Places, left_out: tuple[str, ...] = ()) -> LetterPdf:
    """Letter pages, then index pages, in one tagged PDF; the same bytes for the same letter and places.

    Citations are URI links `exhibit://<evidence id>/<page in exhibit>`. A draft is marked by the bundle, on every page alike. Raises RenderError naming each character that
    no font of the kit can draw. `left_out` names files that a draft goes without, on a page behind the index.
    """
    html = page(letter.context, places, left_out)
    shown = _shown(html)
    if len(shown) > MAX_CHARACTERS:
        longest = sorted(letter.passages, key=lambda p: -len(p.text))[:3]
        raise RenderError(
            f"the letter has {len(shown):,} characters, more than {MAX_CHARACTERS:,}: nobody reads so much",
            [
                *(f"{p.where}: {len(p.text):,} characters" for p in longest),
                "shorten the longest texts, or move them into an exhibit",
            ],
        )
    glyphs.check(_printed(letter, places, shown))
    made = _set(html, tuple(assets(letter.context)))
    return LetterPdf(content=made.content, pages=made.pages, index_page=made.anchors.get(INDEX_ANCHOR))


def _printed(letter: Letter, places: Places, shown: str) -> list[tuple[str, str]]:
    """What is printed, with its place: the texts, what stands above each exhibit, and what is left of the letter as shown."""
    told = [(p.where, p.text) for p in letter.passages]
    for exhibit in places.exhibits:
        item, where = exhibit.evidence.item, f"Exhibit {exhibit.n} ({exhibit.evidence.item.id})"
        told += [(f"{where}, caption", exhibit.caption), (f"{where}, shows", item.shows.en if item.shows else "")]
    for _, text in told:
        shown = shown.replace(text, " ") if text else shown
    return [*told, ("head, tables or index of the letter", shown)]


def page(context: LetterContext, places: Places | None, left_out: tuple[str, ...] = ()) -> str:
    """The letter's HTML with the bundle page of every citation, or without pages and index where there is no bundle yet."""
    around = PlacesContext(total=0, index=()) if places is None else _around(places, left_out)
    html = rendered("letter.html.j2", **_fields(context), **_fields(around))
    if places is None:
        return html
    first_pages = {e.evidence.item.id: e.first_page for e in places.exhibits}
    html = _CITED.sub(lambda cited: _pointed(cited, first_pages), html)
    return _LISTED.sub(
        lambda cited: cited[0] if cited[1] in first_pages else f'<span class="lost">{cited[2]} (missing)</span>', html
    )


def _around(places: Places, left_out: tuple[str, ...]) -> PlacesContext:
    return PlacesContext(total=places.total, index=tuple(_index_row(e) for e in places.exhibits), left_out=left_out)


def _pointed(cited: re.Match[str], first_pages: dict[str, int]) -> str:
    """A citation with its bundle page; without a link where the exhibit is not in the bundle (drafts)."""
    evidence_id, number, label = cited[1], int(cited[2]), cited[3]
    if evidence_id not in first_pages:
        return f'<span class="tag missing"><span>{label}</span><span>missing</span></span>'
    # Two links side by side: WeasyPrint gives each part of a nested link an area of its own, one over the other.
    link = f'<a href="exhibit://{evidence_id}/{number}">'
    return f'<span class="tag">{link}{label}</a>{link}p. {first_pages[evidence_id] + number - 1}</a></span>'


def _index_row(exhibit: Exhibit) -> IndexRow:
    item, last = exhibit.evidence.item, exhibit.first_page + exhibit.pages - 1
    return IndexRow(
        n=exhibit.n,
        id=item.id,
        caption=exhibit.caption,
        shows=item.shows.en if item.shows else "",
        pages=str(last) if exhibit.pages == 1 else f"{exhibit.first_page}–{last}",
        digest=exhibit.evidence.sha256[:8],
        part=item.pages or "",
    )


def assets(context: LetterContext) -> Iterator[tuple[str, bytes]]:
    """The drawings and the signature, by the names under which the template asks for them."""
    if context.signature and context.signature.image:
        yield "signature", context.signature.image
    yield from ((shown.name, shown.svg.encode()) for shown in context.records if shown.svg)
    if context.results:
        for chart in (context.results.wide, *context.results.narrow):
            yield chart.name, chart.svg.encode()


@lru_cache(maxsize=4)
def _set(html: str, assets: tuple[tuple[str, bytes], ...]) -> Typeset:
    """The bundle asks again until the page numbers hold; the last question is often the one before it."""
    return pdf(html, dict(assets))


def _shown(html: str) -> str:
    return unescape(_NOT_SHOWN.sub(" ", html))


def _fields(values: LetterContext | PlacesContext) -> dict[str, object]:
    return {name: getattr(values, name) for name in values.__dataclass_fields__}
