"""The truth planted in the towels is found attribute by attribute; parcels that broke on the way are not told as it."""

import re
from dataclasses import replace

from kit.appeal import Appeal
from kit.demo.stories import thin_towels as story
from kit.demo.stories.thin_towels.scenario import MAIN, goods
from kit.demo.stories.thin_towels.shop import of_lot, orders, refunded


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


def audit(appeal, name):
    return next(a for a in appeal.audits if a.id == name)


def test_each_attribute_that_differs_is_found_and_the_returns_say_the_same(tmp_path, monkeypatch):
    appeal = told(tmp_path, monkeypatch, MAIN)
    thin = [g for g in goods(MAIN) if g.is_thin]
    of_goods = audit(appeal, "as_described")
    differ = {f"YR-{g.code}, weight" for g in thin} | {"YR-BS-W, size"}
    assert {fault.of for fault in of_goods.faults} == differ
    assert of_goods.figures["differ"] == of_goods.figures["corrected"] == f"{len(differ)}"
    assert of_goods.figures["returns"] == f"{len(refunded(orders(MAIN)))}"
    assert not of_goods.gaps
    found = verdicts(appeal)
    assert found["goods_differ"] == found["returned_as_different"] == "supported"
    assert appeal.case.put_right.buyers.of == len(of_lot(orders(MAIN)))
    words = audit(appeal, "listing_text").rates
    assert (words["before"].numerator, words["after"].numerator) == (len(thin), 0)


def test_goods_that_agree_with_their_listing_are_not_told_as_different(tmp_path, monkeypatch):
    appeal = told(tmp_path, monkeypatch, replace(MAIN, is_thin=False))
    found = verdicts(appeal)
    assert audit(appeal, "as_described").figures["differ"] == "0"
    assert found["goods_differ"] == "denied"
    assert found["returned_as_different"] != "supported"
