"""The rules of sites, profiles and families as facts with source, date and grade (DESIGN §5).

A new site, profile or family is one new YAML file; it is found by being there.
"""

from kit.policy.facts import STALE_AFTER, resolve, stale, unverified
from kit.policy.packs import asks, codes, families, family, profiles, site, sites
from kit.policy.table import Row, rows

__all__ = [
    "STALE_AFTER",
    "Row",
    "asks",
    "codes",
    "families",
    "family",
    "profiles",
    "resolve",
    "rows",
    "site",
    "sites",
    "stale",
    "unverified",
]
