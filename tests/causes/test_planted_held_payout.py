"""The old name planted in payout details and invoice is found; another VAT number is not told as it, and the money is counted to the penny."""

import re
from dataclasses import replace

from kit.appeal import Appeal
from kit.demo.stories import held_payout as story
from kit.demo.stories.held_payout.money import entries, total
from kit.demo.stories.held_payout.scenario import MAIN


def told(folder, monkeypatch, scenario):
    """The case of that shop; its papers are not drawn, nothing here looks at them."""
    for module in (story.pictures, story.papers):
        monkeypatch.setattr(module, "files", lambda *_: iter(()))
    files = dict(story.of(scenario))
    named = re.findall(r"(?:    file: |signature: )([^\n}]+)", files["case.yaml"].decode())
    for name, content in {**dict.fromkeys(named, b"stands for a paper"), **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return Appeal.open(folder)


def verdicts(appeal):
    return {c.pattern: c.verdict for c in appeal.causes}


def test_the_old_name_is_found_and_the_held_money_is_what_was_planted(tmp_path, monkeypatch):
    appeal = told(tmp_path, monkeypatch, MAIN)
    audits = {a.id: a for a in appeal.audits}
    assert {f.of for f in audits["payee_papers"].faults} == {"profile_before", "inv_july"}
    assert not audits["payee_papers"].gaps
    found = verdicts(appeal)
    assert found["payee_name_differs"] == "supported"
    assert found["payee_tax_number"] == found["held_undelivered"] == found["held_returned"] == "denied"
    planted = entries(MAIN)
    held, past = [e for e in planted if e.is_held], [e for e in planted if e.is_past]
    figures = audits["held_money"].figures
    assert figures["sum"] == f"GBP {total(held):,.2f}"
    assert (figures["past_sum"], figures["past_entries"]) == (f"GBP {total(past):,.2f}", f"{len(past)}")
    assert int(figures["entries"]) == len(held)
    assert not audits["held_money"].gaps


def test_another_vat_number_is_not_told_as_an_old_name(tmp_path, monkeypatch):
    found = verdicts(told(tmp_path, monkeypatch, replace(MAIN, is_renamed_late=False)))
    assert found["payee_name_differs"] == "denied"
    assert found["payee_tax_number"] == "supported"
