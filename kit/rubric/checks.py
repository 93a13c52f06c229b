"""What no rule of the linter looks at: named checks of the rubric. Each gives what is missing, or why it cannot tell."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from kit.model import Finding, Statement, Subject
from kit.rubric.chain import chain


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What costs points, and where; `finding` if a rule of the linter found it."""

    by: str  # the rule or check
    where: str
    says: Statement
    finding: Finding | None = None


_OTHERS = re.compile(r"\b(?:carriers?|couriers?|buyers?|customers?|platform|algorithm|TikTok)\b", re.IGNORECASE)
Check = Callable[[Subject], tuple[Loss, ...] | Statement]


def said(en: str, zh: str) -> Statement:
    """A sentence in both languages."""
    return Statement(en=en, zh=zh)


def correction_open(subject: Subject) -> tuple[Loss, ...]:
    """An appeal of a measure that a correction could still stop."""
    case = subject.case
    if case.violation.ticket != "pending" or case.route == "correction":
        return ()
    text = said(
        "the ticket is pending, so a correction may still stop the measure; the case appeals instead",
        "工单仍在处理中，整改可能阻止处罚；本案却走申诉",
    )
    return (Loss(by="correction_open", where="route", says=text),)


def no_cause(subject: Subject) -> tuple[Loss, ...]:
    """A plan that names no cause."""
    if subject.case.root_causes:
        return ()
    return (Loss(by="no_cause", where="root_causes", says=said("no root cause is stated", "未写根因")),)


def cause_without_figure(subject: Subject) -> tuple[Loss, ...]:
    """Causes that rest on assertion only: no figure of theirs is computed or stands in an exhibit, and no exhibit is cited."""
    assert subject.letter is not None
    passages, found = subject.letter.passages, list[Loss]()
    for n, cause in enumerate(subject.case.root_causes):
        own = [p for p in passages if p.where.startswith(f"root_causes.{n}.")]
        has_figure = any(t.kind in {"metric", "evidence"} for p in own for t in p.traces)
        if not has_figure and not cause.exhibits and not any(p.cites for p in own):
            text = said(f"cause {cause.id} is asserted only: no figure, no exhibit", f"根因 {cause.id} 只是断言：无数字、无附件")
            found.append(Loss(by="cause_without_figure", where=f"root_causes.{n}", says=text))
    return tuple(found) or no_cause(subject)


def no_issue_answered(subject: Subject) -> tuple[Loss, ...] | Statement:
    """No figure of the notice is the metric of a cause."""
    found = issue_without_cause(subject)
    return found if isinstance(found, Statement) or len(found) == len(subject.case.violation.figures) else ()


def issue_without_cause(subject: Subject) -> tuple[Loss, ...] | Statement:
    """Figures of the notice that are the metric of no cause; a limit is no issue."""
    case = subject.case
    issues = [(n, f.metric) for n, f in enumerate(case.violation.figures) if not f.metric.endswith("_limit")]
    if not issues:
        return said(
            "case.yaml states no figure of the notice (violation.figures), so its issues are not known",
            "case.yaml 未写通知中的数字（violation.figures），无从得知通知提出的问题",
        )
    answered = {metric for cause in case.root_causes for metric in cause.metrics}
    return tuple(
        Loss(
            by="issue_without_cause",
            where=f"violation.figures.{n}",
            says=said(
                f"the notice states {metric}, which no root cause names in metrics", f"通知提到 {metric}，但没有根因对应它"
            ),
        )
        for n, metric in issues
        if metric not in answered
    )


def nothing_done(subject: Subject) -> tuple[Loss, ...]:
    """A plan without an action that is done."""
    if any(action.done for action in subject.case.corrective):
        return ()
    return (Loss(by="nothing_done", where="corrective", says=said("no corrective action is done", "没有一项纠正措施已完成")),)


def nobody_put_right(subject: Subject) -> tuple[Loss, ...]:
    """A plan that says neither what became of the buyers nor what became of the stock, nor why there was nothing to do."""
    stated = subject.case.put_right
    if stated.buyers or stated.stock:
        return ()
    text = said(
        "nothing is said of the buyers and the stock that the violation touched (put_right)",
        "未写受影响的买家和库存如何处理（put_right）",
    )
    return (Loss(by="nobody_put_right", where="put_right", says=text),)


def no_measure(subject: Subject) -> tuple[Loss, ...]:
    """A plan without a lasting measure."""
    if subject.case.preventive:
        return ()
    return (Loss(by="no_measure", where="preventive", says=said("no preventive measure is stated", "未写预防措施")),)


def all_future(subject: Subject) -> tuple[Loss, ...]:
    """A plan of which nothing is in force yet."""
    case = subject.case
    is_begun = any(a.done for a in case.corrective) or any(m.since and m.since <= subject.today for m in case.preventive)
    if case.stance == "dispute" or is_begun:
        return ()
    text = said("nothing is done or in force yet: all is promised", "没有一项已完成或已生效，全是承诺")
    return (Loss(by="all_future", where="corrective", says=text),)


def no_reason_against(subject: Subject) -> tuple[Loss, ...]:
    """A dispute that does not say, with proof, why nothing is to be corrected: its points why the measure is wrong."""
    wrong = [row for row in chain(subject).rows if row.where == "dispute.wrong"]
    links = [link for row in wrong for link in row.links]
    if links and not any(link.gaps for link in links):
        return ()
    text = said(
        "the letter does not say, with proof, why there was no fault to correct (dispute.wrong)",
        "信中没有以证据说明为何不存在需要纠正的过错（dispute.wrong）",
    )
    return (Loss(by="no_reason_against", where="dispute.wrong", says=text),)


def blamed_without_proof(subject: Subject) -> tuple[Loss, ...]:
    """Points of a dispute that speak of carrier, buyer or platform and that no record proves."""
    assert subject.letter is not None
    links = [link for link in chain(subject).links if link.kind == "point" and link.gaps]
    passages = [(link.where, subject.letter.passage(f"{link.where}.what")) for link in links]
    return tuple(
        Loss(
            by="blamed_without_proof",
            where=where,
            says=said(f"“{found[0]}” is named as the reason, without a record", f"以“{found[0]}”为由，却没有记录作证"),
        )
        for where, passage in passages
        if passage and (found := _OTHERS.search(passage.text))
    )


def no_exhibit(subject: Subject) -> tuple[Loss, ...]:
    """A letter that cites nothing."""
    assert subject.letter is not None
    if subject.letter.cites:
        return ()
    return (Loss(by="no_exhibit", where="evidence", says=said("the letter cites no exhibit", "信中未引用任何附件")),)


def no_chain(subject: Subject) -> tuple[Loss, ...]:
    """Lists that are not linked: not one action, measure or point leads from its cause to a page."""
    if any(not link.gaps for row in chain(subject).rows if not row.gaps for link in row.links):
        return ()
    text = said("no cause leads to an action, a measure and a page", "没有一个根因能连到纠正、预防和页码")
    return (Loss(by="no_chain", where="root_causes", says=text), *gap_in_chain(subject))


def gap_in_chain(subject: Subject) -> tuple[Loss, ...]:
    """Each place where the chain breaks."""
    return tuple(Loss(by="gap_in_chain", where=gap.where, says=gap.says) for gap in chain(subject).gaps)


def _named(*checks: Check) -> Iterator[tuple[str, Check]]:
    return ((check.__name__, check) for check in checks)


CHECKS: Mapping[str, Check] = dict(
    _named(
        correction_open, no_cause, cause_without_figure, no_issue_answered, issue_without_cause, nothing_done,
        nobody_put_right, no_measure, all_future, no_reason_against, blamed_without_proof, no_exhibit, no_chain, gap_in_chain,
    )
)  # fmt: skip
