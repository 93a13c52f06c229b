"""F910: "n of d (p%)" whose share is another."""

import re
from collections.abc import Iterable
from decimal import Decimal

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject

_SHARE = re.compile(
    r"(?<![\w.,])(?P<n>\d{1,3}(?:,\d{3}){0,3}|\d{1,9})\s(?:out\s)?of\s(?:the\s|our\s|all\s)?(?P<d>\d{1,3}(?:,\d{3}){1,3}|\d{1,9})(?![\d.,]\d)"
    r"(?:\s[a-z-]{1,20}){0,4}\s?(?:\(|,\s|\sor\s|\s=\s|:\s)(?P<p>\d{1,3}(?:\.\d{1,4})?)\s?(?:%|per\scent|percent)"
)
_MORE = re.compile(
    r"(?<![\w.,])(?P<n>\d{1,3}(?:,\d{3}){0,3}|\d{1,9})\s(?:out\s)?of\s(?:the\s|our\s|all\s)?(?P<d>\d{1,3}(?:,\d{3}){1,3}|\d{1,9})\s(?:orders|parcels|packages|units)\b"
)


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    for passage in subject.letter.passages:
        for found in _SHARE.finditer(passage.text):
            n, d, share = _whole(found["n"]), _whole(found["d"]), Decimal(found["p"])
            places = -int(share.as_tuple().exponent)
            right = Decimal(100 * n) / d if d else None
            if right is not None and abs(right - share) > Decimal(1).scaleb(-places) / 2 + Decimal("0.000001"):
                yield _hit(
                    passage.where,
                    found.group(),
                    Both(
                        f"{n:,} of {d:,} is {right:.{places}f}%, not {found['p']}%",
                        f"{d:,} 中的 {n:,} 是 {right:.{places}f}%，不是 {found['p']}%",
                    ),
                )
        for found in _MORE.finditer(passage.text):
            n, d = _whole(found["n"]), _whole(found["d"])
            if n > d:
                yield _hit(passage.where, found.group(), Both(f"{n:,} cannot be of {d:,}", f"{d:,} 中不可能有 {n:,}"))


def _whole(text: str) -> int:
    return int(text.replace(",", ""))


def _hit(where: str, quote: str, message: Both) -> Hit:
    return Hit(
        where=where,
        message=Both(f"{message.en}: “{quote}”", f"{message.zh}：“{quote}”"),
        fix=Both("count again from the export, best by placeholder", "按导出数据重新计算，最好用占位符"),
        quote=quote,
    )


RULE = Rule(
    id="F910",
    name="wrong-arithmetic",
    severity="error",
    needs=frozenset({"letter"}),
    what=said("A share is what its two counts give.", "百分比要与分子分母相符。"),
    why=said("It takes a reviewer one division to stop believing the rest.", "审核员除一下就不会再信其余数字。"),
    source="research/appeals.md §4 consistent (counts equal in text and data), §3 (invented statistics)",
    grade="third_party",
    check=check,
    bad=(
        "In May 412 of 3,926 orders (12.5%) were late.",
        "Late were 14 of 2,170 parcels, 6%.",
        "Of these 40 of 12 orders were refunded.",
    ),
    good=(
        "In May 412 of 3,926 orders (10.5%) were late.",
        "Late were 14 of 2,170 parcels, 0.6%.",
        "Since then {{ metric.late_dispatch.after.full }} were late.",
        "It was done by 3 of 4 planners (75%).",
    ),
)
