"""Money and counts as a site writes them: exact decimals; what may be read in two ways is not read."""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kit.model import Notation
from kit.orders.sheet import CODED, MONEY, TEXT, Mask, coded, mask

CURRENCIES = {  # code (ISO 4217) and its own signs; a lone $ is of several
    "GBP": "£",
    "USD": r"US\$",
    "EUR": "€",
    "IDR": r"Rp\.?",
    "VND": "₫|đ",
    "THB": "฿",
    "PHP": "₱",
    "MYR": "RM",
    "SGD": r"S\$",
    "JPY": "¥|￥|円",
    "MXN": r"MX\$",
    "BRL": r"R\$",
    "SAR": "",
    "AED": "",
    "CNY": "",
    "HKD": r"HK\$",
    "TWD": r"NT\$",
}
_CURRENCY = rf"(?i:{'|'.join([*CURRENCIES, *filter(None, CURRENCIES.values())])}|\$)"
_MARKS = {"": "", " ": r"[ \x{a0}\x{202f}]", ".": r"\.", ",": ",", "'": "['’]"}
_PLACES = 4  # of MONEY's decimals
_WHOLE_DIGITS = 14
_PLAIN = rf"^-?\d{{1,{_WHOLE_DIGITS}}}(\.\d{{1,2}})?$"  # three decimals could be thousands
_COUNT_DIGITS = 9
_MOST = 0.5  # where more of the cells than this cannot be read, it is the column that is not understood


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Amounts:
    """The numbers of one column."""

    values: Any  # decimals (or whole numbers); null where the cell is blank or not read
    unread: Mask  # rows whose cell is filled and cannot be read
    currencies: tuple[str, ...]  # ISO codes; a sign of several as the cells write it

    @property
    def is_foreign(self) -> bool:
        """Whether the column as a whole is not written in the notation."""
        filled = len(self.values) - self.values.null_count + int(self.unread.sum())
        return bool(self.unread.sum() > _MOST * filled)


def money(column: Any, notation: Notation, *, numeric: Mask | None = None, is_share: bool = False) -> Amounts:
    """Decimals of a coded column of text.

    `numeric` marks cells that a workbook holds as numbers: these are written with a point whatever the notation.
    A share may end with a per cent sign.
    """
    if numeric is not None and numeric.any():
        stored = _placed(_stored(coded(column)[1]), coded(column)[0], ())
        others = pc.if_else(pa.array(numeric), pa.scalar(None, TEXT), column.cast(TEXT))
        written = money(pa.chunked_array([others]).cast(CODED), notation, is_share=is_share)
        return Amounts(
            values=pc.if_else(pa.array(numeric), stored.values, written.values),
            unread=np.where(numeric, stored.unread, written.unread),
            currencies=written.currencies,
        )
    codes, texts = coded(column)
    if notation.decimal == "." and mask(pc.match_substring_regex(texts, _PLAIN)).all():
        return _placed(texts.cast(MONEY), codes, ())
    read, currencies = _by_notation(texts, notation, is_share=is_share)
    return _placed(read, codes, currencies)


def counts(column: Any, notation: Notation) -> Amounts:
    """Whole numbers from 0 on of a coded column of text: `3`, `3.0`, `1,200`."""
    codes, texts = coded(column)
    thousands = _MARKS[notation.thousands]
    grouped = rf"|\d{{1,3}}(?:{thousands}\d{{3}})+" if thousands else ""
    # A workbook writes 3.0 whatever the notation.
    fits = pc.match_substring_regex(texts, rf"^(?:\d{{1,{_COUNT_DIGITS}}}(?:[.,]0{{1,2}})?{grouped})$")
    whole = pc.replace_substring_regex(texts, r"[.,]0{1,2}$", "")
    digits = pc.replace_substring_regex(whole, r"\D", "")
    return _placed(_where(fits, digits).cast(pa.int64()), codes, ())


# --- one distinct text after another --------------------------------------------------------------


def _placed(read: Any, codes: Any, currencies: tuple[str, ...]) -> Amounts:
    """The numbers of the distinct texts at the rows that have them."""
    values = read.take(codes) if len(read) else pa.nulls(len(codes), read.type)
    unread = mask(pc.and_(codes.is_valid(), values.is_null()))
    return Amounts(values=pa.chunked_array([values]), unread=unread, currencies=currencies)


def _where(fits: Any, texts: Any) -> Any:
    return pc.if_else(fits, texts, pa.scalar(None, TEXT))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Numbers:
    """Texts as one notation reads them."""

    plain: Any  # digits with a point and a sign, null where the text is no number
    has_part: Any  # whether there are decimals
    currency: Any


def _by_notation(texts: Any, notation: Notation, *, is_share: bool) -> tuple[Any, tuple[str, ...]]:
    """Decimals of the texts, null where one does not fit.

    A cell that the other notation would read too (`1.234`) is read only where no cell fits the other notation alone, and
    where the mark in it stands for thousands, or for the decimals of a share that other cells prove. A notation without a mark for
    thousands is a machine's: there is nothing to doubt.
    """
    own = _numbers(texts, notation, is_share=is_share)
    read = own.plain.is_valid()
    if notation.thousands:
        turned = _numbers(texts, _turned(notation), is_share=is_share).plain.is_valid()
        marked = pc.match_substring_regex(texts, r"\d[.,]\d")
        either = pc.and_(pc.and_(read, turned), marked)
        sure = pc.any(pc.and_(pc.and_(read, marked), pc.invert(turned))).as_py()
        lucky = pc.any(pc.and_(either, own.has_part)).as_py() and not sure
        if lucky or pc.any(pc.and_(turned, pc.invert(read))).as_py():
            read = pc.and_(read, pc.invert(either))
        elif not is_share:
            read = pc.and_(read, pc.invert(pc.and_(either, own.has_part)))  # three decimals: no amount has them
    written = pc.unique(own.currency.filter(read)).to_pylist()
    return _where(read, own.plain).cast(MONEY), tuple(sorted({_code(sign) for sign in written if sign}))


def _code(written: str) -> str:
    """The ISO code of a currency as a cell writes it; a lone sign of several stays as it is."""
    return next((code for code, sign in CURRENCIES.items() if re.fullmatch(rf"(?i){code}|{sign or code}", written)), written)


def _turned(notation: Notation) -> Notation:
    """The notation in which comma and point have changed their parts."""
    return Notation(decimal=",", thousands=".") if notation.decimal == "." else Notation(decimal=".", thousands=",")


def _numbers(texts: Any, notation: Notation, *, is_share: bool) -> _Numbers:
    thousands = _MARKS[notation.thousands]
    grouped = rf"[1-9]\d{{0,2}}(?:{thousands}\d{{3}})+|" if thousands else ""
    percent = "|%" if is_share else ""
    found = pc.extract_regex(
        texts,
        rf"^(?P<open>\()?(?P<sign>[-−+]?)\s?(?P<before>{_CURRENCY}?)[\s\x{{a0}}]*(?P<inner>[-−+]?)"
        rf"(?P<whole>{grouped}\d*)(?:{_MARKS[notation.decimal]}(?P<part>\d+))?"
        rf"[\s\x{{a0}}]*(?P<after>{_CURRENCY}?{percent})(?P<close>\))?$",
    )
    piece = {
        name: pc.struct_field(found, name) for name in ("open", "sign", "before", "inner", "whole", "part", "after", "close")
    }
    whole = pc.utf8_ltrim(pc.replace_substring_regex(piece["whole"], r"\D", ""), "0")
    part = pc.utf8_rtrim(piece["part"], "0")
    signs = pc.binary_join_element_wise(piece["open"], piece["sign"], piece["inner"], "")
    closed = pc.equal(pc.binary_length(piece["open"]), pc.binary_length(piece["close"]))
    filled = pc.greater(pc.add(pc.binary_length(piece["whole"]), pc.binary_length(piece["part"])), 0)
    small = pc.and_(pc.less_equal(pc.utf8_length(whole), _WHOLE_DIGITS), pc.less_equal(pc.utf8_length(part), _PLACES))
    fits = pc.and_(pc.and_(pc.and_(closed, filled), small), pc.less_equal(pc.utf8_length(signs), 1)).fill_null(False)
    minus = pc.if_else(pc.is_in(signs, pa.array(["(", "-", "−"])), "-", "")
    digits = pc.binary_join_element_wise(minus, pc.binary_join_element_wise("0", whole, ""), "")
    return _Numbers(
        plain=_where(fits, pc.binary_join_element_wise(digits, part, ".")),
        has_part=pc.greater(pc.binary_length(piece["part"]), 0).fill_null(False),
        currency=pc.utf8_upper(pc.binary_join_element_wise(piece["before"], piece["after"], "")),
    )


def _stored(texts: Any) -> Any:
    """Decimals of numbers as a workbook stores them, with the crumbs of binary arithmetic rounded away."""
    fits = pc.match_substring_regex(texts, rf"^-?\d{{1,{_WHOLE_DIGITS}}}(\.\d+)?(e-?\d+)?$")
    return pc.round(_where(fits, texts).cast(pa.float64()), _PLACES).cast(MONEY)
