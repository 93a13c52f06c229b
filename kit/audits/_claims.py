"""The seller's sheet of claims: one row is one claim of one listing, with its proof or the day on which it was taken out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kit.audits.request import Request
from kit.tools.cells import text

_KINDS = {
    "packaging": "packaging", "package": "packaging", "包装": "packaging",
    "test": "test", "test report": "test", "检测": "test", "检测报告": "test", "试验": "test",
    "approval": "approval", "ad approval": "approval", "审批": "approval", "广告审批": "approval",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One row. `proof_kind`: packaging, test, approval, or as typed."""

    text: str
    sku: str
    place: str
    proof_kind: str
    proof: str
    removed_at: datetime | None
    where: str  # file and line


def claims(request: Request) -> tuple[Claim, ...]:
    """Every row, in the order of the file."""
    table = request.table("claims")
    if table is None:
        return ()
    ordered = table.sort_values(["source_file", "source_line"], kind="stable")
    return tuple(
        Claim(
            text=text(row.claim),
            sku=text(row.sku),
            place=text(row.place),
            proof_kind=_KINDS.get(text(row.proof_kind).casefold(), text(row.proof_kind)),
            proof=text(row.proof),
            removed_at=row.removed_at.to_pydatetime() if row.removed_at == row.removed_at else None,
            where=f"{row.source_file}, line {row.source_line}",
        )
        for row in _rows(ordered)
    )


def _rows(table: Any) -> Any:
    return table.itertuples(index=False)
