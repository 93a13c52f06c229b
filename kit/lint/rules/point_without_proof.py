"""E816: a point of a dispute without an exhibit, or proved by words only."""

import re
from collections.abc import Iterable

from kit.lint.clean import DISPUTE
from kit.lint.rule import Hit, Rule, said
from kit.lint.sections import section
from kit.model import Both, Passage, Subject
from kit.tools.prose import excerpt

_OTHER = re.compile(
    r"^\W{0,4}(?:please|we\s(?:ask|request)|i\s(?:ask|request)|thank)|\b(?:attach\w*|enclos\w*|screenshot)\b", re.IGNORECASE
)
_SAYS = re.compile(r"^\W{0,4}(?:we|i|they|he|she|it|nobody)\s(?!ask|request)", re.IGNORECASE)
LEAST = 6
"""Words. Own judgement: a line with fewer is a heading or a name."""


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
                    message=Both(
                        f"dispute point {point.id} {what}",
                        f"抗辩要点 {point.id} {'只有说明为证' if cited else '没有任何附件证明'}",
                    ),
                    fix=Both(
                        "cite a record that others made or a system keeps: manifest, tracking page, carrier letter, order page with its time",
                        "引用由他人出具或系统留存的记录：交接清单、物流页面、承运商函、带时间的订单页面",
                    ),
                    severity=None if part == "wrong" else "warning",
                )


def _alone(subject: Subject) -> Iterable[Hit]:
    """Of a letter without its case: grounds of a dispute, and not one exhibit in the whole letter."""
    grounds = section(subject, "dispute.wrong")
    bare = tuple(_bare_points(grounds))
    yield from bare
    if grounds and not bare and subject.letter and not subject.letter.cites:
        yield Hit(
            where=grounds[0].where,
            message=Both("no point of the dispute names an exhibit", "抗辩中没有一点写明附件"),
            fix=Both(
                "name after each point the record that proves it, by its exhibit number", "在每一点后用附件编号写明证明它的记录"
            ),
            quote=grounds[0].text,
        )


def _bare_points(grounds: tuple[Passage, ...]) -> Iterable[Hit]:
    """Points that name no exhibit, and ask for nothing."""
    for before, point in zip((None, *grounds), grounds, strict=False):
        is_list = before is not None and before.text.rstrip().endswith(":")
        if not point.cites and not is_list and _is_sentence(point.text) and not _OTHER.search(point.text):
            yield Hit(
                where=point.where,
                message=Both(
                    f"this point of the dispute names no exhibit: “{excerpt(point.text)}”",
                    f"这一点没有写明附件：“{excerpt(point.text)}”",
                ),
                fix=Both(
                    "name the record that proves it, by its exhibit number, or take the point out",
                    "用附件编号写明证明它的记录，或删去这一点",
                ),
                quote=point.text,
            )


def _is_sentence(text: str) -> bool:
    """Whether it says something, be it without a full stop as in a list of dots."""
    words = len(text.split())
    return (words >= LEAST and text.rstrip().endswith((".", "!", "?"))) or (
        words >= LEAST - 1 and not text.rstrip().endswith(":") and bool(_SAYS.search(text))
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
