"""When each paper ends, when it has to be applied for again, and a calendar to import."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from html import escape

from kit.audits._register import Paper, Register
from kit.audits._standing import SOON_DAYS
from kit.audits.request import Request
from kit.model import Audit, AuditRow, Gap
from kit.tools import figures
from kit.tools.ics import Entry, calendar

EXHIBIT = "renewal_calendar"  # the kind of evidence that it is

_WIDE, _ROW, _LEFT, _TOP = 540, 17, 168, 26
_INK, _GREY, _ACCENT, _LIMIT, _LINE = "#16191D", "#56616B", "#123F63", "#A63A00", "#C4CBD1"
_MOST = 14  # papers in the drawing
_MONTH = 30.4
_ALARMS = (SOON_DAYS, SOON_DAYS // 2)
"""Days before its end on which a calendar reminds of a paper."""


def audit(request: Request) -> Audit:
    """Every paper in force on the letter's day by its end, drawn and as `renewals.ics`; what ends soon with no application is a gap."""
    found = Audit(
        id="renewals",
        title="When the papers end",
        definition=(
            f"Every paper of the register that is in force on the letter's day, by its end. Renewal is due {SOON_DAYS} days before the end;"
            " a later paper or an application of the same kind for the same SKUs answers it."
        ),
    )
    books = Register(request=request)
    held = sorted((p for p in books.papers if _is_held(p, request.today)), key=lambda p: (p.end or date.max, p.number))
    if not held:
        return replace(found, unavailable="there is no paper in force; put certificates.csv into records/")
    ending = [p for p in held if p.end]
    due = sorted(_due(p) for p in ending if not _answered(p, books))
    past, coming = [day for day in due if day < request.today], [day for day in due if day >= request.today]
    next_due = coming[0] if coming else None
    style = request.policy.site.date_style
    sentence = f"{figures.many(len(held), 'paper')} {'is' if len(held) == 1 else 'are'} in force; {len(ending):,} {'has' if len(ending) == 1 else 'have'} an end."
    if past:
        were = f"{figures.many(len(past), 'renewal')} {'was' if len(past) == 1 else 'were'} due already"
        sentence += f" {were}, the first on {figures.day(past[0], style)}."
    if next_due:
        sentence += f" The next renewal is due on {figures.day(next_due, style)}."
    return replace(
        found,
        sentence=sentence,
        heads=("Paper", "Number", "SKUs", "Ends on", "Renewal due on"),
        rows=tuple(_row(p, books, style) for p in held),
        figures={
            "papers": f"{len(held):,}",
            "ending": f"{len(ending):,}",
            "soon": f"{sum(_is_soon(p, request.today) for p in ending):,}",
            "past": f"{len(past):,}",
            **({"next": figures.day(next_due, style)} if next_due else {}),
        },
        gaps=tuple(_gaps(ending, books, style)),
        drawing=_drawn(ending[:_MOST], books, style) if ending else None,
        reads=("records", "listings", "orders"),
        files={"renewals.ics": calendar("Renewal of certificates", _entries(ending, style), made_on=request.today)},
        notes=(
            f"Renewal is due {SOON_DAYS} days before the end by our own judgement. In the drawing those last days are hollow.",
            f"renewals.ics holds both days of each paper, with alarms {' and '.join(map(str, _ALARMS))} days before the end.",
        ),
    )


def _is_held(paper: Paper, day: date) -> bool:
    return paper.start is not None and paper.start <= day and (paper.end is None or paper.end >= day)


def _due(paper: Paper) -> date:
    return (paper.end or date.max) - timedelta(days=SOON_DAYS)


def _is_soon(paper: Paper, today: date) -> bool:
    return _due(paper) <= today


def _answered(paper: Paper, books: Register) -> bool:
    """Whether a later paper or an application is there for every SKU of this one."""
    later = [
        p
        for p in books.papers
        if p.kind == paper.kind and p is not paper and (p.start is None or (p.end or date.max) > (paper.end or date.max))
    ]
    return set(paper.skus) <= {sku for p in later for sku in p.skus}


def _row(paper: Paper, books: Register, style: str) -> AuditRow:
    is_due = paper.end is not None and _is_soon(paper, books.request.today)
    state = "plain" if paper.end is None else ("gap" if is_due and not _answered(paper, books) else "open" if is_due else "good")
    cells = (
        paper.name,
        paper.number or "-",
        "; ".join(paper.skus) or "-",
        figures.day(paper.end, style) if paper.end else "no end stated",
        figures.day(_due(paper), style) if paper.end else "-",
    )
    return AuditRow(cells=cells, state=state, exhibits=(paper.exhibit,) if paper.exhibit else ())  # type: ignore[arg-type]


def _gaps(ending: list[Paper], books: Register, style: str) -> Iterator[Gap]:
    live = {good.sku for good in books.goods if good.is_live}
    for paper in ending:
        if _is_soon(paper, books.request.today) and live & set(paper.skus) and not _answered(paper, books):
            yield Gap(
                id=f"renewals.{paper.number or paper.name}",
                severity="warning",
                where=paper.where,
                what=f"{paper.called} ends on {figures.day(paper.end or date.max, style)}, and no renewal is applied for",
                fix="apply for the renewal and add it to the register with the day of the application",
                exhibits=(paper.exhibit,) if paper.exhibit else (),
            )


def _entries(ending: list[Paper], style: str) -> Iterator[Entry]:
    for paper in ending:
        if paper.end:
            skus = ", ".join(paper.skus)
            ends = figures.day(paper.end, style)
            yield Entry(
                day=_due(paper), summary=f"Apply for renewal: {paper.called}", description=f"Ends on {ends}. SKUs: {skus}"
            )
            yield Entry(
                day=paper.end,
                summary=f"Last day: {paper.called}",
                description=f"End the listings from tomorrow if not renewed. SKUs: {skus}",
                alarms=_ALARMS,
            )


def _drawn(papers: list[Paper], books: Register, style: str) -> str:
    """A bar for each paper from its first to its last day, the notice and the letter across; the last 60 days are hatched."""
    today, notice = books.request.today, books.notice_day
    first = min(notice, today) - timedelta(days=75)
    last = max(p.end or today for p in papers) + timedelta(days=20)
    wide = _WIDE - _LEFT - 12

    def x(day: date) -> float:
        return _LEFT + wide * max(0.0, min(1.0, (day - first).days / (last - first).days))

    high = _TOP + _ROW * len(papers) + 20
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDE}" height="{high}" viewBox="0 0 {_WIDE} {high}" font-family="Source Sans 3" font-size="8.5">'
    ]
    for n, paper in enumerate(papers):
        y = _TOP + n * _ROW
        end, due = paper.end or last, _due(paper)
        start = max(paper.start or first, first)
        name = escape(f"{paper.number or paper.name}")
        out.append(f'<text x="0" y="{y + 9}" fill="{_INK}">{name}</text>')
        out.append(
            f'<text x="{_LEFT - 8}" y="{y + 9}" fill="{_GREY}" text-anchor="end">{figures.many(len(paper.skus), "SKU")}</text>'
        )
        out.append(
            f'<rect x="{x(start):.1f}" y="{y + 2}" width="{max(1.0, x(max(due, start)) - x(start)):.1f}" height="8" fill="{_ACCENT}"/>'
        )
        soon = x(end) - x(max(due, start))
        out.append(
            f'<rect x="{x(max(due, start)):.1f}" y="{y + 2.4}" width="{soon:.1f}" height="7.2" fill="#FFFFFF" stroke="{_ACCENT}" stroke-width="0.8"/>'
        )
    bottom = _TOP + _ROW * len(papers) + 2
    for day, label, anchor in ((notice, "notice", "end"), (today, "letter", "start")):
        at = x(day)
        out.append(
            f'<line x1="{at:.1f}" y1="{_TOP - 8}" x2="{at:.1f}" y2="{bottom}" stroke="{_LIMIT}" stroke-width="0.9" stroke-dasharray="3 2"/>'
        )
        shift = -3 if anchor == "end" else 3
        text = f"{label}, {figures.day(day, style, year=False)}"
        out.append(f'<text x="{at + shift:.1f}" y="{_TOP - 10}" fill="{_LIMIT}" text-anchor="{anchor}">{text}</text>')
    out.append(f'<line x1="{_LEFT}" y1="{bottom}" x2="{_WIDE - 12}" y2="{bottom}" stroke="{_LINE}" stroke-width="0.6"/>')
    for day in _marks(first, last):
        out.append(
            f'<line x1="{x(day):.1f}" y1="{bottom}" x2="{x(day):.1f}" y2="{bottom + 3}" stroke="{_GREY}" stroke-width="0.6"/>'
        )
        out.append(f'<text x="{x(day):.1f}" y="{bottom + 12}" fill="{_GREY}" text-anchor="middle">{day:%b %Y}</text>')
    return "".join((*out, "</svg>"))


def _marks(first: date, last: date) -> Iterator[date]:
    """First days of months, no more than eight."""
    step = max(1, round((last - first).days / _MONTH / 7))
    year, month = first.year, first.month + 1
    while (day := date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)) <= last:
        yield day
        month += step
