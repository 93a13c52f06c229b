"""The twelve criteria and the caps held against one subject. Points say what is missing, never how likely a success is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from kit.model import SEVERITIES, Finding, Part, Severity, Skipped, Statement, Subject
from kit.policy.rubric import Cap, Cost, Criterion, Rubric, Standard
from kit.rubric.checks import CHECKS, Loss, said

LACKS: Mapping[Part, Statement] = {
    "case": said("there is a letter but no case", "只有信，没有案件"),
    "letter": said("the letter was not written", "信尚未写出"),
    "evidence": said("the evidence files were not opened", "证据文件未打开"),
    "claims": said("the letter was not held against its exhibits", "信尚未与附件核对"),
}
"""Why a criterion cannot be computed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A criterion with its points; None: a person must judge, `why` says why."""

    criterion: Criterion
    points: float | None
    why: Statement | None = None
    losses: tuple[Loss, ...] = ()
    judge: Statement | None = None
    unseen: tuple[Skipped, ...] = ()  # rules that could not look at all of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Capped:
    """A cap: whether it applies, or why that is open."""

    cap: Cap
    state: Literal["applies", "clear", "open"]
    losses: tuple[Loss, ...] = ()  # what brings it about; where a person must decide, the signs
    why: Statement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """All criteria and caps. The points lie between `least` and `most`: the difference is for a person to judge."""

    rubric: Rubric
    criteria: tuple[Scored, ...]
    caps: tuple[Capped, ...]
    apart: tuple[Finding, ...] = ()  # errors and warnings that cost no criterion anything

    @property
    def computed(self) -> float:
        """The points of the criteria that could be computed."""
        return sum(s.points for s in self.criteria if s.points is not None)

    @property
    def computable(self) -> int:
        """What those criteria weigh."""
        return sum(s.criterion.weight for s in self.criteria if s.points is not None)

    @property
    def for_a_person(self) -> int:
        """What the others weigh."""
        return sum(s.criterion.weight for s in self.criteria if s.points is None)

    @property
    def cap(self) -> Cap | None:
        """The lowest cap that applies."""
        return min((c.cap for c in self.caps if c.state == "applies"), key=lambda c: c.most, default=None)

    @property
    def least(self) -> float:
        """The points if a person gives none of theirs."""
        return self._capped(self.computed)

    @property
    def most(self) -> float:
        """The points if a person gives all of theirs."""
        return self._capped(self.computed + self.for_a_person)

    def _capped(self, points: float) -> float:
        return min(points, self.cap.most) if self.cap else points


def scored(subject: Subject, findings: Iterable[Finding], skipped: Iterable[Skipped], rubric: Rubric) -> Score:
    """The subject's score from what the linter found and from the checks of the rubric."""
    found = tuple(findings)
    judge = _Judge(subject, found, tuple(skipped))
    criteria, caps = tuple(judge.criterion(c) for c in rubric.criteria), tuple(judge.cap(c) for c in rubric.caps)
    lost = [part.losses for part in criteria] + [part.losses for part in caps]
    counted = [loss.finding for losses in lost for loss in losses]
    apart = tuple(f for f in found if f.severity != "info" and f not in counted)
    return Score(rubric=rubric, criteria=criteria, caps=caps, apart=apart)


class _Judge:
    """Looks at one subject."""

    def __init__(self, subject: Subject, findings: tuple[Finding, ...], skipped: tuple[Skipped, ...]) -> None:
        self._subject = subject
        self._findings = findings
        self._skipped = {s.rule.partition(" ")[0]: s for s in skipped if s.applies}
        self._stance = subject.letter.stance if subject.letter else subject.case.stance

    def criterion(self, criterion: Criterion) -> Scored:
        """Its points: none, half or all, by the worst that was found."""
        standard = criterion.standard(self._stance)
        if why := standard.open or self._lack(criterion.needs) or self._untold(standard):
            return Scored(criterion=criterion, points=None, why=why, judge=standard.judge)
        zero, half = tuple(self._losses(standard.zero, "warning")), tuple(self._losses(standard.half, "warning"))
        return Scored(
            criterion=criterion,
            points=0.0 if zero else criterion.weight / 2 if half else float(criterion.weight),
            losses=_once((*zero, *half)),
            judge=standard.judge,
            unseen=tuple(self._skipped[c.name] for c in (*standard.zero, *standard.half) if c.name in self._skipped),
        )

    def cap(self, cap: Cap) -> Capped:
        """Whether it applies: by a finding grave enough; open where something could not be looked at."""
        if lack := self._lack(cap.needs):
            return Capped(cap=cap, state="open", why=lack)
        losses = _once(self._losses(cap.rules, cap.from_severity))
        if cap.open:
            return Capped(cap=cap, state="open", why=cap.open, losses=losses)
        if losses:
            return Capped(cap=cap, state="applies", losses=losses)
        unseen = [self._skipped[c.name] for c in cap.rules if c.name in self._skipped]
        why = said(*[f"{s.rule}: {s.why}" for s in unseen[:1]] * 2) if unseen else None
        return Capped(cap=cap, state="open" if why else "clear", why=why)

    def _lack(self, needs: Iterable[Part]) -> Statement | None:
        """Why a part that is needed is not there."""
        return next((LACKS[p] for p in needs if getattr(self._subject, "stated" if p == "case" else p) is None), None)

    def _untold(self, standard: Standard) -> Statement | None:
        """Why a check cannot tell."""
        told = (CHECKS[c.name](self._subject) for c in (*standard.zero, *standard.half) if not c.is_rule)
        return next((answer for answer in told if isinstance(answer, Statement)), None)

    def _losses(self, costs: Iterable[Cost], least: Severity) -> Iterator[Loss]:
        for cost in costs:
            if cost.is_rule:
                yield from self._found(cost, least)
            elif isinstance(lost := CHECKS[cost.name](self._subject), tuple):
                yield from lost

    def _found(self, cost: Cost, least: Severity) -> Iterator[Loss]:
        grave = SEVERITIES[: SEVERITIES.index(least) + 1]
        for finding in self._findings:
            is_there = not cost.at or finding.where == cost.at or finding.where.startswith(f"{cost.at}.")
            if finding.rule.partition(" ")[0] == cost.name and finding.severity in grave and is_there:
                yield Loss(
                    by=finding.rule,
                    where=finding.where,
                    says=Statement(en=finding.message, zh=finding.message_zh or None),
                    finding=finding,
                )


def _once(losses: Iterable[Loss]) -> tuple[Loss, ...]:
    """Each thing once, though two checks name it."""
    return tuple({(loss.where, loss.says.en): loss for loss in losses}.values())
