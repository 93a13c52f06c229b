"""F906: a policy fact that matters here and was last seen more than 180 days ago."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject
from kit.policy import stale

OLD = {"policy.late_dispatch.limit": {"value": 4, "unit": "%", "grade": "official", "seen": "2025-12-01", "source": "a page"}}


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    quoted = {t.ref.rpartition("/")[2] for p in subject.letter.passages for t in p.traces if t.kind == "policy"}
    counted = tuple(f"{metric.id}." for metric in subject.metrics or ())
    for fact in subject.policy.facts:
        if (fact.id in quoted or fact.id.startswith(counted)) and stale(fact, subject.today):
            yield Hit(
                where=f"policy.{fact.id}",
                message=Both(
                    f"{fact.id} was last seen on {max(d for d in (fact.seen, fact.checked) if d)}, over 180 days before the letter",
                    f"{fact.id} 上次查看是 {max(d for d in (fact.seen, fact.checked) if d)}，距本信超过 180 天",
                ),
                fix=Both(
                    f"open {fact.source or 'its source'}, and note the day in the pack as checked:",
                    f"打开 {fact.source or '其来源'}，并把日期写入数据包的 checked:",
                ),
            )


RULE = Rule(
    id="F906",
    name="stale-fact",
    severity="warning",
    needs=frozenset({"letter", "metrics"}),
    what=said("Policy facts that this case counts by or quotes were seen lately.", "本案引用或据以计算的规则近期核实过。"),
    why=said("The platform changes its rules several times a year.", "平台规则一年多变。"),
    source="DESIGN §5 (older than 180 days); seed 000: 忽视平台最新政策更新",
    grade="seed",
    check=check,
    bad=(
        OLD,
        {**OLD, "corrective.0.what": "The limit is {{ policy.late_dispatch.limit }} ({{ exhibit.cutoff_screen }})."},
        {"letter.date": "2027-02-01"},
    ),
    good=("", {"policy.sfcr.limit": {"value": 3, "grade": "official", "seen": "2024-01-01"}}, {"letter.date": "2026-09-01"}),
)
