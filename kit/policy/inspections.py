"""Inspection reports and supplier audits as case.yaml states them: their kinds, and the facts that are read of them."""

REPORTS, AUDITS = ("inspection_report", "test_report"), ("supplier_audit", "factory_audit")
SKUS, DAY = ("skus", "sku"), ("date", "dated", "inspected", "audited", "issued")
SAMPLE, ACCEPT, LEFT = ("sample", "tested"), ("accept", "accepted"), ("open",)
FOUND = ("defects", "found", "broke", "rejected", "findings")
COUNTS = (*SAMPLE, *FOUND, *ACCEPT, *LEFT)


def number(stated: str) -> int | None:
    """A count as a fact states it, or None."""
    plain = stated.replace(",", "").strip()
    return int(plain) if plain.isdecimal() else None
