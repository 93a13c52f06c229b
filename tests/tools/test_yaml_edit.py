"""A value is put, added or taken away, and every other character of the file stays, on every example case."""

from difflib import ndiff
from pathlib import Path

import pytest
from tests_root import ROOT

from kit.errors import BadFile
from kit.tools import yaml_text
from kit.tools.yaml_edit import Document

CASES = sorted((ROOT / "cases").glob("*/case.yaml"))[::3]
AWKWARD = [
    "plain", "7529184460371124", "2026-06-12 09:40", "a: b # c", "{{ metric.late_dispatch.during }} left", "- dash", "null", "",
    "二楼的货 {{ exhibit.a }}", 'says "no"', "one\n\ntwo: 3\n- four", "word " * 60 + "end", "x" * 300, "tab\tinside", "'", "@home",
]  # fmt: skip


def changed(before, after):
    """Lines that were taken away and lines that came."""
    lines = list(ndiff(before.splitlines(), after.splitlines()))
    return [x[2:] for x in lines if x.startswith("- ")], [x[2:] for x in lines if x.startswith("+ ")]


def comments(text):
    return [line.strip() for line in text.splitlines() if line.strip().startswith("#")]


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.parent.name)
def test_each_value_of_each_case_can_be_replaced(path):
    text = path.read_text(encoding="utf-8")
    document = Document(path, text)
    places = list(yaml_text.scalars(path))
    for n, where in enumerate(places[:: max(1, len(places) // 16)]):
        value = AWKWARD[n % len(AWKWARD)]
        after = document.put(where, value)
        assert after.get(where) == value
        assert comments(after.text) == comments(text)
        others = {w: s.text for w, s in yaml_text.scalars(path).items() if w != where}
        assert {w: s.text for w, s in yaml_text.scalars(path, after.text).items() if w != where} == others


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.parent.name)
def test_items_come_and_go(path):
    text = path.read_text(encoding="utf-8")
    document = Document(path, text)
    item = {"id": "added_here", "what": {"en": "word " * 40 + "end", "zh": "中文：一"}, "exhibits": ["a", "b"]}
    for part in ("root_causes", "corrective", "preventive", "evidence"):
        after = document.add(part, item)
        assert after.get(f"{part}.added_here.what.zh") == "中文：一"
        assert comments(after.text) == comments(text)
        if document.get(part):
            assert after.drop(f"{part}.added_here").text == text
            first = document.get(part)[0]["id"]
            assert first not in [i["id"] for i in document.drop(f"{part}.{first}").plain[part]]


def of(text):
    return Document(Path("case.yaml"), text)


def test_comments_and_neighbours_stay():
    before = "a: 1 # one\nlist: # of things\n  - id: x\n    exhibits: [p, q] # two\n  # between\n  - id: y\n\n# last\nz: {k: v}\n"
    after = of(before).put("list.x.what", "new: text").add("list.x.exhibits", "r").put("z.more", "2, 3").put("list.y.s.t", "u")
    assert after.text == (
        'a: 1 # one\nlist: # of things\n  - id: x\n    exhibits: [p, q, r] # two\n    what: "new: text"\n  # between\n'
        '  - id: y\n    s: {t: u}\n\n# last\nz: {k: v, more: "2, 3"}\n'
    )
    assert after.drop("list.x.exhibits.q").get("list.x.exhibits") == ("p", "r")
    assert after.drop("list.y").text.count("# between") == 1


def test_a_value_that_a_comment_follows_stays_on_its_line():
    assert of("a: b # why\n").put("a", "one\ntwo").text == 'a: "one\\ntwo" # why\n'


def test_an_empty_list_becomes_a_list_and_back():
    before = "root_causes: []\n#   - id: example\nend: 1\n"
    after = of(before).add("root_causes", {"id": "x", "what": "y"})
    assert after.text == "root_causes:\n  - id: x\n    what: y\n#   - id: example\nend: 1\n"
    assert after.drop("root_causes.x").text == before


def test_a_key_comes_where_the_order_says():
    order = ("id", "violation", "data", "evidence")
    after = of("id: x\nviolation: {id: v}\n\n# files\nevidence: []\n").put("data.orders", [{"file": "a.csv"}], order=order)
    assert after.text == "id: x\nviolation: {id: v}\ndata:\n  orders:\n    - file: a.csv\n\n# files\nevidence: []\n"


def test_what_is_empty_goes_with_what_it_held():
    assert of("a: 1\nletter:\n  summary:\n    why: x\n").drop("letter.summary.why").text == "a: 1\n"
    assert of("a: 1\nb: # later\nc: 2\n").put("b", "x").text == "a: 1\nb: x # later\nc: 2\n"


def test_what_cannot_be_written_safely_is_refused():
    with pytest.raises(BadFile, match="by hand"):
        of("a: 1\n").put("b", "next\x85line \u2028 here")


def test_the_one_line_that_changes_changes():
    path = ROOT / "cases" / "uk-late-dispatch" / "case.yaml"
    text = path.read_text(encoding="utf-8")
    after = Document(path, text).put("corrective.cutoff_moved.done", "2026-06-12 10:00").text
    assert changed(text, after) == (["    done: 2026-06-12 09:40"], ["    done: 2026-06-12 10:00"])
