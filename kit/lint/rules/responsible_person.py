"""N101: nobody signs the letter, or the one who does has no title or signature.

How loud: a demand of an official page, of code or of the profile that the case chose is an error. A demand known from
elsewhere only is a warning; so is an unsigned letter where nothing is known, for then nobody answers for it.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Fact, Severity, Subject

_CLOSE = re.compile(
    r"^\W{0,4}(?:(?:with\s)?(?:(?:kind|best|warm|many)\s)?(?:regards|thanks|wishes)|yours\s(?:sincerely|faithfully|truly)|sincerely(?:\syours)?|respectfully|thank\syou"
    r"|signed(?:\sby)?|(?:for\s(?:and\s)?)?on\sbehalf\sof|for|from|cheers)\b[\s,.:–-]{0,4}",
    re.IGNORECASE,
)
_CROWD = r"(?:teams?|dept|department|store|shop|company|management|staff|seller|merchant|office|accounts|administration|everyone|all\sof\sus|co|ltd|limited|llc|gmbh|inc|sdn|bhd|pte)"
_SIGNED_BY_CROWD = re.compile(
    rf"(?:(?:the|your|our|all|at|of|&|and)\s|[\w'’&.-]{{1,20}}(?:,(?=\s(?:Ltd|Inc|LLC|Co)\b))?\s){{0,5}}{_CROWD}\W{{0,3}}",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"(?<!\bCo)(?<!\bLtd)(?<!\bInc)(?<!\bDept)[.!?:;]\s*$|^(?:plan\sof|violation|result|\d{1,2}[.)])", re.IGNORECASE
)
_LAST = 3
"""Lines at the end in which a letter without its case is signed."""
_EMPTY = {"", "-", "--", "n/a", "na", "none", "tbd", "tbc", "title", "?", "xxx", "x"}


def check(subject: Subject) -> Iterable[Hit]:
    if subject.stated is None:
        yield from _alone(subject)
        return
    person, signature = (subject.policy.get(f"letter.{word}") for word in ("responsible_person", "signature"))
    signer = subject.signer
    if signer is None:
        yield Hit(
            where="letter.signer",
            message=Both(
                f"no responsible person signs the letter{_asked(person, signature)}",
                f"信没有负责人签名{_asked(person, signature)}",
            ),
            fix=Both(
                "name one of the seller's people in letter.signer, with name and title",
                "在 letter.signer 中写明卖家的一个人，含姓名和职务",
            ),
            severity=_severity(subject, person, signature),
        )
        return
    for word in ("name", "title"):
        if getattr(signer, word).strip().lower() in _EMPTY:
            yield Hit(
                where=f"seller.people.{signer.id}.{word}",
                message=Both(
                    f"the responsible person {signer.id} has no {word}{_asked(person)}",
                    f"负责人 {signer.id} 没有{'姓名' if word == 'name' else '职务'}{_asked(person)}",
                ),
                fix=Both(
                    f"give the {word} as it stands in Seller Center and on the company's papers",
                    f"按 Seller Center 和公司文件上的写法填写{'姓名' if word == 'name' else '职务'}",
                ),
                severity=_severity(subject, person),
            )
    if _is_wanted(signature) and not signer.signature:
        yield Hit(
            where=f"seller.people.{signer.id}.signature",
            message=Both(
                f"{signer.name} has no signature image{_asked(signature)}", f"{signer.name} 没有签名图片{_asked(signature)}"
            ),
            fix=Both(
                "sign on white paper, scan or photograph it, and give the file in signature:",
                "在白纸上签名，扫描或拍照，把文件写入 signature:",
            ),
            severity=_severity(subject, signature),
        )


def _alone(subject: Subject) -> Iterator[Hit]:
    """Of a letter without its case: it ends with the name of a crowd, and with no person's."""
    last = subject.letter.passages[-_LAST:] if subject.letter else ()
    signed = list(takewhile(lambda p: len(p.text) <= 80 and not _SENTENCE.search(p.text), reversed(last)))
    crowd = [p for p in signed if _SIGNED_BY_CROWD.fullmatch(_bare(p.text))]
    if crowd and all(p in crowd or not _bare(p.text) for p in signed):
        yield Hit(
            where=crowd[0].where,
            message=Both(
                f"“{crowd[0].text}” names no person who answers for the letter", f"“{crowd[0].text}”没有写明谁对此信负责"
            ),
            fix=Both("end with the name and title of one person", "结尾写明一个人的姓名和职务"),
            quote=crowd[0].text,
            severity="warning",
        )


def _bare(line: str) -> str:
    """A closing line without its greeting."""
    return _CLOSE.sub("", _CLOSE.sub("", " ".join(line.split())))


def _is_wanted(fact: Fact | None) -> bool:
    return fact is not None and fact.value not in {None, False}


def _severity(subject: Subject, *facts: Fact | None) -> Severity:
    grades = {fact.grade for fact in facts if fact is not None and _is_wanted(fact)}
    is_profile = subject.policy.profile in grades  # the profile `seed` holds facts of grade seed
    return "error" if is_profile or grades & {"official", "code"} else "warning"


def _asked(*facts: Fact | None) -> str:
    wanted = [fact for fact in facts if fact is not None and _is_wanted(fact)]
    return f" ({wanted[0].id}, grade {wanted[0].grade}: {wanted[0].source})" if wanted else ""


RULE = Rule(
    id="N101",
    name="responsible-person",
    severity="error",
    what=said(
        "A responsible person signs the letter, with name, title and signature.", "信函由责任人签署，写明姓名、职务并附签名。"
    ),
    why=said(
        "A missing signature is a known reason for refusal; on the US site name, title and signature are said to be compulsory.",
        "无签名是常见的失败原因；据称美国站强制要求姓名、职务和手写签名。",
    ),
    source="seed 000: US站POA强制要求注明“Responsible Person Name & Title”并手写签名扫描件; 未按要求格式提交（无签名）",
    grade="seed",
    check=check,
    bad=(
        {"letter.signer": None},
        {"seller.people.0.title": "n/a"},
        {"seller.people.0.signature": None},
        {"alone": True, "preventive.0.what": "Kind regards, The Warehouse Team", "preventive.0.measured": None},
        {"letter.signer": None, "policy.letter.signature": None, "policy.letter.responsible_person": None},
    ),
    good=(
        "",
        {"seller.people.0.title": "Compliance Lead"},
        {"seller.people.0.signature": None, "policy.letter.signature": False},
    ),
)
