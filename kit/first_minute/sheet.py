"""The sheet: who asks what, the figure, cause to page line by line, and the same through the form's text boxes."""

from collections.abc import Iterator

from kit.appeal import Appeal
from kit.bundle.channels import fields, fitting_text, sentences
from kit.first_minute.context import Box, Line, MinuteContext, Period, Tag, Thumb
from kit.first_minute.marks import apart, limits, marks, points, source
from kit.letter.style import Style, style
from kit.model import Evidence, Exhibit, Letter, Metric, Places
from kit.paths import TEMPLATES
from kit.phrases import Lang, said, say
from kit.rubric import Chain, Gap, Link, Proof, Row, Score
from kit.terminal import clean
from kit.tools import figures, thumbnails, worker
from kit.tools.citations import typed

EDGE = 120  # pixels of a thumbnail's longer side
_TAGS = 3  # exhibits that a line has room for
_LONG = 150  # characters of a line
_WORDS = (
    "minute_kind", "minute_asked", "minute_chain", "minute_action", "minute_when", "minute_proof", "minute_missing", "minute_box",
    "minute_box_why", "minute_exhibits", "minute_unread", "rubric_title", "rubric_no_chance", "rubric_criterion", "rubric_points",
    "rubric_found", "rubric_nothing", "rubric_not_computable", "rubric_person", "rubric_unseen", "rubric_caps", "rubric_caps_why",
)  # fmt: skip
_DISPUTE = {"minute_chain": "minute_points_chain", "minute_action": "minute_points_head"}


def sheet(appeal: Appeal, woven: Chain, score: Score, places: Places, lang: Lang) -> MinuteContext:
    """All that the template sees of a case."""
    return _Sheet(appeal, woven, score, places, lang).context()


class _Sheet:
    """Puts one sheet together."""

    def __init__(self, appeal: Appeal, woven: Chain, score: Score, places: Places, lang: Lang) -> None:
        self._appeal = appeal
        self._chain = woven
        self._score = score
        self._exhibits = {x.evidence.item.id: x for x in places.exhibits}
        self._lang = lang
        self._style: Style = style(appeal.policy, appeal.case.letter.language)

    def context(self) -> MinuteContext:
        """All that the template sees."""
        case = self._appeal.case
        metric = next(iter(self._appeal.metrics), None)
        boxes = tuple(self._boxes())
        return MinuteContext(
            lang=self._lang,
            css=(TEMPLATES / "first_minute.css").read_text(encoding="utf-8"),
            paper=self._appeal.policy.site.paper,
            made_on=case.letter.date.isoformat(),
            violation=case.violation.id,
            title=clean(case.violation.title),
            facts=tuple(self._facts()),
            asked=clean(self._asked()),
            metric=clean(self._metric(metric)),
            notice=clean(self._notice(metric)),
            periods=tuple(self._periods(metric)) if metric and not metric.unavailable else (),
            said=self._verdict(),
            is_closed=self._chain.is_closed,
            lines=tuple(self._lines()),
            left_out="",
            boxes=boxes,
            thumbs=self._thumbs(),
            thumbs_left="",
            points=tuple(points(self._score, self._lang)),
            marks=tuple(marks(self._score, self._lang)),
            limits=tuple(limits(self._score, self._lang)),
            apart=apart(self._score, self._lang),
            source=source(self._score.rubric, self._lang),
            words={name: self._say(self._renamed(name)) for name in _WORDS},
        )

    def _say(self, key: str, **values: object) -> str:
        return say(self._lang, key, **values)

    def _renamed(self, word: str) -> str:
        """A dispute has points where a plan has causes."""
        return _DISPUTE.get(word, word) if self._chain.stance == "dispute" else word

    def _verdict(self) -> str:
        """Whether the chain closes."""
        gaps = len(self._chain.gaps)
        if gaps:
            return self._say("minute_gap" if gaps == 1 else "minute_gaps", count=gaps)
        return self._say("minute_closed" if self._chain.is_closed else "minute_none")

    # --- top --------------------------------------------------------------------------------------

    def _facts(self) -> Iterator[tuple[str, str]]:
        case, opened = self._appeal.case, self._appeal.opened
        violation = case.violation
        yield self._say("minute_shop"), clean(f"{opened.shop.name} ({violation.site})")
        yield self._say("minute_notice"), self._style.moment(violation.received)
        yield (
            self._say("minute_due"),
            self._style.moment(violation.deadline) if violation.deadline else self._say("minute_unstated"),
        )
        yield self._say("minute_ticket"), self._say(f"minute_{violation.ticket}")

    def _asked(self) -> str:
        """What is asked, as a text field says it first."""
        violation = self._appeal.case.violation.id
        request = fitting_text(self._appeal.letter, violation, 10_000).partition("\n")[0].removeprefix(f"Violation {violation}: ")
        return request[:1].upper() + request[1:]

    def _metric(self, metric: Metric | None) -> str:
        if metric is None:
            return self._say("minute_no_metric")
        return f"{metric.title}: {metric.unavailable}" if metric.unavailable else metric.title

    def _notice(self, metric: Metric | None) -> str:
        stated = {f.metric: f.value for f in self._appeal.case.violation.figures}
        return self._say("minute_notice_says", value=stated[metric.id]) if metric and metric.id in stated else ""

    def _periods(self, metric: Metric) -> Iterator[Period]:
        for name, rate in metric.periods:
            yield Period(
                label=self._say(f"minute_{name}", window=self._style.window(rate.window)),
                value=figures.share(rate.value),
                counts=figures.counts(rate, metric.noun) if rate.denominator else "",
            )

    # --- chain ------------------------------------------------------------------------------------

    def _lines(self) -> Iterator[Line]:
        for row in self._chain.rows:
            yield Line(kind="cause", where=row.where, letter=row.letter, text=self._headed(row))
            yield from (self._missing(gap) for gap in row.gaps)
            for link in row.links:
                yield self._link(link)
                yield from (self._missing(gap) for gap in link.gaps)

    def _headed(self, row: Row) -> str:
        if row.where.startswith("dispute."):
            return self._say(f"minute_{row.where.partition('.')[2]}")
        return _cut(row.text) if row.where else self._say("minute_loose")

    def _link(self, link: Link) -> Line:
        tags = [self._tag(proof) for proof in link.proofs if proof.n]
        moment = self._style.moment(link.moment) if link.moment else ""
        return Line(
            kind="link",
            where=link.where,
            letter="",
            text=_cut(link.text),
            when=self._say(f"minute_{link.tense}", moment=moment) if moment else "",
            tags=tuple(tags[:_TAGS]),
            more=f"+{len(tags) - _TAGS}" if len(tags) > _TAGS else "",
        )

    def _tag(self, proof: Proof) -> Tag:
        exhibit = self._exhibits.get(proof.evidence)
        return Tag(n=proof.n, page=exhibit.first_page + proof.page - 1 if exhibit and proof.page else 0)

    def _missing(self, gap: Gap) -> Line:
        return Line(kind="gap", where=gap.where, letter="", text=said(gap.says, self._lang))

    # --- text boxes and thumbnails ------------------------------------------------------------------

    def _boxes(self) -> Iterator[Box]:
        violation = self._appeal.case.violation.id
        for name, most in sorted(fields(self._appeal.policy), key=lambda pair: pair[1]):
            text = fitting_text(self._appeal.letter, violation, most)
            yield Box(
                name=name,
                head=self._say("minute_field", count=f"{most:,}", name=name.replace("_", " ")),
                text=clean(text),
                told=self._told(text) if text else self._say("minute_no_room"),
            )

    def _told(self, text: str) -> str:
        """How much of the chain the text says, and how many exhibits it names."""
        said, links = self._appeal.letter, self._chain.links
        parts = {
            "causes": [row.where for row in self._chain.rows if row.letter],
            "actions": [link.where for link in links if link.kind == "corrective"],
            "measures": [link.where for link in links if link.kind == "preventive"],
            "points": [link.where for link in links if link.kind == "point"],
        }
        counts = [
            self._say(f"minute_{name}", told=sum(_is_told(said, where, text) for where in wheres), all=len(wheres))
            for name, wheres in parts.items()
            if wheres
        ]
        cited = {end.number for ends in typed(text) for end in ends}
        named = sum(n in cited for _, n in said.labels)
        return " · ".join([*counts, self._say("minute_named", told=named, all=len(said.labels))])

    def _thumbs(self) -> tuple[Thumb, ...]:
        exhibits = tuple(self._exhibits.values())
        made = worker.run(thumbnails.thumbnails, [_first_page(x.evidence) for x in exhibits], EDGE) if exhibits else ()
        return tuple(
            Thumb(n=x.n, caption=clean(x.caption), place=_pages(x), picture=picture)
            for x, picture in zip(exhibits, made, strict=True)
        )


def _is_told(said: Letter, where: str, text: str) -> bool:
    """Whether the text holds the first sentence of that place."""
    passage = said.passage(f"{where}.what")
    first = sentences(passage.text)[0] if passage and passage.text.strip() else ""
    return bool(first) and first.removesuffix(".") in text


def _first_page(evidence: Evidence) -> thumbnails.Page:
    """The page that the bundle shows first, as it stands there: covered areas are covered."""
    shown = evidence.shown
    if shown.media == "pdf":
        return thumbnails.Page(path=shown.path, page=evidence.picked[0])
    rows = (evidence.tiles[0].top, evidence.tiles[0].bottom) if evidence.tiles else None
    return thumbnails.Page(path=shown.path, page=None, rows=rows)


def _pages(exhibit: Exhibit) -> str:
    last = exhibit.first_page + exhibit.pages - 1
    return f"{last}" if exhibit.pages == 1 else f"{exhibit.first_page}–{last}"


def _cut(text: str) -> str:
    """The text on one line, cut between words."""
    text = clean(text)
    return text if len(text) <= _LONG else text[:_LONG].rsplit(" ", 1)[0].rstrip(" ,;") + " …"
