"""E816: a point of a dispute without an exhibit, or proved by words only."""

from collections.abc import Iterable

from kit.lint.clean import DISPUTE
from kit.lint.rule import Hit, Rule, said
from kit.lint.sections import section
from kit.model import Subject


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    if subject.stated is None:
        yield from _alone(subject)
        return
    kinds = {item.id: item.kind for item in subject.case.evidence}
    for part in ("happened", "wrong"):
        for n, point in enumerate(getattr(subject.case.dispute, part)):
            passage = subject.letter.passage(f"dispute.{part}.{n}.what")
            cited = {*point.exhibits, *(passage.cites if passage else ())}
            if all(kinds.get(e) == "statement" for e in cited):
                what = f"rests on statements only ({', '.join(sorted(cited))})" if cited else "is proved by no exhibit"
                yield Hit(
                    where=f"dispute.{part}.{n}.exhibits",
                    message=f"dispute point {point.id} {what}",
                    fix="cite a record that others made or a system keeps: manifest, tracking page, carrier letter, order page with its time",
                    severity=None if part == "wrong" else "warning",
                )


def _alone(subject: Subject) -> Iterable[Hit]:
    """Of a letter without its case: grounds of a dispute, and not one exhibit in the whole letter."""
    grounds = section(subject, "dispute.wrong")
    if grounds and subject.letter and not subject.letter.cites:
        yield Hit(
            where=grounds[0].where,
            message="no point of the dispute names an exhibit",
            fix="name after each point the record that proves it, by its exhibit number",
            quote=grounds[0].text,
        )


def _points(**points: object) -> dict[str, object]:
    return {**DISPUTE, "dispute": {**DISPUTE["dispute"], **points}}


_SAID = {"id": "scan", "what": "The carrier scanned them a day later."}

RULE = Rule(
    id="E816",
    name="point-without-proof",
    severity="error",
    needs=frozenset({"letter"}),
    what=said("Each point of a dispute is proved by a record.", "抗辩的每一点都有记录为证。"),
    why=said("That the platform is wrong is believed only when its own kind of data shows it.", "只有数据才能说明平台判错了。"),
    source="seed 002: 物流类申诉需提供承运商官网轨迹截图（含单号、时间戳）及发货底单; research/appeals.md §3 (platform is wrong, no proof)",
    grade="seed",
    check=check,
    bad=(_points(wrong=[_SAID]), _points(happened=[_SAID]), {**DISPUTE, "evidence.0.kind": "statement"}),
    good=(DISPUTE, _points(asks=[_SAID]), _points(wrong=[{**_SAID, "what": "They left in time ({{ exhibit.manifests }})."}])),
)
