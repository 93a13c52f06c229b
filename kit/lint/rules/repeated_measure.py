"""M321: two actions or measures in the same words."""

from collections.abc import Iterable
from itertools import combinations

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject
from kit.tools.prose import excerpt
from kit.tools.wording import alike

SAME = 0.9  # of the words; own judgement: a word or two may differ


def check(subject: Subject) -> Iterable[Hit]:
    things = [
        (f"{group}.{n}", t.id, t.what.en)
        for group in ("corrective", "preventive")
        for n, t in enumerate(getattr(subject.case, group))
    ]
    for (_, first, one), (where, second, other) in combinations(things[:40], 2):
        if len(other.split()) >= 5 and alike(one, other) >= SAME:
            yield Hit(
                where=f"{where}.what",
                message=Both(
                    f"{second} says the same as {first}: “{excerpt(other, 120)}”",
                    f"{second} 与 {first} 内容相同：“{excerpt(other, 120)}”",
                ),
                fix=Both(
                    "keep the one that is true of its place: an action is what was done, a measure what holds from now on",
                    "只保留与其位置相符的一条：纠正措施是已做的事，预防措施是今后的做法",
                ),
                quote=other[:300],
            )


_WORDS = "The shift leader counts the parcels that are left on the dock."

RULE = Rule(
    id="M321",
    name="repeated-measure",
    severity="warning",
    stance="plan",
    what=said("Each action and each measure says something of its own.", "每项措施各说各的内容，不重复。"),
    why=said("A list that grows by repeating itself reads as made by a generator.", "靠重复凑数的清单像是生成器写的。"),
    source="research/appeals.md §3 (uniform list of measures not fitting the size of the shop)",
    grade="third_party",
    check=check,
    bad=(
        {"corrective.0.what": _WORDS, "preventive.0.what": _WORDS},
        {"corrective.0.what": _WORDS, "corrective.1.what": _WORDS.replace("parcels that are", "parcels")},
        {"corrective.0.what": f"{_WORDS} It is signed.", "preventive.0.what": f"It is signed. {_WORDS}"},
    ),
    good=(
        "",
        {"corrective.0.what": _WORDS, "preventive.0.what": "The planner signs the count of the shift leader each evening."},
        {"corrective.0.what": "It was done.", "corrective.1.what": "It was done."},
    ),
)
