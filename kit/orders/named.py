"""Where texts name a buyer of the case's own files: buyers' columns are read again in the bounded worker, and stay there.

What comes back are places in the texts that were asked about. Nothing read in a buyer's column leaves the worker or is kept.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from kit.errors import BadFile
from kit.orders import csv_rows, json_answers, text_content, xlsx_rows
from kit.orders.fields import TABLES
from kit.orders.sheet import TEXT, Header, Request
from kit.orders.text_content import Content
from kit.orders.workbook import safe_parts

_COLUMNS = (  # what a buyer's column holds, by words of its header; the first that fits
    ("phone number", re.compile(r"phone|mobile|\btel\b|電話|电话|手机", re.IGNORECASE)),
    ("postcode", re.compile(r"zip|post ?code|postal|郵便|邮编", re.IGNORECASE)),
    ("address", re.compile(r"address|street|full_address|住所|地址|shipping information|配送先", re.IGNORECASE)),
    (
        "name",
        re.compile(
            r"recipient|consignee|receiver|\bname\b|nickname|username|buyer$|受取人|収件人|收件人|收货人|买家", re.IGNORECASE
        ),
    ),
)
_LEAVES = {"name": "name", "phone_number": "phone number", "postal_code": "postcode", "full_address": "address", "address_detail": "address",
           "address_line1": "address", "buyer_nickname": "name"}  # fmt: skip
_TOKEN = re.compile(r"[^\W_]+")
_CJK = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_CJK_RE2 = r"\x{3040}-\x{30ff}\x{3400}-\x{9fff}\x{ac00}-\x{d7af}"  # the same for Arrow
_RUN = re.compile(rf"[{_CJK}](?:\s?[{_CJK}\d])*")
_DIALLED = re.compile(r"(?<![\w*])[+(]{0,2}[\d*](?:[ ().-]{0,2}[\d*]){7,17}(?![\w*])")
_MOST_TOKENS = 4  # of a name or address that are compared; what follows on the line belongs to it
_HEAD_CJK = 8  # characters of such an address
_LAST = 9  # digits of a telephone number that are compared: countries write the first ones in several ways
_SHORT_ALONE = 6  # characters of a name of one word, which must have a digit too: any other may be a plain word


class Named(NamedTuple):
    """A place in one of the texts (counted from 0) that a buyer's column of the case holds too."""

    text: int
    kind: str
    start: int
    end: int


def find(request: Request, texts: Sequence[str]) -> tuple[Named, ...]:
    """The places in the texts that a buyer's column of the file holds. Runs in the bounded worker."""
    spots = _Spots(texts)
    found = {place for kind, values in _columns(request) for place in spots.held(kind, values)}
    return tuple(Named(text=n, kind=kind, start=start, end=end) for n, start, end, kind in sorted(found))


# --- the texts --------------------------------------------------------------------------------------


class _Spots:
    """What the texts hold that could be a buyer's, by how it is compared."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.words: dict[str, list[tuple[int, int, int]]] = {}
        self.numbers: dict[str, list[tuple[int, int, int]]] = {}
        for n, text in enumerate(texts):
            for key, start, end in (*_phrases(text), *_runs(text)):
                self.words.setdefault(key, []).append((n, start, end))
            for match in _DIALLED.finditer(text):
                if key := dialled(match.group()):
                    self.numbers.setdefault(key, []).append((n, match.start(), match.end()))

    def held(self, kind: str, values: Any) -> Iterator[tuple[int, int, int, str]]:
        """The places that one of the values names. An address goes to the end of its line."""
        places = self.numbers if kind == "phone number" else self.words
        for key in _common(kind, values, places):
            for n, start, end in places[key]:
                yield n, start, _line_end(self.texts[n], end) if kind == "address" else end, kind


def _phrases(text: str) -> Iterator[tuple[str, int, int]]:
    """Each word, and each few words that follow one another."""
    tokens = [(m.group().lower(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    for at, (_, start, _) in enumerate(tokens):
        for count in range(1, _MOST_TOKENS + 1):
            some = tokens[at : at + count]
            if len(some) == count:
                yield unicodedata.normalize("NFC", " ".join(t for t, _, _ in some)), start, some[-1][2]


def _runs(text: str) -> Iterator[tuple[str, int, int]]:
    """Parts of what is written without blanks: two to four characters as a name may have, eight as an address begins."""
    for run in _RUN.finditer(text):
        places = [run.start() + n for n, c in enumerate(run.group()) if not c.isspace()]
        for at in range(len(places)):
            for count in (2, 3, 4, _HEAD_CJK):
                if at + count <= len(places):
                    yield "".join(text[p] for p in places[at : at + count]), places[at], places[at + count - 1] + 1


def dialled(text: str) -> str:
    """A telephone number as it is compared; empty if it is none. Stars stand for withheld digits."""
    digits = re.sub(r"[^\d*]", "", text)
    return digits[-_LAST:] if 8 <= len(digits) <= 15 and sum(c.isdigit() for c in digits) >= 4 else ""


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return max(at, len(text[: end if end >= 0 else None].rstrip()))


# --- the files --------------------------------------------------------------------------------------


def _common(kind: str, values: Any, places: Mapping[str, Any]) -> set[str]:
    """What the values and the places have in common, as it is compared."""
    if not places or not len(values):
        return set()
    values = pc.drop_null(pc.unique(values))
    return {
        key
        for text in _likely(kind, values, places)
        if (key := dialled(text) if kind == "phone number" else _key(kind, text)) in places
    }


def _likely(kind: str, values: Any, places: Mapping[str, Any]) -> list[str]:
    """The few of a million values whose beginning, or a number's end, is that of a place: the rest is never looked at singly."""
    if kind == "phone number":
        digits = pc.replace_substring_regex(values, r"[^\d*]", "")
        ends = pc.utf8_slice_codeunits(digits, start=-_LAST, stop=None)
        return list(digits.filter(pc.is_in(ends, value_set=pa.array(list(places), TEXT))).to_pylist())
    lower = pc.utf8_lower(pc.utf8_normalize(values, form="NFC"))
    plain = pc.utf8_trim_whitespace(pc.replace_substring_regex(lower, r"[^\p{L}\p{N}]+", " "))
    words = pc.replace_substring_regex(plain, r"(?s) .*", "")
    begins = pa.array(sorted({key.partition(" ")[0] for key in places}), TEXT)
    is_likely = pc.or_(pc.is_in(words, value_set=begins), pc.match_substring_regex(plain, rf"^[{_CJK_RE2}]"))
    return list(plain.filter(is_likely).to_pylist())


def _key(kind: str, plain: str) -> str:
    """The beginning that is compared; empty where it would fit plain words too."""
    joined = plain.replace(" ", "")
    if re.match(rf"[{_CJK}]", plain):
        if kind == "address":
            return joined[:_HEAD_CJK] if len(joined) >= _HEAD_CJK else ""
        return joined if 2 <= len(joined) <= 4 else ""
    words = plain.split()
    has_digit = any(c.isdigit() for c in plain)
    if kind == "postcode":
        return plain if has_digit and any(c.isalpha() for c in plain) and len(joined) >= 5 else ""
    if len(words) == 1:
        return plain if kind == "name" and has_digit and len(plain) >= _SHORT_ALONE else ""
    if kind == "address" and not has_digit:
        return ""
    return " ".join(words[:_MOST_TOKENS]) if len(joined) >= 5 else ""


def _columns(request: Request) -> Iterator[tuple[str, Any]]:
    """What each buyer's column holds, and its texts."""
    if request.path.suffix.casefold() in {".json", ".jsonl"}:
        yield from _of_answers(request)
    elif text_content.is_workbook(request.path, request.file):
        yield from _of_workbook(request)
    else:
        yield from _of_text(request)


def _wanted(head: Header) -> dict[int, str]:
    """Position and kind of each column that holds a buyer's data, or may."""
    fields = TABLES[head.format.kind].fields
    persons = {h.casefold() for c in head.format.columns if fields[c.field].kind == "person" for h in c.headers}
    private = {*head.format.buyer_headers(head.headers), *head.format.unknown_headers(head.headers)}
    named = ((at, text) for at, text in enumerate(head.headers) if text in private or text.casefold() in persons)
    return {at: kind for at, text in named if (kind := _kind_of(text))}


def _kind_of(text: str) -> str | None:
    return next((kind for kind, words in _COLUMNS if words.search(text)), None)


def _of_text(request: Request) -> Iterator[tuple[str, Any]]:
    content, head = csv_rows.headed(request)
    wanted = _wanted(head)
    if not wanted or not content.size:
        return
    try:
        with content.rows() as rows:
            table = _read(rows, content, wanted)
        yield from ((kind, table[str(at)]) for at, kind in wanted.items())
    except pa.ArrowInvalid:  # damaged quotes, or rows of another width
        cells = _cell_by_cell(request, content, wanted)
        yield from ((kind, pa.chunked_array([pa.array(cells[at], TEXT)])) for at, kind in wanted.items())


def _read(rows: BinaryIO, content: Content, wanted: Mapping[int, str]) -> Any:
    return arrow_csv.read_csv(
        rows,
        arrow_csv.ReadOptions(column_names=[str(n) for n in range(len(content.headers))]),
        arrow_csv.ParseOptions(delimiter=content.delimiter, newlines_in_values=True),
        arrow_csv.ConvertOptions(include_columns=[str(at) for at in wanted], column_types={str(at): TEXT for at in wanted}),
    )


def _cell_by_cell(request: Request, content: Content, wanted: Mapping[int, str]) -> dict[int, list[str]]:
    """The cells of the columns, from rows of any width."""
    csv.field_size_limit(csv_rows.FIELD_LIMIT)
    found: dict[int, list[str]] = {at: [] for at in wanted}
    with io.TextIOWrapper(content.rows(), "utf-8", errors="replace", newline="") as text:
        try:
            for row in csv.reader(text, delimiter=content.delimiter):
                for at in wanted:
                    found[at] += row[at : at + 1]
        except csv.Error as error:
            raise BadFile(request.file, [f"cannot be searched for buyers: {error}; export it again"]) from None
    return found


def _of_workbook(request: Request) -> Iterator[tuple[str, Any]]:
    safe_parts(request)
    for sheet in xlsx_rows.load(request):
        cells = sheet.to_arrow()
        head = xlsx_rows.heading(request, sheet.name, cells)
        if not isinstance(head, str):
            yield from ((kind, pa.chunked_array([cells.columns[at]]).cast(TEXT)) for at, kind in _wanted(head).items())


def _of_answers(request: Request) -> Iterator[tuple[str, Any]]:
    """The parts of an answer of the Open API that are a buyer's, wherever they stand."""
    found: dict[str, list[str]] = {}
    waiting: list[Any] = json_answers.read(request)
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            address = part.get("recipient_address")
            for key, value in ({**address, **part} if isinstance(address, dict) else {}).items():
                if key in _LEAVES and isinstance(value, str):
                    found.setdefault(_LEAVES[key], []).append(value)
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
    yield from ((kind, pa.chunked_array([pa.array(values, TEXT)])) for kind, values in found.items())
