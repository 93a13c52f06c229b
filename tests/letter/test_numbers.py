"""A second appeal: what was sent keeps its number, what is late stands between, what is gone leaves its number empty."""

import json
from dataclasses import replace
from io import BytesIO

import pytest
from letter_samples import CASE, analysis, case, evidence, family, opened, places, policy
from pypdf import PdfReader

from kit.errors import BadFile
from kit.letter import typeset, write
from kit.letter.numbers import _labels

FIRST = ("settings", "contract", "log", "manifest", "orders", "notice")  # 1 to 6 in the first appeal


def entry(n, evidence_id, **changed):
    own = next(e for e in evidence() if e.item.id == evidence_id)
    return {"n": n, "id": evidence_id, "sha256": own.sha256, "picked": list(own.picked), **changed}


def manifest(folder, *entries, name="first.json", **changed):
    told = {"violation_id": CASE["violation"]["id"], "draft": False, "sha256": "", "exhibits": list(entries), **changed}
    (folder / name).write_text(json.dumps(told), encoding="utf-8")
    return name


def written(folder, name="first.json", found=None, **changes):
    (folder / "first.pdf").write_bytes(b"%PDF-1.7 sent")
    sent = {"file": "first.pdf", "outcome": "rejected", "date": "2026-07-01"} | ({"manifest": name} if name else {})
    made = case(history=[sent], attempt=2, **changes)
    return write(opened(folder, made), policy(), family(), analysis(charts=False), found or evidence(made))


def test_a_first_appeal_is_numbered_by_first_citation(tmp_path):
    letter = write(opened(tmp_path), policy(), family(), analysis(charts=False), evidence())
    assert dict(letter.labels) == {i: str(n) for n, i in enumerate(FIRST, 1)}
    assert (letter.context.numbering, letter.context.marks) == ("", {})


def test_what_was_sent_keeps_its_number_and_what_is_new_stands_after_what_is_cited_before_it(tmp_path):
    manifest(tmp_path, entry("1", "orders"), entry("2", "contract"), entry("3", "settings"), entry("4", "notice"))
    letter = written(tmp_path)
    # Cited: settings (3), contract (2), log: new after 2, manifest: new after that, orders (1), notice (4).
    assert letter.labels == (
        ("orders", "1"), ("contract", "2"), ("log", "2A"), ("manifest", "2B"), ("settings", "3"), ("notice", "4"),
    )  # fmt: skip
    assert letter.context.marks == {"log": "New in this appeal", "manifest": "New in this appeal"}
    assert letter.context.numbering == (
        "Exhibits sent before keep the numbers of the earlier appeal. Exhibits 2A and 2B are new in this appeal."
    )
    assert "Exhibit 2B" in letter.passage("root_causes.0.what").text


def test_a_number_that_was_ever_used_is_given_to_nothing_else(tmp_path):
    gone = entry("3", "log", id="old_photo", sha256="0" * 64)
    manifest(tmp_path, *(entry(str(n), i) for n, i in enumerate(("settings", "contract"), 1)), gone, entry("2A", "notice"))
    letter = written(tmp_path)
    assert dict(letter.labels) == {
        "settings": "1", "contract": "2", "notice": "2A", "log": "2B", "manifest": "2C", "orders": "2D",
    }  # fmt: skip
    assert letter.context.numbering.endswith("Exhibit 3 of the earlier appeal is not part of this one.")


def test_the_same_file_under_another_id_and_a_changed_file_are_known(tmp_path):
    rest = [entry(str(n), i) for n, i in enumerate(FIRST, 1) if i not in ("contract", "orders")]
    manifest(tmp_path, *rest, entry("2", "contract", id="agreement"), entry("5", "orders", sha256="f" * 64))
    letter = written(tmp_path)
    assert dict(letter.labels) == {i: str(n) for n, i in enumerate(FIRST, 1)}
    assert letter.context.marks == {"orders": "Changed since the earlier appeal"}


def test_the_index_marks_what_is_new(tmp_path):
    manifest(tmp_path, *(entry(str(n), i) for n, i in enumerate(FIRST, 1) if i != "log"))
    letter = written(tmp_path)
    done = typeset(letter, places(letter, letter_pages=3))
    index = PdfReader(BytesIO(done.content)).pages[done.index_page - 1].extract_text().replace("\u00a0", " ")
    assert index.count("New in this appeal") == 1
    assert "2A" in index


def test_a_manifest_beside_the_sent_file_is_found_only_if_it_is_that_files(tmp_path):
    import hashlib

    entries = [entry(str(7 - n), i) for n, i in enumerate(FIRST, 1)]
    manifest(tmp_path, *entries, name="manifest.json", sha256=hashlib.sha256(b"%PDF-1.7 sent").hexdigest())
    assert dict(written(tmp_path, None).labels)["settings"] == "6"
    manifest(tmp_path, *entries, name="manifest.json", sha256="0" * 64)
    assert dict(written(tmp_path, None).labels)["settings"] == "1"


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"violation_id": "1"}, "is of violation 1"),
        ({"draft": True}, "is of a draft"),
        ({"exhibits": [{"n": "1"}]}, "cannot be read as a manifest"),
        ({"exhibits": None}, "cannot be read as a manifest"),
    ],
)
def test_a_manifest_that_is_of_no_use_is_refused(tmp_path, changed, wrong):
    manifest(tmp_path, **changed)
    with pytest.raises(BadFile) as caught:
        written(tmp_path)
    assert caught.value.problems[0].startswith("history.0.manifest: first.json ")
    assert wrong in caught.value.problems[0]


def test_letters_go_on_after_those_that_were_used():
    used = {"1", "1A", "1B", "2"}
    assert _labels(("x", "a", "y", "b", "z"), {"a": "1A", "b": "2"}, used) == {
        "a": "1A", "x": "1C", "y": "1D", "b": "2", "z": "2A",
    }  # fmt: skip
    many = _labels(("a", *(f"n{k}" for k in range(60))), {"a": "1"}, {"1"})
    assert len(set(many.values())) == 61
    assert list(many.values())[:3] == ["1", "1A", "1B"]


def test_two_earlier_appeals_the_later_one_counts(tmp_path):
    manifest(tmp_path, *(entry(str(n), i) for n, i in enumerate(FIRST, 1)), name="a.json")
    manifest(tmp_path, *(entry(str(n + 10), i) for n, i in enumerate(FIRST, 1)), name="b.json")
    (tmp_path / "sent.pdf").write_bytes(b"%PDF")
    history = [
        {"file": "sent.pdf", "manifest": name, "outcome": "rejected", "date": day}
        for name, day in (("b.json", "2026-07-03"), ("a.json", "2026-07-01"))
    ]
    letter = write(opened(tmp_path, case(history=history, attempt=3)), policy(), family(), analysis(charts=False), evidence())
    assert dict(letter.labels)["settings"] == "11"
    assert replace(letter).context.marks == {}
