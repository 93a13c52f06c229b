"""S701: a second violation in one letter."""

import re
from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Letter, Severity, Subject
from kit.tools.prose import codes, sentences
from kit.tools.written_dates import MONTH

_SPEAKS = re.compile(r"\bviolations?\b|\benforcements?\b", re.IGNORECASE)
_ID = re.compile(r"[A-Za-z]{0,4}[-_]?\d{8,40}")
_NAMED = re.compile(
    r"\bviolations?\s(?:IDs?|numbers?|nos?\.?|cases?)?\s?[:#]?\s?(?P<ids>\d{15,25}(?!\d)(?:\s?(?:,|and|&|/|;|\+)\s?\d{15,25}(?!\d)){0,9})",
    re.IGNORECASE,
)
_OTHER_ID = re.compile(
    r"\b(?:violations?|cases?|removals?|deductions?|enforcements?|penalt(?:y|ies)|tickets?|suspensions?|strikes?|appeals?|restrictions?|warnings?|holds?)\s"
    r"(?:IDs?|numbers?|nos?\.?|refs?\.?|reference)?\s?[:#]?\s?(?P<id>\d{6,25})\b",
    re.IGNORECASE,
)
_SANCTION = r"(?:points?|penalt(?:y|ies)|strikes?|removals?|suspensions?|deductions?|warnings?|restrictions?|holds?|bans?|violations?|deactivations?|freezes?)"
_BESIDE = re.compile(
    r"\b(?:also|at\sthe\ssame\stime|in\saddition|additionally|likewise|furthermore|moreover|besides|as\swell|too|while\s(?:you|we)\sare|by\sthe\sway|incidentally|similarly|further(?:more)?|another|other|on\sa\s(?:separate|different)\s\w+|separately|together\swith|along\swith)\b",
    re.IGNORECASE,
)
_OF_ANOTHER_DAY = re.compile(
    rf"\b{_SANCTION}\s(?:\w+\s){{0,2}}?(?:of|from|in|for|dated)\s(?:last\s\w+|earlier|{MONTH}|(?:the\s)?\d{{1,2}}\s{MONTH}|(?:our|the)\s(?:other|second|sister)\s(?:shop|store|account))"
    rf"|\b(?:other|another|second|earlier|older|separate)\s(?:\w+\s){{0,2}}?{_SANCTION}\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:ask|asks|request|address|lift|remove|cancel|waive|appeal|answer|explain|review|restore|reinstate|delete|drop|revoke|reconsider|clear|withdraw|refer|concern\w{0,3}|cover|deal|raise|mention|comment|look|settle|forgive|please|kindly)\b",
    re.IGNORECASE,
)
_LONG = re.compile(r"\d{15,25}")
_SECOND = re.compile(
    r"\b(?:both|two|three|several|all)\s(?:of\s)?(?:the\s|these\s|our\s)?(?:violations|enforcements|penalties|notices)\b"
    r"|\b(?:the\s)?(?:other|second|another)\s(?:violation|enforcement|penalty)\b",
    re.IGNORECASE,
)


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    if subject.stated is None:
        yield from _alone(subject)
        return
    violation = subject.case.violation
    ours = {str(violation.id), *(str(r.id) for r in violation.repeats), *violation.orders, *violation.skus}
    for passage in subject.letter.passages:
        for start, end in sentences(passage.text):
            sentence = passage.text[start:end]
            if not _SPEAKS.search(sentence) and not _SECOND.search(sentence):
                continue
            for _, _, word in codes(sentence):
                if _ID.fullmatch(word) and word not in ours:
                    yield _hit(
                        passage.where,
                        Both(f"“{word}” is not this case's violation {violation.id}", f"“{word}”不是本案的违规 {violation.id}"),
                        word,
                    )
            second = _SECOND.search(sentence)
            if second:
                quote = " ".join(second.group().split())
                yield _hit(
                    passage.where,
                    Both(f"“{quote}” speaks of more than one violation", f"“{quote}”说的不止一项违规"),
                    quote,
                    "warning",
                )


def _alone(subject: Subject) -> Iterable[Hit]:
    """Of a letter without its case: a second id that is called a violation."""
    assert subject.letter is not None
    named = [
        (p.where, number)
        for p in subject.letter.passages
        for found in _NAMED.finditer(p.text)
        for number in _LONG.findall(found["ids"])
    ]
    for where, violation in named:
        if violation != named[0][1]:
            yield _hit(
                where,
                Both(f"“{violation}” is another violation than {named[0][1]}", f"“{violation}”与 {named[0][1]} 不是同一项违规"),
                violation,
            )
    yield from _others(subject.letter)


def _others(letter: Letter) -> Iterable[Hit]:
    """A second thing asked for beside the first: by a number of its own, or by the day or kind of another sanction."""
    first = next((found["id"] for p in letter.passages for found in _OTHER_ID.finditer(p.text)), None)
    for passage in letter.passages:
        for start, end in sentences(passage.text):
            sentence = passage.text[start:end].strip()
            ids = [found["id"] for found in _OTHER_ID.finditer(sentence) if len(found["id"]) < 15]
            second = next((i for i in ids if i != first), None) or (_BESIDE.search(sentence) and _OF_ANOTHER_DAY.search(sentence))
            if second and _ASKS.search(sentence) and not passage.where.startswith("root_causes."):
                yield _hit(
                    passage.where,
                    Both("this asks for a second thing in one letter", "一封信里又提出了另一项请求"),
                    sentence,
                )


def _hit(where: str, message: Both, quote: str, severity: Severity | None = None) -> Hit:
    return Hit(
        where=where,
        message=message,
        fix=Both(
            "answer one Violation ID in one letter; make a case of its own for the other",
            "一封信只回应一个 Violation ID；另一个请另立一案",
        ),
        quote=quote,
        severity=severity,
    )


RULE = Rule(
    id="S701",
    name="other-violation",
    severity="error",
    needs=frozenset({"letter"}),
    what=said("A letter answers one Violation ID.", "一封信只回应一个违规编号。"),
    why=said("Unrelated violations in one letter are refused together.", "把无关的违规合写在一起，会被一并驳回。"),
    source="seed 000: 将多个无关违规合并写进同一份POA……须按Violation ID分文件提交",
    grade="seed",
    check=check,
    bad=(
        "This also answers violation 7529184460371199.",
        "Violation IDs 7529184460371124 and 7601234567890123456 have one cause.",
        "We answer both violations here.",
        "The second violation is answered too.",
        {"alone": True, "preventive.0.what": "We also ask you to lift the points of March."},
    ),
    good=(
        "This answers violation 7529184460371124.",
        "Order 577012345678901234 was late.",
        "The violation was received on 9 June 2026.",
    ),
)
