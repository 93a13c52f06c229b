"""E921: a bank account number that stands whole in a fact or in the letter."""

import re
from collections.abc import Iterable, Iterator

from kit.lint.parts import told
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject

_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")
_ACCOUNT = frozenset({"account", "account_number", "iban", "bank_account"})
_BANK = re.compile(
    r"\b(?:bank|account\s(?:number|no\.?)|iban|a/c|acct|savings|checking|current\saccount|debit|credit|card|routing|sort\scode|swift|bic|payout\saccount|beneficiary|wire|transfer|rekening|konto)\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(?<![\w.,/-])\d(?:[ -]?\d){7,22}(?![\w/-]|[.,]\d)")
_OTHER_NUMBER = re.compile(
    r"\b(?:case|violation|ticket|order|tracking|registration|notice|licen[cs]e|tax|invoice|waybill|reference|SKU|phone|tel)\b\W{0,3}(?:\w{1,8}\W{1,2}){0,2}$",
    re.IGNORECASE,
)
_NEXT = Both(
    "state its last four digits, and mask the rest on the paper (poa mask)",
    "只写末四位，并在文件上遮盖其余数字（poa mask）",
)
_SHOWN = 4  # digits by which a bank account is told without being given away


def check(subject: Subject) -> Iterable[Hit]:
    for n, item in enumerate(subject.case.evidence):
        for key, value in item.facts:
            if (key in _ACCOUNT and sum(c.isdigit() for c in value) > _SHOWN) or _IBAN.search(value):
                yield Hit(
                    where=f"evidence.{n}.facts.{key}",
                    message=Both(
                        f"{item.id} states a bank account with {sum(c.isdigit() for c in value)} digits",
                        f"{item.id} 写出了银行账号的 {sum(c.isdigit() for c in value)} 位数字",
                    ),
                    fix=_NEXT,
                )


def _alone(subject: Subject) -> Iterator[Hit]:
    """Of a letter without its case: a sentence about a bank holds a number as long as an account's."""
    for passage, _, sentence in told(subject):
        found = _IBAN.search(sentence) or (_DIGITS.search(sentence) if _BANK.search(sentence) else None)
        if found and not _OTHER_NUMBER.search(sentence[: found.start()]):
            yield Hit(
                where=passage.where,
                message=Both(
                    f"a bank account stands here with {sum(c.isdigit() for c in found.group())} digits",
                    f"这里写出了银行账号的 {sum(c.isdigit() for c in found.group())} 位数字",
                ),
                fix=_NEXT,
                quote=found.group(),
            )


RULE = Rule(
    id="E921",
    name="account-number-whole",
    severity="warning",
    what=said("Bank accounts are told by their last four digits.", "银行账号只写末四位。"),
    why=said(
        "Who reads the appeal needs to tell the account, not to have it; a whole number is a risk of its own.",
        "审核员只需辨认账户，无需全号；写出全号本身就是风险。",
    ),
    source="own judgement: research/appeals.md found no page that says so",
    grade="own_knowledge",
    check=check,
    alone=_alone,
    bad=(
        {"evidence.0.facts": {"account": "6222 0819 0300 5530"}},
        {"evidence.0.facts": {"iban": "GB29 NWBK 6016 1331 9268 19"}},
        {"evidence.0.facts": {"holder_note": "GB29NWBK60161331926819"}},
        {"alone": True, "corrective.0.what": "Our bank account 6222 0819 0300 5530 was confirmed."},
    ),
    good=(
        "",
        {"alone": True, "corrective.0.what": "Our bank account ending 5530 pays for order 577012345678901234."},
        {"evidence.0.facts": {"account": "ending 5530"}},
        {"evidence.0.facts": {"tax_number": "GB 999 4417 28"}},
    ),
)
