"""Rules that warn about evidence that looks altered say what they saw, and what they could not look at."""

import inspect
from datetime import datetime

import pytest

from kit.lint import lint
from kit.lint.examples import example
from kit.lint.parts import BROKEN_SIGNATURE
from kit.model import Audit, Origin
from kit.tools import pdf_signatures


def of(rule, changes):
    subject = example(changes)
    findings, skipped = lint(subject)
    return [f for f in findings if f.rule.startswith(rule)], [s for s in skipped if s.rule.startswith(rule)]


def test_the_words_about_signatures_are_the_tools_own():
    said = inspect.getsource(pdf_signatures._verdict)
    assert all(mark in said for mark in BROKEN_SIGNATURE)


def test_an_unread_screenshot_is_named_and_others_are_still_looked_at():
    found, skipped = of(
        "E815",
        {
            "evidence.3.kind": "screenshot",
            "opened.cutoff_screen": {"text": ("",)},
            "opened.manifests": {"text": ("no day here",)},
        },
    )
    assert [f.where for f in found] == ["evidence.3"]
    assert [s.why for s in skipped] == [
        "text of pictures is not read: install poa-kit[ocr], or state in facts the day that can be seen (taken: …) (cutoff_screen)"
    ]


def test_all_of_them_only_warn():
    seen = Origin(programs=("GIMP 2.10",))
    (finding,), _ = of("E811", {"opened.cutoff_screen": {"origin": seen}})
    assert finding.severity == "warning"
    assert "“GIMP 2.10”" in finding.message
    assert not any(word in finding.message for word in ("forged", "fake", "altered"))


def test_what_the_kit_made_is_not_accused():
    made = {"evidence.0": {"id": "old_contract", "made": "affected_orders", "kind": "affected_orders", "caption": "A"}}
    found, _ = of("E811", {**made, "opened.old_contract": {"origin": Origin(programs=("Canva",))}})
    assert found == []


@pytest.mark.parametrize(
    ("supplier", "text", "is_held"),
    [
        ("Foshan Qingteng Ltd", "供应商：佛山市青藤小家电有限公司，不符合项均已关闭", False),
        ("佛山市青藤小家电有限公司", "Supplier: Foshan Qingteng Small Appliance Co., Ltd.", False),
        (
            "Foshan Qingteng Ltd",
            "供应商：佛山市青藤小家电有限公司 Foshan Qingteng Ltd，不符合项均已关闭，并已复核签字盖章归档",
            True,
        ),
        ("Foshan Qingteng Ltd", "Supplier: FOSHAN QINGTENG LIMITED", True),
    ],
)
def test_a_firm_in_another_script_than_its_paper_is_said_to_be_held_against_nothing(supplier, text, is_held):
    found, skipped = of(
        "E935",
        {
            "audits": (Audit(id="inspections", title="Inspections", definition="Reports."),),
            "evidence.1.kind": "supplier_audit",
            "evidence.1.facts": {"supplier": supplier},
            "opened.cutoff_screen": {"text": (text,)},
        },
    )
    assert not found
    said = "the firm is stated in another script than the paper's: cutoff_screen; look whether it is the same"
    assert [s.why for s in skipped] == ([] if is_held else [said])


@pytest.mark.parametrize(
    ("created", "told", "is_said"),
    [
        (datetime(2026, 7, 1, 9, 30), {}, True),
        (datetime(2026, 7, 1, 9, 30), {"evidence.0.facts": {"signed": "2 February 2026"}}, False),
        (datetime(2026, 7, 1, 9, 30), {"evidence.0.caption": {"en": "Contract of 2 February 2026"}}, False),
        (datetime(2026, 2, 2), {}, False),
    ],
)
def test_a_file_made_after_the_notice_whose_paper_states_no_day_is_named(created, told, is_said):
    _, skipped = of("E813", {"evidence.0.facts": {}, **told, "opened.old_contract": {"origin": Origin(created=created)}})
    why = "files made after the notice of which the case states no day: old_contract; state the day of the paper"
    assert [s.why for s in skipped] == [why] * is_said


def test_a_number_that_a_paper_gives_under_two_names_is_told_once():
    facts = {"invoice_number": "INV-4471", "number": "inv 4471"}
    papers = {f"evidence.{n}.{key}": value for n in (0, 1) for key, value in (("kind", "invoice"), ("facts", facts))}
    found, _ = of("E814", papers)
    assert [f.where for f in found] == ["evidence.1.facts.invoice_number"]
