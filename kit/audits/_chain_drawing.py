"""The chain of authorisation as a drawing: firms as boxes, letters as arrows with their days, and where it breaks."""

from collections.abc import Iterator
from itertools import pairwise

from kit.audits import _svg
from kit.audits._chain import Chain, Grant
from kit.audits._svg import ACCENT, ALARM, GREY, INK, WIDE
from kit.audits.request import Request
from kit.tools.firm_names import folded

_TOP, _LINE, _ROW, _STEP = 4, 11, 47, 28
_MOST_ACROSS = 3
_BOX_MOST, _ARROW_LEAST = 150, 96
_SELLER, _OWNER = "Seller", "Owner of the right"
_LETTER = 4.5  # points that a letter of 9 points takes on average


def chain(request: Request, now: Chain) -> str:
    """An SVG, 540 points wide: firms side by side, or beneath one another where there are many."""
    names = [*now.way, *now.from_seller, *([now.seller] if now.from_seller or len(now.way) < 2 else [])]
    names = list(dict.fromkeys(names))
    draw = _across if len(names) <= _MOST_ACROSS else _down
    parts, high = draw(request, now, names)
    return _svg.drawing(parts, high, family="Source Sans 3, Noto Sans SC")


def _across(request: Request, now: Chain, names: list[str]) -> tuple[list[str], int]:
    """Firms from left to right, and how high the drawing is."""
    box = min(_BOX_MOST, (WIDE - _ARROW_LEAST * (len(names) - 1)) / len(names))
    arrow = (WIDE - box * len(names)) / max(1, len(names) - 1)
    most = max(len(_wrapped(name, _letters(box))) for name in names)
    high = 36 + most * _LINE
    parts = [
        part
        for n, name in enumerate(names)
        for part in _box(now, name, _role(now, n, len(names)), at=(n * (box + arrow), _TOP), size=(box, high))
    ]
    for n, (giver, taker) in enumerate(pairwise(names)):
        parts += _arrow(request, now, giver, taker, at=(n * (box + arrow) + box, _TOP + high / 2), wide=arrow)
    return parts, _TOP + high + 4


def _down(request: Request, now: Chain, names: list[str]) -> tuple[list[str], int]:
    """Firms beneath one another over the whole width, each letter between two."""
    parts: list[str] = []
    for n, name in enumerate(names):
        y = _TOP + n * (_ROW + _STEP)
        parts += _box(now, name, _role(now, n, len(names)), at=(0, y), size=(WIDE, _ROW))
        if n + 1 < len(names):
            parts += _arrow_down(request, now, name, names[n + 1], y=y + _ROW)
    return parts, _TOP + len(names) * (_ROW + _STEP) - _STEP + 4


def _role(now: Chain, n: int, of: int) -> str:
    if n == of - 1:
        return _SELLER
    return _OWNER if n == 0 and now.right else "Distributor"


def _box(now: Chain, name: str, role: str, *, at: tuple[float, float], size: tuple[float, float]) -> Iterator[str]:
    """A firm, by its role and name."""
    (x, y), (wide, high) = at, size
    is_accent = role == _SELLER
    yield (
        f'<rect x="{x + 0.5:.1f}" y="{y + 0.5:.1f}" width="{wide - 1:.1f}" height="{high - 1:.1f}" rx="2"'
        f' fill="{"#F2F5F8" if is_accent else "#FFFFFF"}" stroke="{ACCENT if is_accent else INK}" stroke-width="1"/>'
    )
    yield _svg.text(role, x + 8, y + 14, GREY, size=8)
    lines = _wrapped(name, _letters(wide))
    for k, line in enumerate(lines):
        yield _svg.text(line, x + 8, y + 26 + k * _LINE, INK, size=9, weight=600)
    if now.right and role == _OWNER:
        yield _svg.text(now.right.number, x + 8, y + 26 + len(lines) * _LINE, GREY, size=8)


def _arrow(request: Request, now: Chain, giver: str, taker: str, *, at: tuple[float, float], wide: float) -> Iterator[str]:
    """A letter by its days; dashed and named where there is none or it does not hold."""
    grants, broken, colour = _looked_at(now, giver, taker)
    (x, y), middle = at, at[0] + wide / 2
    yield _line(f"M {x + 3:.1f} {y} H {x + wide - 9:.1f}", colour, is_broken=bool(broken))
    yield f'<path d="M {x + wide - 3:.1f} {y} l -8 -3.5 v 7 z" fill="{colour}"/>'
    above, days = _labels(request, grants)
    yield _svg.text(above, middle, y - 6, colour, size=8, anchor="middle")
    for k, line in enumerate([broken] if broken else days):
        yield _svg.text(
            line, middle, y + 12 + k * 10, colour if broken else GREY, size=8, anchor="middle", weight=600 if broken else 400
        )


def _arrow_down(request: Request, now: Chain, giver: str, taker: str, *, y: float) -> Iterator[str]:
    """The same from one row to the next, with its words beside it."""
    grants, broken, colour = _looked_at(now, giver, taker)
    yield _line(f"M 30 {y + 2:.1f} V {y + _STEP - 9:.1f}", colour, is_broken=bool(broken))
    yield f'<path d="M 30 {y + _STEP - 2:.1f} l -3.5 -8 h 7 z" fill="{colour}"/>'
    above, days = _labels(request, grants)
    said = " ".join(filter(None, (above, *days)))
    text = ": ".join(filter(None, (said, broken)))
    yield _svg.text(text, 44, y + _STEP / 2 + 3, colour if broken else GREY, size=8, weight=600 if broken else 400)


def _looked_at(now: Chain, giver: str, taker: str) -> tuple[list[Grant], str, str]:
    """The letters between two firms, what is wanting there, and the colour that says so."""
    grants = [g for g in now.grants if (folded(g.giver), folded(g.taker)) == (folded(giver), folded(taker))]
    broken = _wanting(now, grants, giver, taker)
    return grants, broken, ALARM if broken else ACCENT


def _line(path: str, colour: str, *, is_broken: bool) -> str:
    dash = ' stroke-dasharray="4 3"' if is_broken else ""
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.5"{dash}/>'


def _letters(wide: float) -> int:
    """How many letters a line of a box that wide takes."""
    return int((wide - 14) / _LETTER)


def _wanting(now: Chain, grants: list[Grant], giver: str, taker: str) -> str:
    """What is wanting on this arrow in two or three words."""
    ends = {folded(giver), folded(taker)}
    if not grants:
        differs = any(f.kind == "name_differs" and {folded(name) for name in f.step} == ends for p in now.proofs for f in p.flaws)
        return "names differ" if differs else "no letter"
    ids = {g.item.id for g in grants}
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
    starts = min((g.starts for g in grants if g.starts), default=None)
    ends = max((g.ends for g in grants if g.ends), default=None)
    above = "Letter" if len(grants) == 1 else f"{len(grants)} letters"
    first = f"from {request.day(starts)}" if starts else ""
    last = f"to {request.day(ends)}" if ends else "no end stated"
    return above, [first, last]


def _wrapped(text: str, most: int) -> list[str]:
    """The name in lines of so many letters, broken at blanks; what is too long ends in dots."""
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) + 1 > most and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [line if len(line) <= most else f"{line[: most - 1]}…" for line in lines]
