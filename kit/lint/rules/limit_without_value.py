"""M318: a limit at which nobody would know that it is reached."""

import re
from collections.abc import Iterable, Iterator

from kit.lint.parts import found
from kit.lint.rule import Hit, Rule, said
from kit.lint.sections import section
from kit.model import Both, Subject

_VALUE = re.compile(
    r"\d|\b(?:no|none|any|zero|nil|each|every|all|one|two|three|four|five|six|seven|eight|nine|ten|half|third|quarter|first|second"
    r"|once|twice|never|without|missing)\b",
    re.IGNORECASE,
)

_AMOUNT = r"(?:large|many|much|high|low|big|long|great|heavy|full|late|slow|old|often|excessive|abnormal|unusual|unusually\s\w{3,10}|significant|serious|considerable|suspicious|extreme|unreasonable|unacceptable|critical|alarming)"
_BARE_LIMIT = re.compile(
    r"\b(?:below|under|within|above|over|beyond|at|to|exceeds?|reaches|passes)\s(?:the|an?|its|our|normal)\s(?:(?:acceptable|allowed|permitted|tolerable|agreed|usual|normal|reasonable|safe|internal|set|given|certain|healthy|required|industry|defined|critical)\s){1,2}(?:limits?|thresholds?|levels?|values?|ranges?|standards?|marks?|amounts?|numbers?)\b",
    re.IGNORECASE,
)
_DEFINED = re.compile(r"^\s?(?:[(,:–-]\s?)?(?:\(|that\sis|i\.e|more\sthan|over|above|at|than)?\s?\d")
_UNTIL_MUCH = re.compile(
    r"\b(?:whenever|when|if|once|as\ssoon\sas|in\scase|should|where|before|until)\s(?:(?!\bbecause\b)[\w'’-]{1,20}\s){0,8}?"
    rf"(?:(?:too|very|so|unusually|abnormally|exceptionally|quite|rather)\s{_AMOUNT}|(?:gets?|becomes?|grows?|runs?|looks?|seems?|(?:is|are)\s(?:getting|becoming))\s(?:too\s|very\s|rather\s)?{_AMOUNT}"
    r"|(?:(?:rise|increase|go|climb|pile|build|mount|grow|deviate|drop|fall)s?|goes)\s(?:up\s|down\s)?(?:noticeably|significantly|sharply|considerably|a\slot|too\s(?:much|far)|markedly|strongly|abnormally)"
    rf"|(?:too|so|very|unusually)\s{_AMOUNT}\b"
    r"|(?:pile|build|mount)s?\sup|(?:a\slot|too\smany|a\slarge\snumber|lots|an\s(?:unusual|abnormal)\s\w{3,12}|significant\s\w{3,12})\b)",
    re.IGNORECASE,
)


def check(subject: Subject) -> Iterable[Hit]:
    for n, measure in enumerate(subject.case.preventive):
        if measure.limit and not _VALUE.search(measure.limit):
            yield Hit(
                where=f"preventive.{n}.limit",
                message=Both(
                    f"the limit of {measure.id}, “{measure.limit}”, has no value", f"{measure.id} 的限值“{measure.limit}”没有数值"
                ),
                fix=Both(
                    "give the number at which someone acts, e.g. more than 5 parcels",
                    "写明到哪个数字就有人处理，例如超过 5 个包裹",
                ),
                quote=measure.limit,
            )


def _alone(subject: Subject) -> Iterator[Hit]:
    """Of a letter without its case: someone acts when there is much, and how much is not said."""
    preventive = section(subject, "preventive")
    for passage, words, sentence in (*found(preventive, _UNTIL_MUCH), *found(preventive, _BARE_LIMIT)):
        if not re.search(r"\d", words.group()) and not _DEFINED.search(passage.text[words.end() :][:40]):
            yield Hit(
                where=passage.where,
                message=Both(f"“{words.group()}” is a limit without a value", f"“{words.group()}”是没有数值的限值"),
                fix=Both(
                    "give the number at which someone acts, e.g. more than 5 parcels",
                    "写明到哪个数字就有人处理，例如超过 5 个包裹",
                ),
                quote=sentence,
            )


RULE = Rule(
    id="M318",
    name="limit-without-value",
    severity="warning",
    stance="plan",
    what=said("A limit is a number at which someone acts.", "限值是一个到了就有人处理的数值。"),
    why=said("“As low as possible” is reached by any number, and by none.", "“尽量低”什么数都算达到，也都算没达到。"),
    source="seed 000: 措施不可验证（无时间/责任人/结果指标）; research/appeals.md §4 prevent (trigger, owner, limit, record)",
    grade="seed",
    check=check,
    alone=_alone,
    bad=(
        {"preventive.0.limit": "as few as possible"},
        {"preventive.0.limit": "a low late rate"},
        {"preventive.0.limit": "industry standard"},
        {"alone": True, "preventive.0.what": "The planner books a van when the backlog is too high."},
        {"alone": True, "preventive.0.what": "The error rate will be kept below the acceptable limit."},
        {"alone": True, "preventive.0.what": "The planner calls in temps if too many orders are open."},
        {"alone": True, "preventive.0.what": "If complaints rise sharply, the planner stops the listing."},
    ),
    good=(
        "",
        {"alone": True, "preventive.0.what": "The planner books a van when more than 5 parcels are left."},
        {"preventive.0.limit": "2% late in a week"},
        {"preventive.0.limit": "any parcel left on the dock"},
    ),
)
