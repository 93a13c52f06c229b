"""The report's schema is committed, so that scripts can rely on it."""

import json
from pathlib import Path

from kit import report


def test_schema_is_current():
    path = Path(report.__file__).with_name("report.schema.json")
    assert path.read_text() == report.schema(), "run: make docs"


def test_schema_names_the_contract():
    known = set(json.loads(report.schema())["properties"])
    contract = {"case", "violation_id", "family", "site", "status", "pdf", "exhibits", "metrics", "findings", "skipped"}
    assert contract | {"policy", "timings", "versions"} <= known
