"""T507: a paper or authority of another market than the violation's."""

import re
from collections.abc import Iterable

from kit import policy
from kit.lint.parts import told
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject
from kit.tools.prose import excerpt

_SITES = policy.heads()
MARKETS = {
    paper: {code for code, site in _SITES.items() if paper in site.papers} for site in _SITES.values() for paper in site.papers
}
_NAMED = re.compile(rf"(?<![\w“\"'])(?:{'|'.join(map(re.escape, sorted(MARKETS, key=len, reverse=True)))})(?![\w”\"'])")


def check(subject: Subject) -> Iterable[Hit]:
    site = subject.site
    for passage, _, sentence in told(subject):
        found = next((f for f in _NAMED.finditer(sentence) if site not in MARKETS[f.group()]), None)
        if found:
            yield Hit(
                where=passage.where,
                message=Both(
                    f"{found.group()} belongs to {', '.join(sorted(MARKETS[found.group()]))}, this violation to {site}: “{excerpt(sentence)}”",
                    f"{found.group()} 属于 {', '.join(sorted(MARKETS[found.group()]))}，本次违规在 {site}：“{excerpt(sentence)}”",
                ),
                fix=Both(
                    "name the paper that this market asks for (Category Requirements in Seller Center), or take the sentence out",
                    "写本市场要求的文件（见 Seller Center 的 Category Requirements），或删去这句",
                ),
                quote=sentence,
            )


RULE = Rule(
    id="T507",
    name="other-market-paper",
    severity="warning",
    needs=frozenset({"letter"}),
    what=said("Papers and authorities are those of the violation's market.", "证件和机构要与违规站点的市场一致。"),
    why=said(
        "Each market asks for its own; another's paper shows that the text was made for another site.",
        "各市场要求不同；写别国证件说明信是从别的站点抄来的。",
    ),
    source="seed 000: 多站点同步违规时，各站点POA需独立撰写; seed 002: 忽视类目准入差异; research/certification.md §2, §7",
    grade="seed",
    check=check,
    bad=(
        "The lamp is registered with the FDA.",
        "The cream has its BPOM number.",
        {"violation.site": "US", "corrective.0.what": "The toy bears the UKCA mark."},
    ),
    good=(
        "The toy bears the UKCA mark.",
        "The lamp bears the CE marking.",
        {"violation.site": "US", "corrective.0.what": "The lamp was tested under FCC rules."},
        "The notice names “FDA” by mistake.",
    ),
)
