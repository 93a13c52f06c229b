"""T505: a paper named for goods that no paper makes lawful to sell here."""

import re
from collections.abc import Iterable

from kit.lint.parts import told
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject
from kit.tools.prose import excerpt

_FORBIDDEN = re.compile(r"\b(?:e-?cig\w{0,8}|electronic\scigarettes?|vap(?:e|es|ing)|nicotine\w{0,3}|hookahs?)\b", re.IGNORECASE)
_PAPER = re.compile(
    r"\b(?:FDA|certificat\w{1,6}|registration|clearance|UKCA|CE\smark\w{0,3}|test\sreports?|licen[cs]e|approv\w{1,3})\b|\b510\(k\)",
    re.IGNORECASE,
)
_CALLED = re.compile(r"\bprohibited\s(?:product|item|goods|article|merchandise)", re.IGNORECASE)
_OFFER = re.compile(
    r"\b(?:prepar\w{1,4}|submit\w{0,4}|obtain\w{0,4}|appl(?:y|ied|ying)\sfor|upload\w{0,3}|provid\w{1,4})\s(?:[\w-]{1,20}\s){0,4}?"
    r"(?:test\sreports?|certificat\w{1,6}|licen[cs]es?|permits?|approvals?|registrations?)\b",
    re.IGNORECASE,
)
_REFUSES = re.compile(r"\b(?:no|not|cannot|prohibited|forbidden|never|neither)\b", re.IGNORECASE)


def check(subject: Subject) -> Iterable[Hit]:
    calls_it_so = any(_CALLED.search(p.text) for p in subject.letter.passages) if subject.letter else False
    for passage, _, sentence in told(subject):
        offer = _OFFER.search(sentence) if calls_it_so else None
        if offer and not _FORBIDDEN.search(sentence) and not _REFUSES.search(sentence):
            yield Hit(
                where=passage.where,
                message=Both(
                    f"the letter calls the goods prohibited, and “{offer.group()}” offers a paper for them: “{excerpt(sentence)}”",
                    f"信中承认商品属禁售，却用“{offer.group()}”提出补交文件：“{excerpt(sentence)}”",
                ),
                fix=Both(
                    "say when which listings were ended, and what keeps such goods from being listed again",
                    "写明哪些链接在何时下架，以及如何防止此类商品再次上架",
                ),
                quote=sentence,
            )
        goods, paper = _FORBIDDEN.search(sentence), _PAPER.search(sentence)
        if goods and paper and not _REFUSES.search(sentence):
            yield Hit(
                where=passage.where,
                message=Both(
                    f"no {paper.group()} makes “{goods.group()}” goods saleable on the platform: “{excerpt(sentence)}”",
                    f"没有任何 {paper.group()} 能使“{goods.group()}”类商品在平台上可售：“{excerpt(sentence)}”",
                ),
                fix=Both(
                    "say when which listings were ended, and what keeps such goods from being listed again",
                    "写明哪些链接在何时下架，以及如何防止此类商品再次上架",
                ),
                quote=sentence,
            )


RULE = Rule(
    id="T505",
    name="cure-that-cannot-be",
    severity="error",
    needs=frozenset({"letter"}),
    what=said("For prohibited goods no document is offered.", "禁售品不以补证件来申诉。"),
    why=said(
        "E-cigarette accessories are prohibited goods; a 510(k) is for medical devices. Such a sentence refutes itself.",
        "电子烟配件属于禁售品，510(k)只适用于医疗器械；这样写等于自证不懂规则。",
    ),
    source="research/certification.md §1.5 (some cells have no cure); seed 000: 未获FDA认证的电子烟配件",
    grade="third_party",
    check=check,
    bad=(
        "We filed the FDA 510(k) for the e-cigarette accessory.",
        "The vape case now has its certificate.",
        "A test report of the electronic cigarettes was uploaded.",
    ),
    good=(
        "The e-cigarette accessory was delisted on 13 June 2026.",
        "No certificate makes vape goods lawful to sell here.",
        "The 510(k) clearance of the thermometer was uploaded.",
    ),
)
