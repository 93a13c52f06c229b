"""A case folder: every problem at once, with its place, and no file from outside."""

import pytest

from kit.case import open_case
from kit.errors import BadFile, Exit
from kit.model import Case, Statement
from kit.tools import yaml_text

CASE = """\
id: tiny            # kept
shop: GB1
seller:
  id: tiny-seller
  legal_name: Tiny Ltd
  shops:
    - {code: GB1, name: Tiny UK, site: GB, seller_type: local}
violation:
  id: 7529184460371124
  family: logistics
  site: GB
  title: Late dispatch
  ticket: enforced
  received: 2026-06-09 10:12+01:00
route: appeal
stance: plan
letter: {date: 2026-07-06}
"""


@pytest.fixture
def tiny(tmp_path):
    (tmp_path / "case.yaml").write_text(CASE)
    return tmp_path


def problems(folder):
    with pytest.raises(BadFile) as caught:
        open_case(folder)
    assert caught.value.exit == Exit.BAD_FILE
    return "\n".join(caught.value.problems)


def test_opens(tiny):
    opened = open_case(tiny)
    assert opened.case.violation.id == "7529184460371124"
    assert opened.shop.name == "Tiny UK"
    assert opened.unlisted == ()


def test_folder_without_case(tmp_path):
    assert "poa new" in problems(tmp_path)
    assert "no such folder" in problems(tmp_path / "nowhere")
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    assert "this is a file" in problems(tmp_path / "a.pdf")


def test_every_problem_at_once_with_its_line(tiny):
    text = CASE.replace("stance: plan", "stance: maybe").replace("ticket: enforced", "ticket: enforced\n  ticktet: x")
    (tiny / "case.yaml").write_text(text.replace("2026-06-09 10:12+01:00", "09/06/2026"))
    found = problems(tiny)
    assert "line 17: stance" in found
    assert "line 14: violation.ticktet" in found
    assert "write a date as 2026-06-12" in found


def test_notice_without_zone_is_asked_for(tiny):
    (tiny / "case.yaml").write_text(CASE.replace("+01:00", ""))
    assert "say the zone too" in problems(tiny)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id: a\nid: b\n", "stands twice"),
        ("id: &x a\nshop: *x\n", "aliases"),
        ("id: [a\n", "line 2"),
        ("id:\n\t- a\n", "a tab stands here"),
        ("- a\n", "should hold keys"),
        ("", "should hold keys"),
        ("id: " + "a" * 1_000_001, "larger than"),
        ("[" * 2000, "deeper|line"),
    ],
)
def test_hostile_yaml(tmp_path, text, said):
    (tmp_path / "case.yaml").write_text(text)
    found = problems(tmp_path)
    assert any(part in found for part in said.split("|")), found


def test_text_stays_text(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text("a: NO\nb: 0123\nc: 1e5\nd: 576460752303423525\ne: 2026-06-09\nf: ~\n")
    loaded = yaml_text.load(path)
    assert [str(v) for v in loaded.values()] == ["NO", "0123", "1e5", "576460752303423525", "2026-06-09", "~"]


def test_comments_survive_writing(tiny):
    path = tiny / "case.yaml"
    document = yaml_text.load(path)
    document["attempt"] = "2"
    yaml_text.write(path, document)
    assert "# kept" in path.read_text()
    assert yaml_text.read(Case, path).attempt == 2


def test_files_stay_inside(tiny, tmp_path_factory):
    outside = tmp_path_factory.mktemp("other-client") / "secret.pdf"
    outside.write_bytes(b"%PDF")
    (tiny / "evidence").mkdir()
    (tiny / "evidence" / "link.pdf").symlink_to(outside)
    rows = ["evidence:"]
    for n, name in enumerate(["/etc/hostname", "../x.pdf", "evidence/link.pdf", "evidence/none.pdf"]):
        rows.append(f"  - {{id: e{n}, file: {name}, kind: contract, caption: A}}")
    (tiny / "case.yaml").write_text(CASE + "\n".join(rows))
    found = problems(tiny)
    assert found.count("outside the case folder") == 3
    assert "no file evidence/none.pdf" in found


def test_file_that_nobody_named_is_listed(tiny):
    (tiny / "evidence").mkdir()
    (tiny / "evidence" / "forgotten.pdf").write_bytes(b"%PDF")
    assert open_case(tiny).unlisted == ("evidence/forgotten.pdf",)


def test_dangling_references(tiny):
    causes = "root_causes:\n  - {id: a, what: A, exhibits: [nothing]}\ncorrective:\n  - {id: b, what: B, answers: [c]}\n"
    (tiny / "case.yaml").write_text(CASE + causes)
    found, last = problems(tiny), len((CASE + causes).splitlines())
    assert f"line {last - 2}: root_causes.a.exhibits: no evidence 'nothing'" in found
    assert f"line {last}: corrective.b.answers: no root cause 'c'" in found


def test_seller_of_the_client_folder(tiny):
    seller, rest = CASE.split("violation:", 1)
    client = seller.split("seller:\n", 1)[1].replace("\n  ", "\n").removeprefix("  ")
    (tiny / "acme").mkdir()
    (tiny / "client.yaml").write_text(client)
    (tiny / "acme" / "case.yaml").write_text(seller.split("seller:")[0] + "violation:" + rest)
    assert open_case(tiny / "acme").seller.legal_name == "Tiny Ltd"
    (tiny / "client.yaml").unlink()
    assert "no seller here" in problems(tiny / "acme")


def test_changed_english_makes_the_chinese_stale():
    first = Statement(en="One", zh="一")
    kept = Statement(en="One", zh="一", zh_of=first.fingerprint)
    assert not kept.is_stale
    assert kept.model_copy(update={"en": "Two"}).is_stale
