"""`case.yaml` of an example, filled from its scenario and from the figures that its papers state."""

import re
from datetime import date
from importlib import resources
from pathlib import Path
from string import Template
from tempfile import TemporaryDirectory
from typing import Any

from kit.demo.records import Records
from kit.model import Statement
from kit.tools import yaml_text

TEMPLATE = "case.yaml.txt"
_MARK = "00000000"


class _Filled(Template):
    """`@name@`, so that `{{ … }}` stays as it is."""

    pattern = r"@(?:(?P<escaped>@)|(?P<named>[a-z_]+)@|(?P<braced>\b\B)|(?P<invalid>))"  # type: ignore[assignment]


def case_yaml(records: Records) -> str:
    """The file's text; each Chinese statement carries the fingerprint of the English that it translates."""
    text = resources.files("kit.demo").joinpath(TEMPLATE).read_text(encoding="utf-8")
    text = _Filled(text).substitute(_values(records) | {"fingerprint": _MARK})
    fingerprints = iter(_fingerprints(_read(text)))
    return re.sub(_MARK, lambda _: next(fingerprints), text)


def slug(name: str) -> str:
    """A name as part of a file name."""
    return name.casefold().replace(" ", "-")


def contract_number(records: Records) -> str:
    """The new contract's number."""
    return f"{''.join(word[0] for word in records.scenario.new_carrier.split())}X-2026-0614"


def _values(records: Records) -> dict[str, str]:
    s = records.scenario
    last = records.supplementary[-1].shipped
    assert last is not None
    return {
        "name": s.name,
        "client": slug(s.shop),
        "seller": s.seller,
        "seller_zh": s.seller_zh,
        "shop": s.shop,
        "shop_code": s.shop_code,
        "violation": s.violation,
        "changed": s.changed,
        "old_carrier": s.old_carrier,
        "new_carrier": s.new_carrier,
        "old_slug": slug(s.old_carrier),
        "new_slug": slug(s.new_carrier),
        "signer": s.signer[0],
        "signer_zh": s.signer[1],
        "planner": s.planner[0],
        "planner_zh": s.planner[1],
        "coordinator": s.coordinator[0],
        "coordinator_zh": s.coordinator[1],
        "notice_rate": records.truth.handover["during"].percent,
        "contract_number": contract_number(records),
        **_dates("missed_on", records.missed_on),
        **_dates("booked_on", records.booked_on),
        **_dates("taken_on", records.taken_on),
        "supplementary_left": f"{last:%H:%M}",
        "supplementary_parcels": str(len(records.supplementary)),
        "dock_labels": str(sum(d.labels for d in records.dock)),
        "dock_left": str(sum(d.left for d in records.dock)),
        "first_parcels": str(len(records.first_evening)),
        "first_waiting": str(records.first_check.waiting),
        "first_older": str(records.first_check.older),
        "check_days": str(len(records.checks)),
    }


def _dates(name: str, day: date) -> dict[str, str]:
    """A day in English, and in Chinese under `…_zh`."""
    return {name: f"{day.day} {day:%B %Y}", f"{name}_zh": f"{day.year} 年 {day.month} 月 {day.day} 日"}


def _read(text: str) -> Any:
    """The text as the kit reads it: folded lines are one line, every value is text."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "case.yaml"
        path.write_text(text, encoding="utf-8")
        return yaml_text.load(path)


def _fingerprints(node: Any) -> list[str]:
    """Of every statement that asks for it, in the file's order."""
    if isinstance(node, list):
        return [found for part in node for found in _fingerprints(part)]
    if not isinstance(node, dict):
        return []
    mine = [Statement(en=str(node["en"])).fingerprint] if node.get("zh_of") == _MARK else []
    return [*mine, *(found for part in node.values() for found in _fingerprints(part))]
