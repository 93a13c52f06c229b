"""G606: slips of grammar and spelling that a checker finds (an extra; it finds about four of ten)."""

from collections.abc import Iterable
from typing import Any

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Slip, Subject


def check(subject: Subject) -> Iterable[Hit]:
    for slip in subject.slips or ():
        instead = f"perhaps: {', '.join(slip.instead)}; " if slip.instead else ""
        yield Hit(
            where=slip.where,
            message=Both(f"“{slip.quote}”: {slip.says}", f"“{slip.quote}”：{slip.says}"),
            fix=Both(
                f"{instead}read the sentence aloud; the checker is often wrong about names and never sure",
                f"{'可改为：' + '、'.join(slip.instead) + '；' if slip.instead else ''}请把句子读一遍；检查器对人名常判断错误，从不绝对可靠",
            ),
            quote=slip.quote,
        )


def _slip(quote: str, says: str, *instead: str) -> dict[str, Any]:
    return {"slips": (Slip(where="corrective.0.what", start=0, end=len(quote), quote=quote, says=says, instead=instead),)}


RULE = Rule(
    id="G606",
    name="grammar",
    severity="warning",
    needs=frozenset({"letter", "slips"}),
    what=said("The English has no slips that a grammar checker finds.", "英文没有语法检查器能发现的错误。"),
    why=said(
        "A letter that stumbles is read as a translation, and its facts with it. A checker finds four slips of ten: a person reads too.",
        "语病会让审核员怀疑内容。检查器只能发现约四成错误，仍需人工通读。",
    ),
    source="seed 000: 未校验英文语法及专业术语; research/lint.md §1",
    grade="seed",
    check=check,
    bad=(
        _slip("was", "You should probably use: “were”.", "were"),
        _slip("have", "After 'it', use the third-person verb form “has”.", "has"),
        _slip("recieved", "Possible spelling mistake found.", "received"),
    ),
    good=("", {"slips": ()}, {"slips": (), "root_causes.0.exhibits": ["old_contract"]}),
)
