"""The live planted in the orders is found with its creator and its late parcels; a few buyers again and again are not told as it."""

import re
from dataclasses import replace

import pytest

from kit.appeal import Appeal
from kit.demo.stories import live_spike as story
from kit.demo.stories.live_spike.scenario import MAIN


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


def page(appeal):
    return next(a for a in appeal.audits if a.id == "order_quality")


@pytest.mark.slow
def test_the_live_is_found_order_by_order(tmp_path, monkeypatch):
    appeal = told(tmp_path, monkeypatch, MAIN)
    planted = story.orders(MAIN)
    found = page(appeal)
    assert found.figures["creator"] == MAIN.creator
    assert found.rates["creator_spike"].numerator == len(story.of_live(planted))
    assert found.rates["late_dispatch_notice"].numerator == len(story.late(planted))
    assert found.figures["spike_window"] == "25 September to 27 September 2026"
    assert not found.gaps
    told_of = verdicts(appeal)
    assert told_of["growth_one_creator"] == told_of["growth_new_buyers"] == told_of["volume_spike"] == "supported"
    assert told_of["growth_few_buyers"] == told_of["few_buyers"] == told_of["goods_not_inspected"] == "denied"


@pytest.mark.slow
def test_five_buyers_again_and_again_are_not_told_as_a_live(tmp_path, monkeypatch):
    appeal = told(tmp_path, monkeypatch, replace(MAIN, planted="few"))
    told_of = verdicts(appeal)
    assert told_of["growth_few_buyers"] == "supported"
    assert told_of["growth_one_creator"] == told_of["growth_new_buyers"] == told_of["growth_returning_buyers"] == "denied"
    assert [g.id for g in page(appeal).gaps] == ["order_quality.few_buyers"]
