"""E814: the number of a certificate or an invoice that stands on two different papers."""

from collections.abc import Iterable

from kit.lint.papers import as_number, numbers, seen
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Confidence, EvidenceItem, ProposedFact, Subject


def check(subject: Subject) -> Iterable[Hit]:
    first: dict[str, tuple[EvidenceItem, str]] = {}
    for n, item in enumerate(subject.case.evidence):
        of_paper: dict[str, tuple[str, str]] = {}  # a paper may give its number under more than one name
        for key, value in numbers(seen(subject, item)):
            of_paper.setdefault(as_number(value), (key, value))
        for key, value in of_paper.values():
            other = first.setdefault(as_number(value), (item, value))[0]
            if other.id != item.id:
                yield Hit(
                    where=f"evidence.{n}.facts.{key}",
                    message=Both(
                        f"{item.id} and {other.id} both state the number {value}",
                        f"{item.id} 和 {other.id} 写的是同一编号 {value}",
                    ),
                    fix=Both(
                        "hold both papers side by side: correct a slip; if one paper came in two files, keep one and choose its pages",
                        "把两份文件放在一起核对：笔误则改正；若同一文件分成两份，保留一份并选页",
                    ),
                    quote=value,
                )


def _papers(*numbers: str, kind: str = "invoice", key: str = "invoice_number") -> dict[str, object]:
    changes: dict[str, object] = {}
    for n, number in enumerate(numbers):
        changes |= {f"evidence.{n}.kind": kind, f"evidence.{n}.facts": {key: number}}
    return {"corrective.0.what": "Moved to 15:00.", "root_causes.0.what": "It was late.", **changes}


def _read(number: str, confidence: Confidence = "high") -> ProposedFact:
    return ProposedFact(
        evidence="cutoff_screen", key="invoice_number", value=number, page=1, around="", confidence=confidence, why="a label"
    )


RULE = Rule(
    id="E814",
    name="number-used-twice",
    severity="warning",
    what=said("The number of a certificate or invoice belongs to one paper only.", "同一证书号或发票号只对应一份文件。"),
    why=said(
        "Two invoices of one number look forged, even where it is a slip of the typist.",
        "两张同号发票看起来像伪造，哪怕只是录入笔误。",
    ),
    source="DESIGN §9 (it warns about evidence that looks altered)",
    grade="own_knowledge",
    check=check,
    bad=(
        _papers("INV-4471", "INV-4471"),
        _papers("INV-4471", "inv 4471"),
        _papers("LU-2026-9", "LU-2026-9", kind="certificate", key="number"),
        _papers("R-1", "A-2", "R-1", key="report_no"),
        _papers("INV-4471") | {"proposed": (_read("INV-4471"),)},
    ),
    good=(
        "",
        _papers("INV-4471", "INV-4472"),
        _papers("CEX-2026-0614", "CEX-2026-0614", kind="manifest", key="agreement"),
        _papers("17", "17", kind="photo", key="parcels"),
        _papers("INV-4471") | {"proposed": (_read("INV-4472"), _read("INV-4471", confidence="medium"))},
    ),
)
