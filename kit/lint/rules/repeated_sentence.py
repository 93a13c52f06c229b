"""L106: a sentence that stands twice in the letter."""

from collections.abc import Iterable

from kit.lint.parts import told
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject
from kit.tools.prose import excerpt
from kit.tools.wording import words

LEAST = 6  # words; own judgement: shorter ones may well be said twice


def check(subject: Subject) -> Iterable[Hit]:
    first: dict[tuple[str, ...], str] = {}
    for passage, _, sentence in told(subject):
        said_ = words(sentence)
        if len(said_) >= LEAST and said_ in first:
            yield Hit(
                where=passage.where,
                message=Both(
                    f"this stands in {first[said_]} already: “{excerpt(sentence)}”",
                    f"这句已在 {first[said_]} 中写过：“{excerpt(sentence)}”",
                ),
                fix=Both("say it once, where it proves something", "只在能起证明作用的地方说一次"),
                quote=sentence,
            )
        first.setdefault(said_, passage.where)


_TWICE = "The shift leader counts the parcels on the dock each evening."

RULE = Rule(
    id="L106",
    name="repeated-sentence",
    severity="warning",
    needs=frozenset({"letter"}),
    what=said("Each sentence stands once.", "同一句话只写一次。"),
    why=said("Repetition fills pages and hides the facts between.", "重复只是凑字数，反而埋没事实。"),
    source="research/appeals.md §4 form (short, plain)",
    grade="derived",
    check=check,
    bad=(
        f"{_TWICE} {_TWICE}",
        {"corrective.0.what": _TWICE, "preventive.0.what": _TWICE.upper()},
        {"alone": True, "corrective.0.what": f"{_TWICE}\n{_TWICE}"},
    ),
    good=("", _TWICE, "It was counted. It was counted."),
)
