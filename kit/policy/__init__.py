"""The rules of sites, profiles and families as facts with source, date and grade (DESIGN §5).

A new site, profile or family is one new YAML file; it is found by being there.
"""

from kit.policy.facts import STALE_AFTER, differing, resolve, stale, unverified
from kit.policy.packs import asks, codes, families, family, heads, meant, profiles, site, site_asks, sites
from kit.policy.table import Row, about, amount, rows, shown

__all__ = [
    "STALE_AFTER",
    "Row",
    "about",
    "amount",
    "asks",
    "codes",
    "differing",
    "families",
    "family",
    "heads",
    "meant",
    "profiles",
    "resolve",
    "rows",
    "shown",
    "site",
    "site_asks",
    "sites",
    "stale",
    "unverified",
]
