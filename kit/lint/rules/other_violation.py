"""S701: a second violation in one letter."""

import re
from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Severity, Subject
from kit.tools.prose import codes, sentences

_SPEAKS = re.compile(r"\bviolations?\b|\benforcements?\b", re.IGNORECASE)
_ID = re.compile(r"[A-Za-z]{0,4}[-_]?\d{8,40}")
_NAMED = re.compile(
    r"\bviolations?\s(?:IDs?|numbers?|nos?\.?|cases?)?\s?[:#]?\s?(?P<ids>\d{15,25}(?!\d)(?:\s?(?:,|and|&|/|;|\+)\s?\d{15,25}(?!\d)){0,9})",
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
    ),
    good=(
        "This answers violation 7529184460371124.",
        "Order 577012345678901234 was late.",
        "The violation was received on 9 June 2026.",
    ),
)
