"""The pictures planted as copied are found one by one; a shop that photographed its rooms itself is not told as one that copied."""

import re
from dataclasses import replace

from kit.appeal import Appeal
from kit.demo.stories import agency_pictures as story
from kit.demo.stories.agency_pictures.scenario import MAIN, named, rooms


def told(folder, monkeypatch, scenario):
    """The case of that shop; its papers are not drawn, nothing here looks at them."""
    for module in (story.pictures, story.papers):
        monkeypatch.setattr(module, "files", lambda _: iter(()))
    files = dict(story.of(scenario))
    paths = re.findall(r"(?:    file: |signature: )([^\n}]+)", files["case.yaml"].decode())
    for name, content in {**dict.fromkeys(paths, b"stands for a paper"), **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    appeal = Appeal.open(folder)
    return next(a for a in appeal.audits if a.id == "picture_origins"), {c.pattern: c for c in appeal.causes}


def test_each_copied_picture_is_found_with_its_listing_and_its_page(tmp_path, monkeypatch):
    audit, causes = told(tmp_path, monkeypatch, MAIN)
    planted = [(name, f"LM-{code}", room) for name, code, room in rooms()]
    assert {fault.of for fault in audit.faults} == {f"{name}, {sku}" for name, sku, _ in planted}
    assert all(any(room in fault.said for fault in audit.faults) for *_, room in planted)
    beyond = {sku for _, sku, _ in planted} - set(named(MAIN))
    assert (audit.figures["beyond_skus"], audit.figures["copied_beyond"]) == (f"{len(beyond)}", "2")
    assert audit.figures["removed"] == audit.figures["copied"] == f"{len(planted)}"
    assert not audit.gaps
    assert causes["copied_pictures"].verdict == "supported"
    assert causes["copied_pictures"].evidence_for[0] == "8 of 28 pictures were another's."


def test_a_shop_that_photographed_its_rooms_itself_copied_none(tmp_path, monkeypatch):
    audit, causes = told(tmp_path, monkeypatch, replace(MAIN, is_copied=False))
    assert (audit.faults, audit.gaps, audit.figures["copied"]) == ((), (), "0")
    assert causes["copied_pictures"].verdict == "denied"
