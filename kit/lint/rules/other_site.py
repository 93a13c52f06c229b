"""S706: another site named in the letter."""

import re
from collections.abc import Iterable

from kit.lint.parts import told
from kit.lint.rule import Hit, Rule, said
from kit.model import Subject
from kit.tools.prose import excerpt

NAMES: dict[str, tuple[str, ...]] = {
    "US": ("US", "USA", "American", "United States"), "UK": ("UK", "British", "United Kingdom"), "DE": ("German", "Germany"),
    "FR": ("French", "France"), "IT": ("Italian", "Italy"), "ES": ("Spanish", "Spain"), "SA": ("Saudi", "Saudi Arabia"),
    "AE": ("UAE", "Emirati"), "ID": ("Indonesian", "Indonesia"), "TH": ("Thai", "Thailand"), "VN": ("Vietnamese", "Vietnam"),
    "PH": ("Philippine", "Philippines"), "MY": ("Malaysian", "Malaysia"), "SG": ("Singapore",), "JP": ("Japanese", "Japan"),
    "MX": ("Mexican", "Mexico"),
}  # fmt: skip
_SITE = {word: code for code, words in NAMES.items() for word in words}
_WORDS = "|".join(sorted(_SITE, key=len, reverse=True))
_NAMED = re.compile(
    rf"\bTikTok\sShop\s(?P<a>{_WORDS})\b"
    rf"|\b(?P<b>{_WORDS})\s(?:TikTok\s)?(?:sites?|shops?|stores?|marketplaces?|station|platform|account)\b"
)


def check(subject: Subject) -> Iterable[Hit]:
    site = subject.case.violation.site
    ours = {shop.name for shop in subject.seller.shops if shop.site == site}
    for passage, _, sentence in told(subject):
        for found in _NAMED.finditer(sentence):
            other = _SITE[found["a"] or found["b"]]
            if other != site and not any(found.group() in name for name in ours):
                yield Hit(
                    where=passage.where,
                    message=f"“{found.group()}” is another site; this appeal is to {site}: “{excerpt(sentence)}”",
                    fix="write each site its own letter, by its own rules and with its own orders",
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
