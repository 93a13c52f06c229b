"""A201: a root cause without the operation, without the role that acted, or without when it began."""

import re
from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.lint.sections import section, undated
from kit.model import Both, Subject
from kit.tools.prose import excerpt, sentences

_TROUBLE = r"(?:problems?|issues?|difficult(?:y|ies)|troubles?|irregularit(?:y|ies)|disruptions?|deviations?)"
_VAGUE = re.compile(
    rf"\bthere\s(?:was|were|is|are|(?:have|has|had)\sbeen)\s(?:\w{{1,12}}\s){{0,2}}{_TROUBLE}\b"
    rf"|\b{_TROUBLE}\s(?:\w{{1,12}}\s){{0,4}}(?:occurred|arose|happened|appeared|emerged|existed|came\sup)\b"
    rf"|\b(?:had|encountered|experienced|met|faced|ran\sinto)\s(?:\w{{1,12}}\s){{0,2}}{_TROUBLE}\b",
    re.IGNORECASE,
)
_EFFECT = re.compile(
    r"\b(?:rates?|scores?|orders?|parcels?|packages?|shipments?|deliver\w{1,4}|dispatch)\b.{0,40}"
    r"\b(?:high|low|late|slow|delayed|affected|rose|fell|increased|above|below)\b",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"\b(?:not|never|nobody|no|none|without|because|while|when|who|which|instead|until|only|cannot)\b|n['’]t\b", re.IGNORECASE
)
_CLAUSES = re.compile(r"[,;:–—]\s|\b(?:and|but|so)\b")
_IN_BRACKETS = re.compile(r"\s?\([^()]{0,300}\)")
_NO_OPERATION = Both(
    "say what was done or not done, by which role, at which step, in place of “problems”",
    "写明哪个岗位在哪一步做了或没做什么，而不是“出了问题”",
)


def names_no_operation(text: str) -> bool:
    """Whether every sentence only says that there were problems, and at most what followed: nothing was done or left undone.

    >>> names_no_operation("There were problems with the dispatch at the warehouse, and our rate was high.")
    True
    >>> names_no_operation("There were problems with the label printer, and nobody replaced it.")
    False
    """
    plain = " ".join(_IN_BRACKETS.sub("", text).split())
    told = [plain[start:end] for start, end in sentences(plain)]
    return bool(told) and all(map(_is_vague, told))


def _is_vague(sentence: str) -> bool:
    clauses = [clause for clause in _CLAUSES.split(sentence) if len(clause.split()) > 2]
    rest = [clause for clause in clauses if not _VAGUE.search(clause)]
    return len(rest) < len(clauses) and not _NAMES.search(sentence) and all(map(_EFFECT.search, rest))


def _alone(subject: Subject) -> Iterable[Hit]:
    yield from undated(
        subject,
        "root_causes",
        Both("no day stands in what the letter tells of the cause", "信中所写的原因没有任何日期"),
        Both(
            "say when it began, which operation went wrong, and whose role it was", "写明何时开始、哪个操作出了错、属于哪个岗位"
        ),
    )
    passages = section(subject, "root_causes")
    text = " ".join(p.text for p in passages)
    if passages and names_no_operation(text):
        yield Hit(where=passages[0].where, message=_said_of("the cause", "原因", text), fix=_NO_OPERATION, quote=passages[0].text)


def _said_of(name: str, name_zh: str, text: str) -> Both:
    return Both(f"{name} names no operation: “{excerpt(text)}”", f"{name_zh}没有写明任何操作：“{excerpt(text)}”")


def check(subject: Subject) -> Iterable[Hit]:
    if not subject.case.root_causes:
        yield Hit(
            where="root_causes",
            message=Both("the plan names no root cause", "整改计划没有根本原因"),
            fix=Both("state at least one: what, role, when, exhibits", "至少写一条：what、role、when、exhibits"),
        )
    for n, cause in enumerate(subject.case.root_causes):
        missing = [word for word in ("role", "when") if getattr(cause, word) is None]
        if missing:
            yield Hit(
                where=f"root_causes.{n}",
                message=Both(
                    f"root cause {cause.id} does not say {' nor '.join(missing)}",
                    f"根本原因 {cause.id} 没有写明{'、'.join('角色' if word == 'role' else '时间' for word in missing)}",
                ),
                fix=Both(
                    "give the role (not a name) whose operation went wrong, and the day or time at which it began",
                    "写明是哪个岗位（不是人名）的操作出了错，以及开始的日期或时间",
                ),
            )
        if names_no_operation(cause.what.en):
            words = _IN_BRACKETS.sub("", cause.what.en)
            message = _said_of(f"root cause {cause.id}", f"根本原因 {cause.id} ", words)
            yield Hit(where=f"root_causes.{n}.what", message=message, fix=_NO_OPERATION)


RULE = Rule(
    id="A201",
    name="unplaced-cause",
    severity="error",
    stance="plan",
    what=said("A root cause names the operation, the role and the time.", "根因要明确到具体操作、岗位、时间节点。"),
    why=said("A cause that could stand in any seller's letter explains nothing.", "放在谁的信里都成立的原因，什么也没解释。"),
    source="seed 000: Root Cause Analysis（明确到具体操作、岗位、时间节点）; 归因模糊（如“员工疏忽”）",
    grade="seed",
    check=check,
    alone=_alone,
    bad=(
        {"root_causes.0.role": None},
        {"root_causes.0.when": None},
        {"root_causes.0.role": None, "root_causes.0.when": None},
        {
            "root_causes.0.what": "There were problems with the dispatch of our orders at the warehouse ({{ exhibit.old_contract }})."
        },
        {"root_causes.0.what": "There were some problems in our process and our rate was high ({{ exhibit.old_contract }})."},
        {"alone": True, "root_causes.0.what": "On 11 May 2026 some problems occurred in our operations."},
    ),
    good=(
        "",
        {"root_causes.0.role": "Listing editor"},
        {"root_causes.0.when": "2026-05-11 15:30"},
        {
            "root_causes.0.what": "There were problems with the label printer, and nobody replaced it ({{ exhibit.old_contract }})."
        },
        {
            "root_causes.0.what": "There were problems with two lots. The planner released them unread ({{ exhibit.old_contract }})."
        },
        {
            "alone": True,
            "root_causes.0.what": "On 11 May 2026 issues with the printer arose, which the shift leader did not report.",
        },
    ),
)
