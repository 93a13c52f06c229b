"""The letter's outline: every authored text filled, in reading order, with what stands beside it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from kit.letter.author import Author, Filled
from kit.letter.style import Style
from kit.model import Audit, AuditRow, Family, Metric, OpenCase, Point, Restored, Statement, instant

AFTER = 2  # the section behind which results and records stand
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A filled text and the citations, moment and owner beside it."""

    filled: Filled
    exhibits: tuple[tuple[str, int], ...] = ()  # evidence id, page
    letter: str = ""
    when: str = ""
    who: str = ""
    role: str = ""
    notes: tuple[tuple[str, Filled], ...] = ()  # label, text
    measured: Filled | None = None
    is_extract: bool = False  # repeats a text that stands whole elsewhere

    @property
    def texts(self) -> Iterator[Filled]:
        """All its texts, in reading order."""
        yield self.filled
        yield from (text for _, text in self.notes)
        if self.measured:
            yield self.measured

    @property
    def pages(self) -> dict[str, int]:
        """Evidence ids in reading order with the page cited first; those beside the text stand last."""
        cited = [(i, page) for text in self.texts for i, page in text.cited] + list(self.exhibits)
        first: dict[str, int] = {}
        for evidence_id, page in cited:
            first.setdefault(evidence_id, page)
        return first


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseOutline:
    """A cause in short and what answers it."""

    cause: Said
    actions: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditOutline:
    """Records that the letter shows: the result in a sentence, then so many rows, gaps first."""

    audit: Audit
    said: Said
    rows: tuple[AuditRow, ...]
    table: str  # evidence id of the exhibit that the kit makes of all rows; empty: none


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """All that the letter says, before exhibits have numbers."""

    subject: Filled
    summary: tuple[tuple[str, Said], ...]  # label, line
    causes: tuple[CauseOutline, ...] = ()
    sections: tuple[tuple[str, str, tuple[Said, ...]], ...] = field(default=())  # title, layout, entries
    audits: tuple[AuditOutline, ...] = ()  # after section 2
    restored: tuple[tuple[str, Said], ...] = ()  # label, what became of them: behind those
    promises: tuple[tuple[str, Said], ...] = ()  # what became of it, the promise with its reason: at the end

    @property
    def said(self) -> Iterator[Said]:
        """Everything in reading order."""
        yield from (line for _, line in self.summary)
        for row in self.causes:
            yield row.cause
            yield from row.actions
        for n, (_, _, entries) in enumerate(self.sections, 1):
            yield from entries
            if n == AFTER:
                yield from (shown.said for shown in self.audits)
                yield from (line for _, line in self.restored)
        yield from (line for _, line in self.promises)

    @property
    def cites(self) -> tuple[str, ...]:
        """Evidence ids in the order of first citation, which numbers the exhibits."""
        return tuple(dict.fromkeys([*self.subject.cites, *(i for said in self.said for i in said.pages)]))

    @property
    def texts(self) -> Iterator[tuple[Filled, tuple[str, ...]]]:
        """Each authored text once, in reading order, with the evidence that stands beside it."""
        yield self.subject, ()
        for said in self.said:
            if not said.is_extract:
                yield said.filled, tuple(i for i, _ in said.exhibits)
                yield from ((text, ()) for text in said.texts if text is not said.filled)


def cause_letter(n: int) -> str:
    """The letter of a cause in the table on page 1: A, B, C."""
    return LETTERS[n] if n < len(LETTERS) else str(n + 1)


class Text:
    """The text that is filled in a place: the English; a reader of another language overrides it."""

    def of(self, where: str, said: Statement | str) -> str:  # noqa: ARG002 - a translation needs the place
        """The text of a statement, or of a plain field."""
        return said if isinstance(said, str) else said.en


def outline(
    opened: OpenCase, author: Author, style: Style, *, subject: Filled, metric: Metric | None, text: Text | None = None
) -> Outline:
    """The outline of a plan or a dispute; bad placeholders are left in `author.problems`."""
    writer = _Outliner(opened, author, style, text or Text())
    make = writer.plan if opened.case.stance == "plan" else writer.dispute
    return make(subject, metric)


def records(
    opened: OpenCase, author: Author, family: Family, audits: Iterable[Audit], text: Text | None = None
) -> tuple[AuditOutline, ...]:
    """The audits that this letter shows, as far as the family's pack says."""
    known = {audit.id: audit for audit in audits if not audit.unavailable and audit.rows}
    wanted = (w for w in family.audits if w.rows and opened.case.stance in w.stances and w.id in known)
    return tuple(_records(opened, author, known[w.id], w.rows, text or Text()) for w in wanted)


def _records(opened: OpenCase, author: Author, audit: Audit, most: int, text: Text) -> AuditOutline:
    """Gaps first, then what is open, each in its own order; a made exhibit of the audit is cited for the rest."""
    first = sorted(range(len(audit.rows)), key=lambda n: _FIRST.index(audit.rows[n].state))[:most]
    rows = tuple(audit.rows[n] for n in sorted(first))
    mine = [e.id for e in opened.case.evidence if e.made == audit.id and e.use == "exhibit" and e.status == "have"]
    exhibits = dict.fromkeys([*mine, *(i for row in rows for i in row.exhibits if opened.case.item(i).use == "exhibit")])
    where, made = f"audit.{audit.id}", f"{{{{ audit.{audit.id}.sentence }}}}"
    said = text.of(where, audit.sentence)
    filled = author.fill(where, made if said == audit.sentence else said)
    return AuditOutline(
        audit=audit, rows=rows, table=next(iter(mine), ""), said=Said(filled=filled, exhibits=tuple((i, 1) for i in exhibits))
    )


_FIRST = ("gap", "open", "good", "plain")


class _Outliner:
    """Fills one case's texts."""

    def __init__(self, opened: OpenCase, author: Author, style: Style, text: Text) -> None:
        self._opened = opened
        self._case = opened.case
        self._author = author
        self._style = style
        self._text = text

    # --- a plan ---------------------------------------------------------------------------------

    def plan(self, subject: Filled, metric: Metric | None) -> Outline:
        """Root cause, corrective actions, preventive measures."""
        causes = tuple(self._cause_row(n) for n in range(len(self._case.root_causes)))
        summary = self._summary(("happened", "why", "now"), self._plan_lines(metric))
        done = self._case.corrective and all(a.done and self._is_past(a.done) for a in self._case.corrective)
        sections = (
            (
                self._style.says("root_cause"),
                "paragraphs",
                tuple(self._root_cause(n) for n in range(len(self._case.root_causes))),
            ),
            (
                self._style.says("actions_done" if done else "actions"),
                "actions",
                tuple(self._action(n) for n in self._by_time()),
            ),
            (self._style.says("measures"), "measures", tuple(self._measure(n) for n in range(len(self._case.preventive)))),
        )
        return Outline(
            subject=subject,
            summary=summary,
            causes=causes,
            sections=sections,
            restored=tuple(self._restored()),
            promises=tuple(self._promises()),
        )

    def _restored(self) -> Iterator[tuple[str, Said]]:
        """What became of buyers and of stock."""
        for name in ("buyers", "stock"):
            thing: Restored | None = getattr(self._case.put_right, name)
            if thing and (text := thing.what or thing.not_applicable):
                filled = self._fill(f"put_right.{name}.{'what' if thing.what else 'not_applicable'}", text)
                yield self._style.says(name), Said(filled=filled, exhibits=_beside(thing.exhibits, filled))

    def _promises(self) -> Iterator[tuple[str, Said]]:
        """Each promise of an earlier appeal of which the case says what became."""
        for n, appeal in enumerate(self._case.history):
            for k, promise in enumerate(appeal.promises):
                if promise.became:
                    where = f"history.{n}.promises.{k}"
                    filled = self._fill(where, promise)
                    because = self._fill(f"{where}.because", promise.because) if promise.because else None
                    notes = (("", because),) if because else ()
                    when = self._style.says("promised", day=self._style.day(appeal.date))
                    yield (
                        self._style.says(promise.became),
                        Said(filled=filled, exhibits=_beside(promise.exhibits, filled), when=when, notes=notes),
                    )

    def _cause_row(self, n: int) -> CauseOutline:
        cause = self._case.root_causes[n]
        when = self._style.says("from", moment=self._style.moment(cause.when)) if cause.when else ""
        said = replace(self._short("root_causes", n), letter=cause_letter(n), when=when)
        answers = [self._answer(i) for i in self._by_time() if cause.id in self._case.corrective[i].answers]
        if not answers:  # a cause may be met by a lasting measure alone
            measures = enumerate(self._case.preventive)
            answers = [self._lasting(i) for i, measure in measures if cause.id in measure.answers]
        return CauseOutline(cause=said, actions=tuple(answers))

    def _root_cause(self, n: int) -> Said:
        cause = self._case.root_causes[n]
        filled = self._fill(f"root_causes.{n}.what", cause.what)
        letter = cause_letter(n) if len(self._case.root_causes) > 1 else ""
        return Said(filled=filled, exhibits=_beside(cause.exhibits, filled), letter=letter)

    def _answer(self, n: int) -> Said:
        """A corrective action in the table on page 1."""
        action = self._case.corrective[n]
        when = self._style.moment(action.done) if action.done else self._style.says("not_done")
        whole = self._fill(f"corrective.{n}.what", action.what)
        return replace(self._short("corrective", n), exhibits=_beside(action.exhibits, whole), when=when)

    def _lasting(self, n: int) -> Said:
        """A preventive measure in the table on page 1."""
        measure = self._case.preventive[n]
        filled = self._fill(f"preventive.{n}.what", measure.what)
        proof = _beside(measure.exhibits, filled)
        return Said(filled=_beginning(filled), exhibits=proof, when=self._in_force(n), is_extract=True)

    def _action(self, n: int) -> Said:
        action = self._case.corrective[n]
        filled = self._fill(f"corrective.{n}.what", action.what)
        when = self._style.moment(action.done) if action.done else self._style.says("not_done").capitalize()
        return self._owned(Said(filled=filled, exhibits=_beside(action.exhibits, filled), when=when), action.owner)

    def _measure(self, n: int) -> Said:
        measure = self._case.preventive[n]
        where = f"preventive.{n}"
        notes = [("trigger", measure.trigger), ("limit", measure.limit)]
        filled = self._fill(f"{where}.what", measure.what)
        said = Said(
            filled=filled,
            exhibits=_beside(measure.exhibits, filled),
            when=self._in_force(n),
            notes=tuple(
                (self._style.says(name), self._stated(f"{where}.{name}", text, f"measure.{measure.id}.{name}"))
                for name, text in notes
                if text
            ),
            measured=self._fill(f"{where}.measured", measure.measured) if measure.measured else None,
        )
        return self._owned(said, measure.owner)

    def _in_force(self, n: int) -> str:
        measure = self._case.preventive[n]
        if measure.since:
            return self._style.day(measure.since)
        return self._style.says("by", day=self._style.day(measure.by)) if measure.by else ""

    def _by_time(self) -> list[int]:
        """Corrective actions, the earliest first, undone ones last."""
        zone = self._style.zone
        order = [
            (a.done is None, instant(a.done, zone).timestamp() if a.done else 0.0, n) for n, a in enumerate(self._case.corrective)
        ]
        return [n for _, _, n in sorted(order)]

    def _is_past(self, moment: date) -> bool:
        return instant(moment, self._style.zone) <= instant(self._case.letter.date, self._style.zone, end=True)

    def _plan_lines(self, metric: Metric | None) -> tuple[Said, Said, Said]:
        """The summary's lines when case.yaml states none: from the metric, the first cause and the actions."""
        says = self._style.says
        happened, now = says("happened_noticed"), says("see_actions")
        if metric and (during := metric.rate("during")) and during.denominator:
            happened = says("happened_counted", metric=self._style.metric(metric), id=metric.id)
        if self._case.corrective and all(a.done for a in self._case.corrective):
            now = says("all_done")
        if metric and (after := metric.rate("after")) and after.denominator:
            now += says("since_then", id=metric.id)
        why = self._short("root_causes", 0) if self._case.root_causes else self._line("why", says("no_cause"))
        return self._line("happened", happened), replace(why, is_extract=True), self._line("now", now)

    # --- a dispute ------------------------------------------------------------------------------

    def dispute(self, subject: Filled, metric: Metric | None) -> Outline:  # noqa: ARG002 - same shape as `plan`
        """What happened, why the measure is wrong, what we ask."""
        dispute = self._case.dispute
        parts = (("happened", dispute.happened), ("wrong", dispute.wrong), ("asks", dispute.asks))
        labels = ("happened", "wrong", "asks")
        lines = tuple(self._first(name, points) for name, points in parts)
        sections = tuple(
            (self._style.says(f"section_{name}"), "points", tuple(self._point(name, n, p) for n, p in enumerate(points)))
            for name, points in parts
        )
        return Outline(subject=subject, summary=self._summary(labels, lines), sections=sections)

    def _point(self, name: str, n: int, point: Point) -> Said:
        filled = self._fill(f"dispute.{name}.{n}.what", point.what)
        return Said(
            filled=filled, exhibits=_beside(point.exhibits, filled), when=self._style.moment(point.when) if point.when else ""
        )

    def _first(self, name: str, points: Sequence[Point]) -> Said:
        if not points:
            return self._line({"wrong": "why", "asks": "now"}.get(name, name), self._style.says("nothing_stated"))
        return Said(filled=_beginning(self._fill(f"dispute.{name}.0.what", points[0].what)), is_extract=True)

    # --- both -----------------------------------------------------------------------------------

    def _summary(self, labels: Iterable[str], otherwise: Iterable[Said]) -> tuple[tuple[str, Said], ...]:
        stated, named = self._case.letter.summary, [self._style.says(label) for label in labels]
        if stated is None:
            return tuple(zip(named, otherwise, strict=True))
        lines = (("happened", stated.happened), ("why", stated.why), ("now", stated.now))
        texts = [(name, self._text.of(f"letter.summary.{name}", said)) for name, said in lines]
        return tuple((label, self._line(name, text)) for label, (name, text) in zip(named, texts, strict=True))

    def _line(self, name: str, text: str) -> Said:
        return Said(filled=self._author.fill(f"letter.summary.{name}", text))

    def _short(self, kind: str, n: int) -> Said:
        """The short form for page 1, or the first paragraph of the whole text."""
        thing: Any = getattr(self._case, kind)[n]
        if thing.short:
            return Said(filled=self._fill(f"{kind}.{n}.short", thing.short))
        return Said(filled=_beginning(self._fill(f"{kind}.{n}.what", thing.what)), is_extract=True)

    def _stated(self, where: str, text: str, name: str) -> Filled:
        """A plain field: its figures are the case's own, so the whole of it is traced there."""
        said = self._text.of(where, text)
        return self._author.fill(where, said if said != text or "{{" in text else f"{{{{ {name} }}}}")

    def _fill(self, where: str, said: Statement) -> Filled:
        return self._author.fill(where, self._text.of(where, said))

    def _owned(self, said: Said, owner: str | None) -> Said:
        """With the owner's name and title; a role where no person is named."""
        person = next((p for p in self._opened.seller.people if p.id == owner), None)
        return replace(said, who=person.name, role=person.title) if person else replace(said, who=owner or "")


def _beside(exhibits: Iterable[str], filled: Filled) -> tuple[tuple[str, int], ...]:
    """Evidence that stands beside a text, each at the page that the text cites, else at its first."""
    cited = dict(reversed(filled.cited))
    return tuple((i, cited.get(i, 1)) for i in exhibits)


def _beginning(filled: Filled) -> Filled:
    """The first paragraph only."""
    tokens = filled.tokens
    return replace(filled, tokens=tokens[:3]) if tokens and tokens[0].type == "paragraph_open" else filled
