"""Single lines of text in any of the kit's scripts: shaped, measured and ready to be drawn in a PDF (uharfbuzz, python-bidi).

A `Line` is shaped once and drawn often. `Faces` hands out the character codes of one document's fonts and gives each
font cut down to the glyphs that were drawn.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from typing import Any, Literal, NamedTuple

from kit.errors import RenderError
from kit.paths import FONTS

JOINER = "\u2060"
Weight = Literal["400Regular", "600SemiBold"]
REGULAR: Weight = "400Regular"
SEMIBOLD: Weight = "600SemiBold"
_STACK = ("SourceSans3", "NotoSansSC", "NotoSansThai", "NotoSansArabic")  # the first that has a character draws it
_SCRIPTS = {"NotoSansSC": "Hani", "NotoSansThai": "Thai", "NotoSansArabic": "Arab"}
_PLAIN = ("SourceSans3", "NotoSansSC")  # one glyph after the other; other scripts are also told in words
_FEATURES = {"liga": False, "dlig": False, "clig": False, "tnum": True, "lnum": True}
_INVISIBLE = dict.fromkeys(
    [*range(32), 0x7F, 0xAD, *range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070), 0xFEFF]
)
_NOT_IN_PDF = (b"GSUB", b"GPOS", b"GDEF", b"BASE", b"name", b"DSIG", b"STAT", b"meta", b"post", b"OS/2")  # font tables
_SPACES = re.compile(r"\s+")
_CJK = r"[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF]"
_CLOSING = r"[\u3001\u3002\uFF01\uFF09\uFF0C\uFF1A\uFF1B\uFF1F\u300B\u300D\u3011\u201D\u2019]"
_CLUSTER = re.compile(r"[\u0E40-\u0E44]?.[\u0300-\u036F\u064B-\u0652\u0E30-\u0E3A\u0E45-\u0E4E]*")  # a letter with its marks
_BREAKABLE = re.compile(rf"{_CJK}{_CLOSING}*|\s+|(?:(?!{_CJK})\S)+")


class Glyph(NamedTuple):
    """One glyph; lengths are in thousandths of the size. `text` is what it stands for.

    Of several glyphs that draw one letter (a base and its dots) the first says it, the others a word joiner.
    """

    id: int
    advance: float
    dx: float
    dy: float
    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one face, left to right. `spoken` is the text in reading order where the glyphs alone do not give it."""

    face: str
    glyphs: tuple[Glyph, ...]
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A shaped text; `width` is in thousandths of the size."""

    text: str
    runs: tuple[Run, ...]
    width: float

    def wide(self, size: float) -> float:
        """Width in points at a size."""
        return self.width * size / 1000


@lru_cache(maxsize=4096)
def shaped(text: str, weight: Weight) -> Line:
    """The text as glyphs in the order in which they stand on paper; RenderError if no face has a character."""
    text = _SPACES.sub(" ", text).translate(_INVISIBLE)
    runs: list[Run] = []
    for piece, is_right_to_left in _visual_runs(text):
        parts = [_run(part, face, is_right_to_left) for face, part in _by_face(piece, weight)]
        runs += parts[::-1] if is_right_to_left else parts
    return Line(text, tuple(runs), sum(g.advance for r in runs for g in r.glyphs))


def joined(*lines: Line) -> Line:
    """The lines one after the other: what changes from page to page is shaped apart from what stays."""
    return Line("".join(n.text for n in lines), tuple(r for n in lines for r in n.runs), sum(n.width for n in lines))


def clean(text: str) -> str:
    """One line of visible text: white space joined, direction marks and other invisible characters dropped."""
    return _SPACES.sub(" ", text).translate(_INVISIBLE).strip()


def wrapped(text: str, weight: Weight, size: float, width: float, *, lines: int, suffix: str = "") -> tuple[str, ...]:
    """The text on at most so many lines of that width in points; a longer one ends at a word with "…".

    `suffix`, set in the same weight and size, has room behind the last line; it is not part of what is given.
    """
    words = [piece for word in _BREAKABLE.findall(clean(text)) for piece in _pieces(word, weight, size, width)]
    for pieces in (*_shortened(words), *_shortened(list("".join(words)))):
        held = [*pieces[:-1], "".join(pieces[-1:]) + suffix]  # the suffix moves to the next line with the last word
        filled = _filled(held, weight, size=size, width=width, most=lines)
        if filled and filled[-1].endswith(suffix):
            return (*filled[:-1], filled[-1].removesuffix(suffix))
    return ("…",)


def _pieces(word: str, weight: Weight, size: float, width: float) -> list[str]:
    """The word; one that takes half a line (Thai has no spaces) in clusters, so that lines can end within it."""
    return [word] if shaped(word, weight).wide(size) <= width / 2 else _CLUSTER.findall(word)


def _shortened(words: list[str]) -> Iterator[list[str]]:
    """All the words, then ever fewer with "…" behind them, at least one."""
    yield words
    for kept in range(len(words) - 1, 0, -1):
        head = words[:kept]
        while head and not head[-1].strip(" ,;:–-"):
            head.pop()
        if head:
            yield [*head[:-1], head[-1].rstrip(" ,;:–-"), " ", "…"]


def _filled(words: Iterable[str], weight: Weight, *, size: float, width: float, most: int) -> tuple[str, ...]:
    """The words set line by line; nothing if they need more lines than allowed."""
    done, line = [], ""
    for word in words:
        if shaped((line + word).rstrip(), weight).wide(size) <= width:
            line += word
            continue
        if line.strip():
            done.append(line.rstrip())
        line = word.lstrip()
        while line and shaped(line, weight).wide(size) > width:  # a word longer than a line is cut where it must be
            fits = next(n for n in range(len(line) - 1, 0, -1) if shaped(line[:n], weight).wide(size) <= width or n == 1)
            done.append(line[:fits])
            line = line[fits:]
        if len(done) >= most:
            return ()
    done.append(line.rstrip())
    return tuple(done) if len(done) <= most else ()


# --- from text to glyphs --------------------------------------------------------------------------


def _visual_runs(text: str) -> list[tuple[str, bool]]:
    """Stretches of one direction, left to right on paper, each in reading order; True is right to left."""
    if all(ord(c) < 0x590 or 0x900 <= ord(c) < 0xFB1D for c in text):
        return [(text, False)] if text else []
    from bidi import algorithm

    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = 0, "L"
    algorithm.get_embedding_levels(text, storage)
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    characters = [(c["ch"], c["level"]) for c in storage["chars"]]
    runs = [("".join(ch for ch, _ in group), level) for level, group in groupby(characters, key=lambda c: c[1])]
    for level in range(max(level for _, level in runs), 0, -1):
        runs = _reversed_at(runs, level)
    return [(piece, level % 2 == 1) for piece, level in runs]


def _reversed_at(runs: list[tuple[str, int]], level: int) -> list[tuple[str, int]]:
    """Rule L2 of the bidirectional algorithm for one level, over whole runs."""
    turned: list[tuple[str, int]] = []
    for is_deep, group in groupby(runs, key=lambda r: r[1] >= level):
        members = list(group)
        turned += reversed(members) if is_deep else members
    return turned


def _by_face(text: str, weight: Weight) -> list[tuple[str, str]]:
    """(face, stretch) in reading order. A space or mark stays with the face before it if that face has it."""
    found: list[tuple[str, str]] = []
    for character in text:
        face = found[-1][0] if found and not character.isalnum() else ""
        if not face or not _has(face, character):
            face = next((f"{name}_{weight}" for name in _STACK if _has(f"{name}_{weight}", character)), "")
        if not face:
            raise RenderError(
                f"no font of the kit has the character {character!r} (U+{ord(character):04X})",
                [f"it stands in “{text}”; write it otherwise"],
            )
        if found and found[-1][0] == face:
            found[-1] = (face, found[-1][1] + character)
        else:
            found.append((face, character))
    return found


def _run(text: str, face: str, is_right_to_left: bool) -> Run:
    hb, font = _harfbuzz(), _font(face)
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction = "rtl" if is_right_to_left else "ltr"
    buffer.script = _SCRIPTS.get(face.partition("_")[0], "Latn")
    buffer.language = "en"
    buffer.cluster_level = hb.BufferClusterLevel.CHARACTERS
    hb.shape(font, buffer, _FEATURES)
    per_mille = 1000 / font.face.upem
    infos, places = buffer.glyph_infos, buffer.glyph_positions
    ends = _cluster_ends([i.cluster for i in infos], len(text))
    told: set[int] = set()
    glyphs = []
    for info, place in zip(infos, places, strict=True):
        says = JOINER if info.cluster in told else text[info.cluster : ends[info.cluster]]
        told.add(info.cluster)
        glyphs.append(
            Glyph(
                info.codepoint,
                place.x_advance * per_mille,
                place.x_offset * per_mille,
                place.y_offset * per_mille,
                says,
            )
        )
    is_plain = face.startswith(_PLAIN) and "".join(g.text for g in glyphs) == text
    return Run(face, tuple(glyphs), "" if is_plain else text)


def _cluster_ends(clusters: list[int], length: int) -> dict[int, int]:
    starts = sorted(set(clusters))
    return dict(zip(starts, [*starts[1:], length], strict=True))


@lru_cache(maxsize=4096)
def _has(face: str, character: str) -> bool:
    return _font(face).get_nominal_glyph(ord(character)) is not None


@cache
def characters(face: str) -> frozenset[int]:
    """Code points that a face draws."""
    return frozenset(_font(face).face.unicodes)


@cache
def _font(face: str) -> Any:
    hb = _harfbuzz()
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(FONTS / f"{face}.ttf"))))


@cache
def _harfbuzz() -> Any:
    import uharfbuzz

    return uharfbuzz


# --- the fonts of one document ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Subset:
    """One face cut to the glyphs of a document. Codes count from 1; `glyph_of[code]` is the glyph in `content`."""

    name: str  # PostScript name with the subset's tag
    content: bytes  # TrueType
    glyph_of: tuple[int, ...]
    widths: tuple[float, ...]  # by code, thousandths
    texts: tuple[str, ...]  # by code: what it stands for
    ascent: float
    descent: float
    box: tuple[float, float, float, float]


class Faces:
    """The glyphs that one document draws."""

    def __init__(self) -> None:
        self._codes: dict[str, dict[tuple[int, str], tuple[int, float]]] = {}

    def drawn(self, line: Line, size: float, x: float, y: float) -> bytes:
        """PDF operators that show the line with its baseline starting there; fonts are named as by `name`."""
        out = [b"BT"]
        for run in line.runs:
            pieces, x = self._shown(run, size, x, y)
            out.append(b"/%s %.4g Tf" % (self.name(run.face).encode(), size))
            if run.spoken:
                said = run.spoken.encode("utf-16-be").hex().encode()
                out += [b"/Span <</ActualText <FEFF%s>>> BDC" % said, *pieces, b"EMC"]
            else:
                out += pieces
        return b"\n".join([*out, b"ET\n"])

    def name(self, face: str) -> str:
        """Name of a face among the resources of a page: B0, B1 and so on."""
        self._codes.setdefault(face, {})
        return f"B{list(self._codes).index(face)}"

    def subsets(self) -> dict[str, Subset]:
        """Resource name -> the font, cut to what was drawn."""
        return {self.name(face): _subset(face, tuple(codes)) for face, codes in self._codes.items() if codes}

    def _shown(self, run: Run, size: float, x: float, y: float) -> tuple[list[bytes], float]:
        """Text-showing operators of a run and where it ends. Glyphs without offsets go out in one string."""
        codes = self._codes.setdefault(run.face, {})
        pieces: list[bytes] = []
        waiting: list[bytes] = []
        start = x
        for glyph in run.glyphs:
            code, width = codes.setdefault((glyph.id, glyph.text), (len(codes) + 1, _own_width(run.face, glyph.id)))
            if glyph.dx or glyph.dy:
                pieces += _string(waiting, start, y)
                pieces += _string([b"<%04X>" % code], x + glyph.dx * size / 1000, y + glyph.dy * size / 1000)
                waiting, start = [], x + glyph.advance * size / 1000
            else:
                waiting.append(b"<%04X>" % code)
                if abs(glyph.advance - width) > 0.01:  # kerning
                    waiting.append(b"%.6g" % (width - glyph.advance))
            x += glyph.advance * size / 1000
        return pieces + _string(waiting, start, y), x


def _string(shown: list[bytes], x: float, y: float) -> list[bytes]:
    joined = b"".join(shown).replace(b"><", b"")
    return [b"1 0 0 1 %.6g %.6g Tm [%s] TJ" % (x, y, joined)] if shown else []


@cache
def _own_width(face: str, glyph: int) -> float:
    font = _font(face)
    return float(font.get_glyph_h_advance(glyph)) * 1000 / float(font.face.upem)


@lru_cache(maxsize=32)
def _subset(face: str, keys: tuple[tuple[int, str], ...]) -> Subset:
    hb, font = _harfbuzz(), _font(face)
    wanted = hb.SubsetInput()
    wanted.glyph_set.update({glyph for glyph, _ in keys})
    wanted.drop_table_tag_set.update({int.from_bytes(tag) for tag in _NOT_IN_PDF})
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    plan = hb.SubsetPlan(font.face, wanted)
    content = bytes(plan.execute().blob.data)
    renumbered = dict(plan.old_to_new_glyph_mapping)
    scale = 1000 / font.face.upem
    reach = font.get_font_extents("ltr")
    tag = "".join(chr(65 + b % 26) for b in hashlib.sha256(content).digest()[:6])
    return Subset(
        name=f"{tag}+{face.replace('_400Regular', '-Regular').replace('_600SemiBold', '-SemiBold')}",
        content=content,
        glyph_of=(0, *(renumbered[glyph] for glyph, _ in keys)),
        widths=(0.0, *(_own_width(face, glyph) for glyph, _ in keys)),
        texts=("", *(text for _, text in keys)),
        ascent=reach.ascender * scale,
        descent=reach.descender * scale,
        box=(-1000.0, reach.descender * scale, 2000.0, reach.ascender * scale),
    )
