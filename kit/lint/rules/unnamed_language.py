"""E824: an exhibit in Chinese whose caption does not say so."""

from collections.abc import Iterable

from kit.lint.parts import opened
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject

MUCH = 0.3  # of the letters; own judgement: a name or a stamp is less
_SAYS = ("chinese", "bilingual", "translat", "mandarin")


def check(subject: Subject) -> Iterable[Hit]:
    if subject.language.startswith(("zh", "ja")):
        return
    for n, seen in opened(subject):
        item = seen.item
        if item.use != "exhibit":
            continue
        told = " ".join(s.en for s in (item.caption, item.shows) if s).lower()
        text = "".join(c for page in seen.text for c in page if c.isalpha())
        share = sum("\u3400" <= c <= "\u9fff" for c in text) / max(1, len(text))
        if share > MUCH and not any(word in told for word in _SAYS):
            yield Hit(
                where=f"evidence.{n}.caption",
                message=Both(
                    f"{item.id} is written in Chinese, and its caption does not say so or what it says",
                    f"{item.id} 是中文文件，其标题既没说明这一点，也没说明内容",
                ),
                fix=Both(
                    "say “(Chinese)” in the caption and in `shows` what it shows; for a contract or certificate add a translation",
                    "在标题中写“(Chinese)”，在 `shows` 中写明内容；合同或证书请附译文",
                ),
            )


RULE = Rule(
    id="E824",
    name="unnamed-language",
    severity="warning",
    needs=frozenset({"evidence"}),
    what=said("An exhibit in another language says so, and what it shows.", "外文附件要在说明中注明语言及内容。"),
    why=said("A reviewer passes over a page that cannot be read.", "审核员看不懂的页面会直接跳过。"),
    source="research/appeals.md §1 (no notarised translation: refused; accepted languages)",
    grade="third_party",
    check=check,
    bad=(
        {"opened.manifests": {"text": ("交接清单 2026年6月15日 九十件",)}},
        {"opened.old_contract": {"text": ("", "揽收时间变更通知 Northway")}},
        {"evidence.1.shows": "The cut-off", "opened.cutoff_screen": {"text": ("截单时间 15:00 设置",)}},
    ),
    good=(
        "",
        {"evidence.3.caption": "Collection manifests (Chinese)", "opened.manifests": {"text": ("交接清单 2026年6月15日",)}},
        {"opened.manifests": {"text": ("Manifest of 15 June 2026, 仓 Daventry, ninety parcels in all",)}},
    ),
)
