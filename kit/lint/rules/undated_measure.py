"""M302: a preventive measure that holds from no day."""

import re
from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.lint.sections import undated_items
from kit.lint.statements import states_measure
from kit.model import Both, Subject

_MEASURE = re.compile(
    r"^\W{0,4}(?:\(?\d{1,2}(?:\.\d{1,2})?[.)]\s|step\s\d)"
    r"|\b(?:will|shall|must|going\sto|gonna|every|each|no\slonger|from\snow)\b|['’]ll\b"
    r"|\b(?:have|has)\s(?:been\s)?\w{3,15}ed\b|\b(?:is|are)\sto\s[a-z]|\b(?:is|are)\s(?:now\s|being\s)?\w{2,15}ed\b"
    r"|^\W{0,4}(?:our|the|a|an)\s(?:\w{2,15}\s){1,3}(?:checks?|reviews?|compares?|reads?|counts?|signs?|approves?|verif(?:y|ies)|tests?|trains?)\b"
    r"|^\W{0,4}(?:arrange|assign|appoint|establish|implement|introduce|add|hire|train|check|set\sup|strengthen|improve|regular|create|build|use|make|conduct)\b",
    re.IGNORECASE,
)
_NO_MEASURE = re.compile(
    r"^\W{0,4}should\s|\b(?:nil|demand\w{0,3}|insist\w{0,3}|dismissed|fined|sacked|fired|warned|reprimanded|demoted|since\sthen|have\sbeen\sfree|you|your|yours|please|pls|kindly|thank\w{0,2}|sincerely|regards|respect\w{0,5}|hop(?:e|es|ing)|wish\w{0,3}|beg|pray\w{0,3}|ask|request\w{0,3}"
    r"|sorry|apolog\w{1,4}|regret|confident|promis\w{1,3}|assur\w{1,4}|guarante\w{1,3}|believe|appeal|reinstat\w{1,6}|attach\w{0,4}|enclos\w{0,4}"
    r"|lawyers?|court|media|unfair\w{0,2}|mistaken?|penalt\w{1,3}|violations?|points|rate|rates|fell|dropped|rose|came\sback|years|famil(?:y|ies)|salar(?:y|ies)"
    r"|if\sneeded|dispute|legal|God)\b|\?\s*$|\d\s?%",
    re.IGNORECASE,
)
_RHYTHM = re.compile(
    r"\b(?:every|each)\s(?:working\s)?(?:day|week|month|morning|evening|shift|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|\d{1,2}:\d{2}"
    r"|\bworking\sday\b|\bexhibits?\s\d",
    re.IGNORECASE,
)
_PART_OF_ONE = re.compile(
    r"\d|\b(?:if|when|whenever|where|unless|until|once|above|below|beyond|over|more\sthan|fewer|less|otherwise|else|both|this|that|these|those|it|they|he|she|the\s(?:list|log|sheet|register|record|result|answer|file|form)|no|any|one|two|three|unsigned|unmatched|missing)\b",
    re.IGNORECASE,
)
"""What says at which limit a measure acts, or goes on with what was told before it."""
_MESSAGE = Both("no day stands in what the letter tells of this measure", "信中所写的这项预防措施没有日期")
_FIX = Both("say since which day each measure holds, or by which day it will", "写明每项措施从哪天起执行，或到哪天完成")


def _alone(subject: Subject) -> Iterable[Hit]:
    yield from undated_items(subject, "preventive", _is_measure, _MESSAGE, _FIX)


def check(subject: Subject) -> Iterable[Hit]:
    for n, measure in enumerate(subject.case.preventive):
        if measure.since is None and measure.by is None:
            yield Hit(
                where=f"preventive.{n}",
                message=Both(
                    f"preventive measure {measure.id} has no date: neither since nor by",
                    f"预防措施 {measure.id} 没有日期：既无 since 也无 by",
                ),
                fix=Both(
                    "give since: the day from which it holds, or by: the day on which it will",
                    "填写 since: 从哪天起执行，或 by: 到哪天执行",
                ),
            )


def _is_measure(sentence: str) -> bool:
    """Whether it tells of something that is or will be done each time, and is no part of the letter's close."""
    if _NO_MEASURE.search(sentence) or _RHYTHM.search(sentence):
        return False
    return bool(_MEASURE.search(sentence)) or (states_measure(sentence) and not _PART_OF_ONE.search(sentence))


RULE = Rule(
    id="M302",
    name="undated-measure",
    severity="error",
    stance="plan",
    what=said(
        "Each preventive measure says since when it holds, or by when it will. In a letter without its case a measure is an item of the list, or a"
        " paragraph: one day in it will do, or, beside a measure that has its day, a fixed rhythm (each Monday at 09:00) or an exhibit.",
        "每项预防措施都要写明自何日起生效，或将于何日前完成。没有案件文件的信中，列表的一项或一个段落算一项措施，其中有一个日期即可；若另一项措施已有日期，写明固定频率（每周一 09:00）或引用附件也可。",
    ),
    why=said("A measure for some time in the future is not a measure.", "没有日期的将来措施不算措施。"),
    source="seed 000: 所有措施必须标注“已完成”或“将于X年X月X日前完成”",
    grade="seed",
    check=check,
    alone=_alone,
    bad=(
        {"preventive.0.since": None},
        {"preventive.1": {"id": "audit", "what": "The planner audits the carrier.", "owner": "Warehouse planner"}},
        {"preventive.0": {"id": "van", "what": "Calder Express collects at Daventry."}},
    ),
    good=("", {"preventive.0.since": None, "preventive.0.by": "2026-07-20"}, {"preventive.0.since": "2026-06-20"}),
)
