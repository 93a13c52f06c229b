"""The findings as SARIF 2.1.0 (OASIS): every rule is declared, and each that could not run is named with the reason."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from kit import __version__
from kit.checked import Checked
from kit.lint import Rule, rules
from kit.model import Finding, Ref, Skipped

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVEL = {"error": "error", "warning": "warning", "info": "note"}


def sarif(checked: Checked) -> dict[str, Any]:
    """The whole log, for one run."""
    declared = {rule.title: n for n, rule in enumerate(rules())}
    others = dict.fromkeys(f.rule for f in checked.findings if f.rule not in declared)
    numbers = declared | {title: len(declared) + n for n, title in enumerate(others)}
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "POA Kit",
                        "semanticVersion": __version__,
                        "language": "en",
                        "rules": [
                            *map(_rule, rules()),
                            *({"id": t.partition(" ")[0], "name": t.partition(" ")[2]} for t in others),
                        ],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "artifacts": [{"location": {"uri": _uri(checked)}, "roles": ["analysisTarget"]}],
                "invocations": [
                    {
                        "executionSuccessful": True,
                        "toolConfigurationNotifications": [_left_out(s, numbers) for s in checked.skipped],
                        "toolExecutionNotifications": [{"level": "note", "message": {"text": note}} for note in checked.notes],
                    }
                ],
                "results": [_result(f, checked, numbers) for f in checked.findings],
            }
        ],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": rule.what.en},
        "fullDescription": {"text": f"{rule.what.en} {rule.why.en}"},
        "help": {"text": f"{rule.what.en} {rule.why.en}\n{rule.what.zh} {rule.why.zh}"},
        "defaultConfiguration": {"level": _LEVEL[rule.severity]},
        "properties": {"source": rule.source, "grade": rule.grade},
    }


def _left_out(skipped: Skipped, numbers: dict[str, int]) -> dict[str, Any]:
    rule = {"id": skipped.rule.partition(" ")[0], "index": numbers.get(skipped.rule, -1)}
    said = "could not run" if skipped.applies else "does not apply"
    return {"level": "note", "message": {"text": f"{skipped.rule} {said}: {skipped.why}"}, "associatedRule": rule}


def _result(finding: Finding, checked: Checked, numbers: dict[str, int]) -> dict[str, Any]:
    said = finding.message + (f". Next step: {finding.fix}" if finding.fix else "")
    return {
        "ruleId": finding.rule.partition(" ")[0],
        "ruleIndex": numbers[finding.rule],
        "level": _LEVEL[finding.severity],
        "message": {"text": said},
        "locations": [_place(finding, checked)],
        "partialFingerprints": {"poaFinding/v1": finding.fingerprint or finding.rule},
        **({"relatedLocations": [_related(n, ref) for n, ref in enumerate(finding.refs)]} if finding.refs else {}),
        "properties": dict(_more(finding)),
    }


def _place(finding: Finding, checked: Checked) -> dict[str, Any]:
    line = _line(finding.where, checked)
    snippet = {"snippet": {"text": finding.quote}} if finding.quote else {}
    region = {"region": {"startLine": line, **snippet}} if line else {}
    physical = {"artifactLocation": {"uri": _uri(checked), "index": 0}, **region}
    return {"physicalLocation": physical, "logicalLocations": [{"fullyQualifiedName": finding.where or checked.name}]}


def _line(where: str, checked: Checked) -> int | None:
    """The line of the place, or of what it stands in: `evidence.2.file` is on the line of `evidence.2` if it has none."""
    while where:
        if where in checked.lines:
            return checked.lines[where]
        where = where.rpartition(".")[0]
    return None


def _related(n: int, ref: Ref) -> dict[str, Any]:
    name = f"evidence {ref.evidence}, page {ref.page}"
    return {"id": n, "message": {"text": f"{name}: {ref.said}" if ref.said else name}, "logicalLocations": [{"name": name}]}


def _more(finding: Finding) -> Iterator[tuple[str, Any]]:
    yield "where", finding.where
    if finding.message_zh:
        yield "zh", {"message": finding.message_zh, "fix": finding.fix_zh}
    if finding.quote:
        yield "quote", finding.quote
    if finding.span:
        yield "span", list(finding.span)
    if finding.remedy:
        yield "remedy", {"old": finding.remedy.old, "new": finding.remedy.new, "safe": finding.remedy.is_safe}


def _uri(checked: Checked) -> str:
    """The file's name: a path of this machine says nothing elsewhere."""
    return quote(checked.path.name)
