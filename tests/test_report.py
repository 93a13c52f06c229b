"""The report's schema is committed, so that scripts can rely on it."""

import json

from kit import report


def test_schema_names_the_contract():
    known = set(json.loads(report.schema())["properties"])
    contract = {"case", "violation_id", "family", "site", "status", "pdf", "exhibits", "metrics", "findings", "skipped"}
    assert contract | {"policy", "timings", "versions", "rows", "notes"} <= known
