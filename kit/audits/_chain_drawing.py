"""The chain of authorisation as a drawing: firms as boxes, letters as arrows with their days, and where it breaks."""

from collections.abc import Iterator
from html import escape
from itertools import pairwise

from kit.audits._chain import Chain, Grant
from kit.audits.request import Request
from kit.tools import figures
from kit.tools.firm_names import folded

WIDE = 540
_INK, _GREY, _ACCENT, _BROKEN, _HAIR = "#16191D", "#56616B", "#123F63", "#A63A00", "#C4CBD1"
_BOX_HIGH, _TOP, _LINE = 58, 4, 11
_BOX_MOST, _ARROW_LEAST = 150, 96
_SELLER, _OWNER = "Seller", "Owner of the right"
_LETTER = 4.5  # points that a letter of 9 points takes on average


def chain(request: Request, now: Chain) -> str:
    """An SVG, 540 points wide."""
    names = [*now.way, *now.from_seller, *([now.seller] if now.from_seller or len(now.way) < 2 else [])]
    names = list(dict.fromkeys(names))
    box = min(_BOX_MOST, (WIDE - _ARROW_LEAST * (len(names) - 1)) / len(names))
    arrow = (WIDE - box * len(names)) / max(1, len(names) - 1)
    high = _TOP + _BOX_HIGH + 4
    parts = [
        part for n, name in enumerate(names) for part in _box(now, name, _role(now, n, len(names)), x=n * (box + arrow), wide=box)
    ]
    for n, (giver, taker) in enumerate(pairwise(names)):
        parts += _arrow(request, now, giver, taker, at=n * (box + arrow) + box, wide=arrow)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{high}" viewBox="0 0 {WIDE} {high}"'
        f' font-family="Source Sans 3, Noto Sans SC">{"".join(parts)}</svg>'
    )


def _role(now: Chain, n: int, of: int) -> str:
    if n == of - 1:
        return _SELLER
    return _OWNER if n == 0 and now.right else "Distributor"


def _box(now: Chain, name: str, role: str, *, x: float, wide: float) -> Iterator[str]:
    """A firm, by its role and name."""
    is_accent = role == _SELLER
    yield (
        f'<rect x="{x + 0.5:.1f}" y="{_TOP}.5" width="{wide - 1:.1f}" height="{_BOX_HIGH - 1}" rx="2"'
        f' fill="{"#F2F5F8" if is_accent else "#FFFFFF"}" stroke="{_ACCENT if is_accent else _INK}" stroke-width="1"/>'
    )
    yield _text(role, x + 8, _TOP + 14, 8, _GREY)
    lines = _wrapped(name, int((wide - 14) / _LETTER))[:2]
    for k, line in enumerate(lines):
        yield _text(line, x + 8, _TOP + 26 + k * _LINE, 9, _INK, weight=600)
    if now.right and role == _OWNER:
        said = " ".join(part for part in (now.right.number, now.right.status) if part)
        yield _text(said[: int((wide - 14) / 4)], x + 8, _TOP + 27 + len(lines) * _LINE, 8, _GREY)


def _arrow(request: Request, now: Chain, giver: str, taker: str, *, at: float, wide: float) -> Iterator[str]:
    """A letter by its days; dashed and named where there is none or it does not hold."""
    grants = [g for g in now.grants if (folded(g.giver), folded(g.taker)) == (folded(giver), folded(taker))]
    broken = _wanting(now, grants, giver, taker)
    colour = _BROKEN if broken else _ACCENT
    middle, y = at + wide / 2, _TOP + _BOX_HIGH / 2
    dash = ' stroke-dasharray="4 3"' if broken else ""
    yield f'<line x1="{at + 3:.1f}" y1="{y}" x2="{at + wide - 9:.1f}" y2="{y}" stroke="{colour}" stroke-width="1.5"{dash}/>'
    yield f'<path d="M {at + wide - 3:.1f} {y} l -8 -3.5 v 7 z" fill="{colour}"/>'
    above, below = _labels(request, grants)
    yield _text(above, middle, y - 6, 8, colour, anchor="middle")
    for k, line in enumerate([broken] if broken else below):
        yield _text(line, middle, y + 12 + k * 10, 8, colour if broken else _GREY, anchor="middle", weight=600 if broken else 400)


def _wanting(now: Chain, grants: list[Grant], giver: str, taker: str) -> str:
    """What is wanting on this arrow in two or three words."""
    if not grants:
        return "no letter"
    ids = {g.item.id for g in grants}
    ends = {folded(giver), folded(taker)}
    for proof in now.proofs:
        for flaw in proof.flaws:
            if ids & set(flaw.papers) and {folded(name) for name in flaw.step} == ends:
                return _SHORT[flaw.kind]
    return ""


_SHORT = {
    "expired": "not in force now",
    "late": "begins too late",
    "lapsed": "not in force all the time",
    "sku_not_covered": "SKUs not named",
    "no_territory": "other territory",
    "territory_unsaid": "no territory said",
    "undated": "undated",
    "other_brand": "other brand",
    "number_differs": "other number",
}


def _labels(request: Request, grants: list[Grant]) -> tuple[str, list[str]]:
    """Above the arrow what the letters are, below from when to when."""
    if not grants:
        return "", []
    style = request.policy.site.date_style
    starts = min((g.starts for g in grants if g.starts), default=None)
    ends = max((g.ends for g in grants if g.ends), default=None)
    above = "Letter" if len(grants) == 1 else f"{len(grants)} letters"
    first = f"from {figures.day(starts, style)}" if starts else ""
    last = f"to {figures.day(ends, style)}" if ends else "no end stated"
    return above, [first, last]


def _text(text: str, x: float, y: float, size: float, colour: str, *, anchor: str = "start", weight: int = 400) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" fill="{colour}" text-anchor="{anchor}">'
        f"{escape(text)}</text>"
    )


def _wrapped(text: str, most: int) -> list[str]:
    """The name in lines of so many letters, broken at blanks; what is too long ends in dots."""
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) + 1 > most and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [line if len(line) <= most else f"{line[: most - 1]}…" for line in lines]
