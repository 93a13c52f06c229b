"""Whether what stands in a file is of the site that its headers were taken for: headers alone are often those of many sites."""

import re
from collections.abc import Iterator
from typing import Any

import numpy as np

from kit import policy
from kit.errors import BadFile
from kit.orders.amounts import CURRENCIES
from kit.orders.export_format import TableFormat, folded, formats, table_formats
from kit.orders.sheet import Request, Sheet, coded

_MOST = 0.5  # of the filled cells
_TOLD_BY = ("status", "return_type")  # texts that tell the language of the file


def refuse_foreign(sheet: Sheet, request: Request) -> None:
    """Raises BadFile where the file is of another site than the case, or its amounts or statuses are of another than its format.

    Not where case.yaml declares the format, and not where no format of the case's site is known: then another market's is
    the nearest, unless its amounts speak against it.
    """
    if request.format or sheet.format.id not in formats() or sheet.format.layout.records is not None:
        return
    site = sheet.format.market or request.site
    if site != request.site and (_is_known(sheet, request.site) or _other_currency(sheet, request.site)):
        text = f"is an export of {site} ({sheet.format.id}), but the case is on {request.site}: take it out"
        own = (
            f"if its rows are of this shop all the same, state in case.yaml data.{request.folder} format:, zone: and date_format:"
        )
        raise BadFile(request.file, [f"{text}; {own}"])
    found = [why for why in (_other_currency(sheet, site), _other_language(sheet)) if why]
    if found:
        text = (
            f"{'; '.join(found)}. If it is of site {site} all the same, or of another, state in case.yaml data.{request.folder} "
        )
        raise BadFile(request.file, [f"{text}format: (such as {sheet.format.id}), zone: and date_format:"])


def assumed(sheet: Sheet, request: Request) -> list[str]:
    """A note where nothing in the file tells its site, so that its being the case's is an assumption; or tells against it."""
    found = sheet.format
    if found.layout.records is not None:  # an answer: its times are in UTC whatever the site
        return [why] if (why := _other_currency(sheet, request.site)) else []
    if request.format or found.id not in formats() or found.market not in {request.site, None}:
        return []
    if _has_hint(sheet) or _has_own_currency(sheet, request.site) or _has_own_language(sheet):
        return []
    why = "nothing in the file tells its site, no header, currency or status of one market alone"
    state = f"if it is of another, state format:, zone: and date_format: in case.yaml data.{request.folder}"
    return [f"{why}: taken for one of {request.site}, the case's; {state}"]


def _is_known(sheet: Sheet, site: str) -> bool:
    """Whether a format of the site is known for what the sheet holds."""
    return any(f.market == site and f.layout.records is None for f in table_formats(sheet.format.kind))


def _has_hint(sheet: Sheet) -> bool:
    return bool({folded(h) for h in sheet.format.hints} & {folded(h) for h in sheet.headers})


def _has_own_currency(sheet: Sheet, site: str) -> bool:
    return site in policy.codes() and policy.site(site).currency in _currencies(sheet)


def _has_own_language(sheet: Sheet) -> bool:
    """Whether most texts of a status are known to the format and to that of no other market."""
    others = [
        f for f in table_formats(sheet.format.kind) if f.market not in {sheet.format.market, None} and f.layout.records is None
    ]
    for name in (n for n in sheet.of_kind("value") if n in _TOLD_BY):
        texts = _counted(sheet, name)
        if texts and _known(texts, sheet.format, name) > _MOST >= max((_known(texts, f, name) for f in others), default=0):
            return sheet.format.market is not None
    return False


def _currencies(sheet: Sheet) -> set[str]:
    """The currencies that amounts of the sheet are in, where they say so."""
    return {code for text in _amounts(sheet) for code in CURRENCIES if _has_sign(text, code)}


def _counted(sheet: Sheet, name: str) -> dict[str, int]:
    """Each text of a column, and how many cells have it."""
    codes, texts = coded(sheet.table[name])
    counts = np.bincount(codes.drop_null(), minlength=len(texts)).tolist()
    return {folded(text): count for text, count in zip(texts.to_pylist(), counts, strict=True) if count}


def _other_currency(sheet: Sheet, site: str) -> str | None:
    """Say so if amounts are in currencies, and none of them is the site's."""
    stated = _currencies(sheet)
    if not stated or site not in policy.codes():
        return None
    own = policy.site(site).currency
    if own in stated or own not in CURRENCIES:
        return None
    return f"its amounts are in {' and '.join(sorted(stated))}, but {sheet.format.id} was taken for site {site}, which has {own}"


def _amounts(sheet: Sheet) -> Iterator[str]:
    """The distinct texts of the money columns and of the column of the currency."""
    for name in sheet.of_kind("money", "text"):
        if name == "currency" or sheet.rules.fields[name].kind == "money":
            yield from _distinct(sheet.table[name])


def _has_sign(text: str, code: str) -> bool:
    signs = "|".join(filter(None, (code, CURRENCIES[code])))
    return re.fullmatch(rf"(?i)[-−(]?\s*(?:{signs})\s*[-\d.,()\s]*|[-−(]?[\d.,\s]+(?:{signs})\)?", text) is not None


def _other_language(sheet: Sheet) -> str | None:
    """Say so if most of the texts of a status are not known to the format, naming the formats that know them."""
    for name in (n for n in sheet.of_kind("value") if n in _TOLD_BY):
        texts = _counted(sheet, name)
        if texts and _known(texts, sheet.format, name) < _MOST:
            others = [
                f.id for f in table_formats(sheet.format.kind) if _known(texts, f, name) > _MOST and f.layout.records is None
            ]
            if not others and sheet.format.kind != "orders":  # their texts are less well known, and judge no order
                continue
            are = f"they are those of {' or '.join(others)}" if others else "no format knows them"
            return f"most texts of {sheet.header(name)} are not known to {sheet.format.id}; {are}"
    return None


def _known(texts: dict[str, int], found: TableFormat, name: str) -> float:
    """The share of cells whose text the format knows."""
    known = found.meanings(name)
    return sum(count for text, count in texts.items() if text in known) / sum(texts.values())


def _distinct(column: Any) -> list[str]:
    return [text for text in coded(column)[1].to_pylist() if text]
