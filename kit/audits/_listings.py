"""The shop's listings as each export states them: what they said earlier, when the notice came, and after the correction."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from html.parser import HTMLParser
from typing import Any

from kit.audits.request import Request
from kit.model import instant
from kit.tools.cells import several, text

FIELDS = ("title", "description", "variation")
_BLOCKS = frozenset({"p", "div", "li", "ul", "ol", "br", "tr", "td", "h1", "h2", "h3", "h4", "section", "table"})
_SILENT = frozenset({"script", "style", "template"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One SKU of one listing in one export. `texts`: what a buyer reads, by its field, without markup."""

    sku_id: str
    seller_sku: str
    product_id: str
    title: str
    brand: str
    texts: tuple[tuple[str, str], ...]
    pictures: int  # in the description; their words are not read here

    @property
    def name(self) -> str:
        """How the seller calls it."""
        return self.seller_sku or self.sku_id

    def is_among(self, names: frozenset[str]) -> bool:
        """Whether one of these names means it: seller SKU, SKU ID or product ID."""
        return bool({self.sku_id, self.seller_sku, self.product_id} & names)

    def holds(self, words: str) -> bool:
        """Whether the sheet of a seller means it: a name of it, `all`, or several names parted by commas."""
        named = names(words)
        return self.is_among(named) or means_all(named)


def names(words: str) -> frozenset[str]:
    """The SKUs that a cell of a seller's sheet names, parted by commas or semicolons."""
    return frozenset(several(words))


def means_all(named: frozenset[str]) -> bool:
    """Whether the cell means every listing."""
    return bool({"all", "全部"} & {name.casefold() for name in named})


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """All listings as of one moment."""

    at: datetime
    files: tuple[str, ...]
    listings: tuple[Listing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exports:
    """The exports by what they show. `stood`: when the notice came; `earlier` and `after` may be wanting."""

    earlier: Export | None
    stood: Export
    after: Export | None

    @property
    def listings(self) -> tuple[Listing, ...]:
        """Every listing of every export."""
        return tuple(listing for export in (self.earlier, self.stood, self.after) if export for listing in export.listings)


def exports(request: Request) -> Exports | str:
    """The listings before and after, or why there is nothing to look at.

    The listings stood as in the last export up to the notice or the first corrective action, whichever came later: a
    seller often exports on the day of the notice and corrects then.
    """
    stated = request.table("products_as_stated")
    if stated is None or stated.empty:
        return "there is no export of listings; put the table of products as it was and as it is into listings/"
    moments = {hint.file: hint.exported for hint in request.case.data.listings}
    files = sorted(str(name) for name in stated["source_file"].unique())
    if unknown := [name for name in files if not moments.get(name)]:
        return f"it is not known when {', '.join(unknown)} was exported; say so in case.yaml, data.listings, exported"
    rows: dict[datetime, list[Listing]] = {}
    named: dict[datetime, list[str]] = {}
    for name in files:
        at = moments[name]
        assert at
        named.setdefault(at, []).append(name)
        mine = stated[stated["source_file"] == name]
        rows.setdefault(at, []).extend(_listing(row) for row in mine.itertuples(index=False))
    found = [Export(at=at, files=tuple(named[at]), listings=tuple(rows[at])) for at in sorted(rows)]
    until = _corrected_from(request)
    place = max((n for n, export in enumerate(found) if export.at <= until), default=0)
    return Exports(
        earlier=found[place - 1] if place else None, stood=found[place], after=found[-1] if place < len(found) - 1 else None
    )


def _corrected_from(request: Request) -> datetime:
    """Until when the listings stood as the notice found them."""
    zone = request.policy.zone
    done = [instant(action.done, zone) for action in request.case.corrective if action.done]
    return max(request.case.violation.received, min(done)) if done else request.case.violation.received


def _listing(row: Any) -> Listing:
    cells = {name: text(getattr(row, name)) for name in (*FIELDS, "sku_id", "seller_sku", "product_id", "brand")}
    plain, pictures = plain_text(cells["description"])
    texts = {"title": cells["title"], "description": plain, "variation": cells["variation"]}
    return Listing(
        sku_id=cells["sku_id"] or cells["product_id"],
        seller_sku=cells["seller_sku"],
        product_id=cells["product_id"],
        title=cells["title"],
        brand=cells["brand"],
        texts=tuple((name, text) for name, text in texts.items() if text),
        pictures=pictures,
    )


# --- markup -------------------------------------------------------------------------------------


def plain_text(markup: str) -> tuple[str, int]:
    r"""What a reader sees of a description's HTML, a line for each block, and how many pictures it has.

    >>> plain_text("<p>Kills <b>mites</b></p><script>x()</script><img alt='Fast'>")
    ('Kills mites\nFast', 1)
    """
    if "<" not in markup:
        return markup, 0
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return "\n".join(filter(None, lines)), reader.pictures


class _Reader(HTMLParser):
    """Gathers text and the words that stand for pictures; scripts and styles are passed over."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.pictures = 0
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag == "img":
            self.pictures += 1
            self.parts.append(f"\n{dict(attrs).get('alt') or ''}\n")
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in _SILENT))
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a plain text."""
    from kit.tools.prose import sentences as spans

    yield from (text[start:end].strip() for start, end in spans(text))
