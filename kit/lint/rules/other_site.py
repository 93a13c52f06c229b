"""S706: another site named in the letter."""

from collections.abc import Iterable

from kit.lint.aim import SITE_NAMED, SITE_OF
from kit.lint.parts import told
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject
from kit.tools.prose import excerpt


def check(subject: Subject) -> Iterable[Hit]:
    site = subject.site
    ours = {shop.name for shop in subject.seller.shops if shop.site == site} if subject.stated else set[str]()
    for passage, _, sentence in told(subject):
        for found in SITE_NAMED.finditer(sentence):
            other = SITE_OF[found["a"] or found["b"]]
            if other != site and not any(found.group() in name for name in ours):
                yield Hit(
                    where=passage.where,
                    message=Both(
                        f"“{found.group()}” is another site; this appeal is to {site}: “{excerpt(sentence)}”",
                        f"“{found.group()}”是别的站点；本申诉发往 {site}：“{excerpt(sentence)}”",
                    ),
                    fix=Both(
                        "write each site its own letter, by its own rules and with its own orders",
                        "每个站点单独写信，依该站规则，用该站订单",
                    ),
                    quote=sentence,
                )


RULE = Rule(
    id="S706",
    name="other-site",
    severity="warning",
    needs=frozenset({"letter"}),
    what=said("The letter speaks of the site that it is sent to.", "信只写所申诉的站点。"),
    why=said(
        "Rules differ by site; another site's name shows a copied text, or a second case in this one.",
        "各站规则不同；出现别的站点，说明是抄来的，或混入了另一案。",
    ),
    source="seed 000: 多站点同步违规时，各站点POA需独立撰写（英/美/东南亚站政策细节不同）",
    grade="seed",
    check=check,
    bad=(
        "The same was done in our US shop.",
        "We ask TikTok Shop Indonesia to restore it.",
        "The German site was not concerned.",
    ),
    good=(
        "The same was done in our UK shop.",
        "The US dollar fell.",
        {"violation.site": "US", "corrective.0.what": "Our US shop was restored."},
    ),
)
