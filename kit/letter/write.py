"""From a case to its letter: texts filled, exhibits numbered by first citation, every figure traced."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from markupsafe import Markup

from kit.errors import BadFile
from kit.letter import head
from kit.letter.author import Author, Filled, passage, tag
from kit.letter.context import CauseRow, Entry, LetterContext, RecordRow, Records, Section, SummaryLine
from kit.letter.numbers import numbered
from kit.letter.outline import AuditOutline, CauseOutline, Outline, Said, Text, outline, records
from kit.letter.placeholders import main_metric, names
from kit.letter.results import drawings, results
from kit.letter.style import Style, style
from kit.model import (
    Analysis,
    Audit,
    Corrective,
    Evidence,
    Family,
    Letter,
    Metric,
    OpenCase,
    Point,
    Policy,
    Preventive,
    RootCause,
)
from kit.tools.tidy import BREAK, tidy

TITLES = {"plan": "Plan of Action", "dispute": "Appeal"}


def write(
    opened: OpenCase,
    policy: Policy,
    family: Family,
    analysis: Analysis,
    evidence: tuple[Evidence, ...],
    *,
    audits: tuple[Audit, ...] = (),
) -> Letter:
    """The letter of a case; BadFile names every bad placeholder at once."""
    case = opened.case
    ways = style(policy, case.letter.language)
    said, problems = outlined(opened, policy, family, analysis, evidence=evidence, audits=audits, ways=ways)
    problems = [*problems, *_background(opened), *_unfilled(opened)]
    if problems:
        raise BadFile(opened.folder / "case.yaml", problems)
    numbers = numbered(opened, said.cites, evidence)
    labels = numbers.labels
    passages = {text.where: passage(text, labels, beside) for text, beside in said.texts}
    subject = passages[said.subject.where]
    drawn = drawings(case, policy, analysis, family)
    return Letter(
        title=TITLES[case.stance],
        subject=subject.text,
        stance=case.stance,
        passages=tuple(passages.values()),
        cites=said.cites,
        labels=tuple(labels.items()),
        context=LetterContext(
            language=ways.language,
            paper=policy.site.paper,
            made_on=case.letter.date.isoformat(),
            title=TITLES[case.stance],
            subject=_inline(said.subject, labels),
            running=f"{TITLES[case.stance]}, {opened.shop.name}",
            violation_id=case.violation.id,
            facts=head.facts(opened, ways),
            summary=tuple(SummaryLine(label=label, html=_html(line.filled, labels)) for label, line in said.summary),
            causes=tuple(_cause_row(row, labels) for row in said.causes),
            sections=_sections(said, labels),
            results=results(case, drawn, labels=labels, style=ways) if drawn else None,
            restored=tuple(replace(_entry(line, labels), letter=label) for label, line in said.restored),
            promises=tuple(replace(_entry(line, labels), letter=label) for label, line in said.promises),
            records=tuple(_records(shown, labels) for shown in said.audits),
            zone_name=ways.zone_name,
            signature=head.signature(opened, policy, ways),
            numbering=numbers.said,
            marks=numbers.marks,
        ),
    )


def outlined(
    opened: OpenCase,
    policy: Policy,
    family: Family,
    analysis: Analysis,
    *,
    evidence: tuple[Evidence, ...],
    audits: tuple[Audit, ...],
    ways: Style,
    text: Text | None = None,
) -> tuple[Outline, list[str]]:
    """All that the letter says, before exhibits have numbers, and each bad placeholder in it; `text`: in another language."""
    text = text or Text()
    author = Author(names(opened, policy, family=family, analysis=analysis, evidence=evidence, audits=audits, style=ways))
    metric = main_metric(analysis, family)
    subject = _subject(text.of("letter.subject", family.subject), author, metric)
    said = outline(opened, author, ways, subject=subject, metric=metric, text=text)
    said = replace(said, audits=records(opened, author, family, audits, text))
    return said, list(dict.fromkeys(author.problems))


def _subject(line: str, author: Author, metric: Metric | None) -> Filled:
    """The family's line, or the notice's own title where the case cannot fill it or is about another metric."""
    alone = author.alone()
    filled = alone.fill("letter.subject", line)
    is_other = any(p.kind == "metric" and metric and not p.ref.startswith(f"{metric.id}.") for p in filled.printed)
    return author.fill("letter.subject", "{{ case.violation_title }}") if alone.problems or is_other else filled


def _background(opened: OpenCase) -> list[str]:
    """Background evidence that is cited as if it were an exhibit."""
    case = opened.case
    kept_out = {e.id for e in case.evidence if e.use != "exhibit"}
    groups: dict[str, Sequence[RootCause | Corrective | Preventive | Point]] = {
        "root_causes": case.root_causes,
        "corrective": case.corrective,
        "preventive": case.preventive,
        "dispute.happened": case.dispute.happened,
        "dispute.wrong": case.dispute.wrong,
        "dispute.asks": case.dispute.asks,
    }
    return [
        f"{group}.{n}.exhibits: {i} is background and stays out of the bundle; say use: exhibit to cite it"
        for group, things in groups.items()
        for n, thing in enumerate(things)
        for i in thing.exhibits
        if i in kept_out
    ]


def _unfilled(opened: OpenCase) -> list[str]:
    """Captions are printed as they stand, above the exhibit and in the index."""
    return [
        f"evidence.{n}.{name}: a caption is printed as it stands; write the date or figure instead of a placeholder"
        for n, item in enumerate(opened.case.evidence)
        for name, said in (("caption", item.caption), ("shows", item.shows))
        if said and ("{{" in said.en or "{%" in said.en)
    ]


# --- what the template sees ---------------------------------------------------------------------


def _html(filled: Filled, labels: Mapping[str, str]) -> Markup:
    return Markup(passage(filled, labels).html)  # noqa: S704 - the author escapes everything that people wrote


def _tags(pages: Mapping[str, int], labels: Mapping[str, str]) -> tuple[Markup, ...]:
    return tuple(tag(evidence_id, labels, page) for evidence_id, page in pages.items())


def _entry(said: Said, labels: Mapping[str, str], layout: str = "") -> Entry:
    inline = {i for text in said.texts for i in text.cites}
    beside = {i: page for i, page in said.pages.items() if i not in inline}
    html = _html(said.filled, labels)
    return Entry(
        html=_ended(html, _tags(beside, labels)) if layout in {"paragraphs", "points"} else html,
        letter=said.letter,
        when=tidy(said.when),
        who=said.who,
        role=said.role,
        notes=tuple(
            Markup("{}: {}").format(label, _inline(text, labels)) if label else _inline(text, labels)
            for label, text in said.notes
        ),
        measured=_html(said.measured, labels) if said.measured else Markup(""),
        # In the table of actions the proof has its column, wherever else the exhibit is cited.
        tags=_tags(said.pages if layout == "actions" else beside, labels),
    )


def _ended(html: Markup, tags: tuple[Markup, ...]) -> Markup:
    """The text with citations at the end of its last line."""
    end = Markup("</p>")
    if not tags or not html.endswith(end):
        return html + (Markup("<p>") + Markup(" ").join(tags) + end if tags else "")
    return html.removesuffix(end) + " " + BREAK + Markup(" ").join(tags) + end


def _inline(filled: Filled, labels: Mapping[str, str]) -> Markup:
    return _html(filled, labels).removeprefix("<p>").removesuffix("</p>")


def _cause_row(row: CauseOutline, labels: Mapping[str, str]) -> CauseRow:
    proof: dict[str, int] = {}
    for action in row.actions:
        proof |= {i: page for i, page in action.pages.items() if i not in proof}
    return CauseRow(
        cause=_entry(row.cause, labels),
        actions=tuple(_entry(a, labels) for a in row.actions),
        tags=_tags(proof, labels),
    )


def _records(shown: AuditOutline, labels: Mapping[str, str]) -> Records:
    audit = shown.audit
    mine = {i: page for i, page in shown.said.pages.items() if not any(i in row.exhibits for row in shown.rows)}
    return Records(
        title=audit.title,
        html=_ended(_html(shown.said.filled, labels), _tags(mine, labels)),
        heads=audit.heads,
        rows=tuple(
            RecordRow(
                cells=tuple(tidy(cell) for cell in row.cells),
                state=row.state,
                tags=tuple(tag(i, labels) for i in row.exhibits if i in labels),
            )
            for row in shown.rows
        ),
        total=len(audit.rows),
        all_in=tag(shown.table, labels) if shown.table in labels else Markup(),
        name=f"audit-{audit.id}.svg" if audit.drawing else "",
        svg=audit.drawing or "",
    )


def _sections(said: Outline, labels: Mapping[str, str]) -> tuple[Section, ...]:
    return tuple(
        Section(number=n, title=title, layout=layout, entries=tuple(_entry(e, labels, layout) for e in entries))
        for n, (title, layout, entries) in enumerate(said.sections, 1)
    )
