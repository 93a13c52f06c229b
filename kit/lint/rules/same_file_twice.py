"""E825: one file under two names."""

from collections.abc import Iterable

from kit.lint.parts import opened
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject


def check(subject: Subject) -> Iterable[Hit]:
    first: dict[tuple[str, str | None], str] = {}
    for n, seen in opened(subject):
        item = seen.item
        if item.use != "exhibit":
            continue
        key = (seen.sha256, item.pages)
        if key in first:
            yield Hit(
                where=f"evidence.{n}.file",
                message=Both(f"{item.id} is the same file as {first[key]}", f"{item.id} 与 {first[key]} 是同一个文件"),
                fix=Both(
                    "cite one of them for both, or choose other pages with pages:", "两处引用同一个，或用 pages: 选不同的页"
                ),
            )
        first.setdefault(key, item.id)


_SAME = {"opened.manifests": {"sha256": "0" * 64}, "opened.new_contract": {"sha256": "0" * 64}}

RULE = Rule(
    id="E825",
    name="same-file-twice",
    severity="warning",
    needs=frozenset({"evidence"}),
    what=said("Each exhibit is a paper of its own.", "同一份文件不重复作为两个附件。"),
    why=said("The same page under two numbers looks like padding.", "同一页编两个号，像是凑数。"),
    source="DESIGN §8 (exhibits); research/appeals.md §4 exhibits",
    grade="own_knowledge",
    check=check,
    bad=(_SAME, {**_SAME, "evidence.3.caption": "Another"}, {**_SAME, "opened.old_contract": {"sha256": "0" * 64}}),
    good=("", {**_SAME, "evidence.3.pages": "2"}, {**_SAME, "evidence.3.use": "background"}),
)
