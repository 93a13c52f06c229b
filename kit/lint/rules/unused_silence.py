"""Z101: a silence that silences nothing."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, hides, said
from kit.model import Both, Finding, Silence


def review(silences: tuple[Silence, ...], findings: tuple[Finding, ...]) -> Iterable[Hit]:
    for n, silence in enumerate(silences):
        if not any(hides(silence, f) for f in findings):
            what = f" with fingerprint {silence.fingerprint}" if silence.fingerprint else ""
            yield Hit(
                where=f"silence.{n}",
                message=Both(
                    f"nothing is found by {silence.rule}{what}, so this silence hides nothing",
                    f"{silence.rule} 没有发现任何问题，因此这条静默没有作用",
                ),
                fix=Both(
                    "take it out: it would hide the next mistake of that kind (rule names: docs/rules.md)",
                    "删去：否则会掩盖下一次同类错误（规则名见 docs/rules.md）",
                ),
            )


RULE = Rule(
    id="Z101",
    name="unused-silence",
    severity="warning",
    what=said("Each silence hides a finding that is there.", "每条静默都对应一个实际存在的问题。"),
    why=said("A silence that is left over hides mistakes that nobody has looked at.", "残留的静默会掩盖没人看过的错误。"),
    source="research/lint.md §3 (ruff RUF100: unused suppression)",
    grade="derived",
    review=review,
    bad=(
        {"silence": [{"rule": "M301", "reason": "the log has no time of day"}]},
        {"silence": [{"rule": "no-such-rule", "reason": "agreed with the client"}]},
        {"silence": [{"rule": "M301", "fingerprint": "0123456789ab", "reason": "the log has no time of day"}],
         "corrective.0.done": "2026-06-12"},
    ),
    good=(
        "",
        {"silence": [{"rule": "M301", "reason": "the log has no time of day"}], "corrective.0.done": "2026-06-12"},
        {"silence": [{"rule": "undated-action", "reason": "the log has no time of day"}], "corrective.0.done": "2026-06-12"},
    ),
)  # fmt: skip
