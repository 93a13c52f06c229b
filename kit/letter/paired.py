"""The letter line by line in English, as it is submitted, and in Chinese, as a client reads what is said in their name."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from kit.errors import BadFile
from kit.letter import head
from kit.letter.author import Filled, passage
from kit.letter.outline import AFTER, AuditOutline, CauseOutline, Outline, Said, Text
from kit.letter.results import drawings, results
from kit.letter.style import Style, chinese, style
from kit.letter.write import outlined
from kit.model import Analysis, Audit, Evidence, Family, Letter, OpenCase, Policy, Statement
from kit.tools.citations import typed
from kit.tools.written_dates import in_chinese

Lacks = Literal["", "untranslated", "stale"]
_LINES = {"plan": ("事件", "原因", "现状"), "dispute": ("事件", "异议", "请求")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A text in both languages; `lacks`: why it has no Chinese, `alone`: the English that lacks it, as it is stated."""

    where: str
    en: str
    zh: str
    lacks: Lacks = ""
    alone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A clause of the letter: its number by which a client names it, what it is, and its lines."""

    n: str
    kind: tuple[str, str]  # in English and Chinese
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A text on one side; `where` is its place in case.yaml, empty for words of the kit."""

    text: str
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clause:
    """A clause on one side."""

    n: str
    kind: str
    told: tuple[_Told, ...]


@dataclass(slots=True)
class Translated(Text):
    """The Chinese of each text: its own, else by the words of case and client; `lacking` says which have none, and why."""

    words: Mapping[str, str]
    lacking: dict[str, tuple[Lacks, str]] = field(default_factory=dict)  # place -> why, and the English

    def of(self, where: str, said: Statement | str) -> str:
        """The Chinese; the English where there is none."""
        own = said if isinstance(said, Statement) else None
        english = said if isinstance(said, str) else said.en
        if own and own.zh and not own.is_stale:
            return own.zh
        if english.strip() in self.words:
            return self.words[english.strip()]
        if english.strip():
            self.lacking[where] = ("stale" if own and own.is_stale else "untranslated", english.strip())
        return english


def paired(
    letter: Letter,
    *,
    opened: OpenCase,
    policy: Policy,
    family: Family,
    analysis: Analysis,
    evidence: tuple[Evidence, ...],
    audits: tuple[Audit, ...],
) -> tuple[Pair, ...]:
    """Every clause of the letter and of its index; BadFile names bad placeholders of the Chinese texts."""
    words = {w.en.strip(): w.zh or "" for w in (*opened.seller.review.words, *opened.case.review.words)}
    text, sides = Translated(words), list[list[_Clause]]()
    for ways, told in ((style(policy, opened.case.letter.language), Text()), (chinese(policy), text)):
        said, problems = outlined(opened, policy, family, analysis, evidence=evidence, audits=audits, ways=ways, text=told)
        if problems:
            raise BadFile(opened.folder / "case.yaml", [f"{problem} (in the Chinese)" for problem in problems])
        side = _Side(letter, opened, ways, told)
        charts = side.charts(policy, analysis, family)
        sides.append([*side.clauses(said, charts)])
    return tuple(_pair(en, zh, text.lacking) for en, zh in zip(*sides, strict=True))


def _pair(en: _Clause, zh: _Clause, lacking: Mapping[str, tuple[Lacks, str]]) -> Pair:
    lines = []
    for a, b in zip(en.told, zh.told, strict=True):
        lacks, alone = lacking.get(a.where, ("", ""))
        lines.append(Line(where=a.where, en=a.text, zh="" if lacks else b.text, lacks=lacks, alone=alone))
    return Pair(n=zh.n, kind=(en.kind, zh.kind), lines=tuple(lines))


class _Side:
    """The letter in one language, clause by clause."""

    def __init__(self, letter: Letter, opened: OpenCase, ways: Style, text: Text) -> None:
        self._letter = letter
        self._labels = dict(letter.labels)
        self._opened = opened
        self._ways = ways
        self._text = text
        self._is_chinese = ways.language.startswith("zh")

    def clauses(self, said: Outline, charts: Iterable[_Clause]) -> Iterator[_Clause]:
        """In reading order."""
        says, stance = self._ways.says, self._opened.case.stance
        yield self._clause("案件", says("case"), self._facts())
        yield self._clause("标题", says("subject"), (_Told(text=says(stance)), self._filled(said.subject)))
        for name, (label, line) in zip(_LINES[stance], said.summary, strict=True):
            yield self._clause(name, label, self._said(line))
        for row in said.causes:
            yield self._clause(row.cause.letter, says("cause"), self._row(row))
        for k, (title, layout, entries) in enumerate(said.sections, 1):
            for n, entry in enumerate(entries, 1):
                yield self._clause(f"{k}-{n}", title, self._said(entry, layout))
            if k == AFTER:
                yield from charts
                for n, shown in enumerate(said.audits, 1):
                    yield self._clause(f"记录 {n}", says("audit"), self._records(shown))
                for n, (label, entry) in enumerate(said.restored, 1):
                    yield self._clause(f"善后 {n}", label, self._said(entry))
        for n, (label, entry) in enumerate(said.promises, 1):
            yield self._clause(f"承诺 {n}", f"{says('promises')} · {label}", self._said(entry))
        yield from self._signature()
        yield from self._exhibits()

    def charts(self, policy: Policy, analysis: Analysis, family: Family) -> tuple[_Clause, ...]:
        """The words of each chart."""
        drawn = drawings(self._opened.case, policy, analysis, family)
        if drawn is None:
            return ()
        shown = results(self._opened.case, drawn, labels=self._labels, style=self._ways, pictured=False)
        return tuple(
            self._clause(f"图 {n}", shown.title, (_Told(text=text) for text in (chart.title, chart.subtitle, *chart.notes)))
            for n, chart in enumerate((shown.wide, *shown.narrow), 1)
        )

    # --- parts --------------------------------------------------------------------------------------

    def _clause(self, n: str, kind: str, told: Iterable[_Told]) -> _Clause:
        return _Clause(n=n, kind=kind, told=tuple(told))

    def _facts(self) -> Iterator[_Told]:
        for fact in head.facts(self._opened, self._ways):
            if fact.label:
                notes = [self._named(note) for note in fact.notes]
                yield self._labelled(fact.label, _Told(text=", ".join([fact.value, *notes]), where=self._untitled(fact.notes)))

    def _row(self, row: CauseOutline) -> Iterator[_Told]:
        yield self._filled(row.cause.filled)
        if row.cause.when:
            yield _Told(text=row.cause.when)
        for action in row.actions:
            yield self._labelled(self._ways.says("action"), self._filled(action.filled))
            yield from self._beside(action, "done")

    def _said(self, said: Said, layout: str = "") -> Iterator[_Told]:
        yield self._filled(said.filled)
        says = self._ways.says
        for label, note in said.notes:
            yield self._labelled(label, self._filled(note)) if label else self._filled(note)
        yield from self._beside(said, {"actions": "done", "measures": "in_force"}.get(layout, "begun"))
        if said.measured:
            yield self._labelled(says("measured"), self._filled(said.measured))

    def _beside(self, said: Said, moment: str) -> Iterator[_Told]:
        """When, who, and the exhibits that stand beside a text."""
        says = self._ways.says
        if said.when:
            yield self._labelled(says(moment), _Told(text=said.when))
        if said.who:
            yield self._labelled(says("owner"), self._owner(said))
        if cited := self._proof(said.pages):
            yield self._labelled(says("proof"), _Told(text=cited))

    def _owner(self, said: Said) -> _Told:
        if not said.role:  # a role where no person is named
            return _Told(text=self._titled(said.who), where=f"title.{said.who}")
        person = next(p for p in self._opened.seller.people if p.name == said.who)
        name = person.name_zh or person.name if self._is_chinese else person.name
        text = self._ways.says("owned", name=name, title=self._titled(said.role))
        return _Told(text=text, where=f"title.{said.role}")

    def _titled(self, title: str) -> str:
        return self._text.of(f"title.{title}", title)

    def _named(self, note: str) -> str:
        """A note of the head; a person's title is translated."""
        return self._titled(note) if self._opened.signer and note == self._opened.signer.title else note

    def _untitled(self, notes: Sequence[str]) -> str:
        signer = self._opened.signer
        return f"title.{signer.title}" if signer and signer.title in notes else ""

    def _records(self, shown: AuditOutline) -> Iterator[_Told]:
        yield self._filled(shown.said.filled)
        if shown.rows:
            cells = "; ".join(" · ".join(cell for cell in row.cells if cell) for row in shown.rows)
            yield _Told(text=self._ways.says("rows", count=len(shown.rows), cells=cells))
        if cited := self._proof(shown.said.pages):
            yield self._labelled(self._ways.says("proof"), _Told(text=cited))

    def _signature(self) -> Iterator[_Clause]:
        signed = self._letter.context.signature
        if signed is None:
            return
        signer = self._opened.signer
        title = signed.title.replace(signer.title, self._titled(signer.title), 1) if signer else signed.title
        told = _Told(text=", ".join(t for t in (signed.name, title) if t), where=f"title.{signer.title}" if signer else "")
        yield self._clause("署名", self._ways.says("signed"), (told,))

    def _exhibits(self) -> Iterator[_Clause]:
        for evidence_id, n in self._letter.labels:
            item, where = self._opened.case.item(evidence_id), f"evidence.{evidence_id}"
            told = [_Told(text=self._text.of(f"{where}.caption", item.caption), where=f"{where}.caption")]
            if item.shows:
                shown = _Told(text=self._text.of(f"{where}.shows", item.shows), where=f"{where}.shows")
                told.append(self._labelled(self._ways.says("shows"), shown))
            yield self._clause(f"附件 {n}", self._ways.says("exhibit", n=n), told)

    # --- texts --------------------------------------------------------------------------------------

    def _filled(self, filled: Filled) -> _Told:
        text = passage(filled, self._labels).text
        return _Told(text=_cited_in_chinese(in_chinese(text)) if self._is_chinese else text, where=filled.where)

    def _labelled(self, label: str, told: _Told) -> _Told:
        return replace(told, text=self._ways.says("labelled", label=label, text=told.text))

    def _proof(self, pages: Mapping[str, int]) -> str:
        return self._ways.listed([self._ways.says("exhibit", n=self._labels[i]) for i in pages if i in self._labels])


def _cited_in_chinese(text: str) -> str:
    """The text with its citations as 附件 4、5 和 9."""
    done, at = "", 0
    for ends in typed(text):
        start, end = ends[0].start, ends[-1].end
        words = re.sub(r"Exhibits?\s+", "附件 ", text[start:end]).replace(", ", "、").replace(" and ", " 和 ")
        done, at = done + text[at:start] + words, end
    return done + text[at:]
