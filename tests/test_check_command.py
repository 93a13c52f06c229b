"""`poa check`: of a letter alone, against a case, its reports, and words put right."""

import json
import re
from datetime import date
from html.parser import HTMLParser

import pytest

from kit import cli, fixing
from kit.checked import check_case, check_letter
from kit.errors import BadFile
from kit.findings_page import PageContext, page
from kit.lint import rules
from kit.sarif import sarif
from kit.tools.templates import names_used

TODAY = date(2026, 11, 22)
LETTER = """\
# Plan of Action

We sincerely apologise for the inconvenience.

## Root cause
The van left early (Exhibit 1). <script>alert(1)</script>

## Corrective actions
- We hold the CE certificate for the lamp.
- We will hire a packer.

## Preventive measures
We guarantee that this will never happen again.
"""


def poa(*argv):
    return cli.main([str(a) for a in argv])


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "old appeal.md"
    path.write_text(LETTER, encoding="utf-8")
    return path


@pytest.fixture
def misspelt(small):
    """The small case with safe and unsafe words of closed sets in every way that YAML writes a text."""
    text = (small / "case.yaml").read_text(encoding="utf-8")
    for old, new in {
        "Parcels left the warehouse late.": "Parcels left the wharehouse late. Parcels were recieved late.  # kept",
        "The cut-off was moved to an hour before the collection ({{ exhibit.screen }}).": (
            ">-\n      The cut-off was moved to an hour before the collection ({{ exhibit.screen }}),\n      which we recieved."
        ),
        "The cut-off is held against the carrier's timetable ({{ exhibit.screen }}).": (
            "'The cut-off is held against the carrier''s timetable ({{ exhibit.screen }}). The lamp has the CE certificate.'"
        ),
    }.items():
        assert old in text
        text = text.replace(old, new)
    (small / "case.yaml").write_text(text, encoding="utf-8")
    return small


def test_findings_are_told_in_chinese(letter, capsys):
    assert poa("check", letter, "--lang", "zh") == 1
    told = capsys.readouterr().out
    assert "不存在名为“CE certificate”的证件" in told
    assert "照文件抬头" in told or "看文件抬头" in told
    assert "does not exist under that name" not in told
    poa("check", letter, "--json")
    found = {f["rule"].partition(" ")[0]: f for f in json.loads(capsys.readouterr().out)["findings"]}
    assert found["T501"]["message"].startswith("“CE certificate” does not exist")
    assert found["T501"]["message_zh"].startswith("不存在名为")
    assert "不存在名为" in page(check_letter(letter, today=TODAY), "zh", day=TODAY)


# --- a letter -------------------------------------------------------------------------------------


def test_a_letter_alone_tells_where_it_goes_or_is_told(tmp_path, capsys):
    path = tmp_path / "letter.txt"
    path.write_text(
        "To TikTok Shop UK. The color was wrong, and our van of the US shop left before it was loaded.", encoding="utf-8"
    )
    found = check_letter(path, today=TODAY)
    assert (found.subject.aim.site, found.subject.aim.language) == ("UK", "en-GB")
    assert {"G601", "S706"} <= {f.rule.split()[0] for f in found.findings}
    assert "Site UK, by its words" in page(found, "en", day=TODAY)
    told = check_letter(path, today=TODAY, site="US")
    assert "G601" not in {f.rule.split()[0] for f in told.findings}
    assert "Site US, as you said" in page(told, "en", day=TODAY)
    poa("check", path, "--site", "my", "--family", "ip", "--json")
    assert json.loads(capsys.readouterr().out)["letter"]["aim"] == {
        "site": "MY",
        "kind": "ip",
        "language": "en-MY",
        "read": ["language"],
    }


_LETTER_WITH_ITS_DAY = {
    "en": """\
# Plan of Action
{head}
## 1. Root cause
On 11 May 2026 our carrier moved its collection at our Corby warehouse from 18:00 to 15:00 (Exhibit 1).

## 2. Corrective actions
- {deed}

## 3. Preventive measures
- Since 15 June 2026 the shift lead compares labels with hand-overs every working day at 16:00 (Exhibit 3).

{foot}
""",
    "zh": """\
# 申诉信
{head}
## 一、根本原因
2026年5月11日，承运商将揽收时间从18:00改为15:00。

## 二、纠正措施
- {deed}

## 三、预防措施
- 自2026年6月15日起，班组长每天16:00核对面单。

{foot}
""",
}
_ACTIVE, _PASSIVE = (
    "On 8 July 2026 the dispatch planner moved the cut-off to 14:00 (Exhibit 2).",
    "The cut-off was moved to 14:00 on 8 July 2026 (Exhibit 2).",
)
_ZH_DEED = "2026年7月8日，仓库主管已将截单时间改为14:00（附件2）。"


@pytest.mark.parametrize(
    ("lang", "head", "deed", "foot"),
    [
        ("en", "", _ACTIVE, "Li Wen\nOperations Manager, Penrose Home Ltd\n6 July 2026"),
        ("en", "6 July 2026", _PASSIVE, "Li Wen\n\nOperations Manager"),
        ("en", "Date: 2026-07-06", _ACTIVE, "Li Wen"),
        ("en", "Date: 06/07/2026\n\nMonday, 6 July 2026", _PASSIVE, "Li Wen"),
        ("en", "To TikTok Shop\n\nLondon, 6 July 2026", _PASSIVE, "Exhibit 1: timetable of 9 July 2026"),
        ("en", "", "8 July 2026: the cut-off was moved (Exhibit 2).", "Signed on 6 July 2026"),
        ("zh", "日期：2026年7月6日", _ZH_DEED, "张三"),
        ("zh", "", _ZH_DEED, "张三\n运营经理\n2026年7月6日"),
        ("zh", "", "于2026年7月8日完成截单时间的调整（附件2）。", "签署日期: 2026-07-06"),
    ],
)
@pytest.mark.parametrize("suffix", ["md", "txt"])
def test_a_letter_alone_is_read_on_the_day_that_it_states(lang, head, deed, foot, suffix, tmp_path):
    path = tmp_path / f"letter.{suffix}"
    path.write_text(_LETTER_WITH_ITS_DAY[lang].format(head=f"\n{head}\n", deed=deed, foot=foot), encoding="utf-8")
    found = check_letter(path, today=TODAY)
    assert found.subject.today == date(2026, 7, 6)
    assert [f.where.partition(".")[0] for f in found.findings if f.rule.startswith("D406")] == ["corrective"]
    earlier = path.read_text(encoding="utf-8").replace("8 July", "12 June").replace("7月8日", "6月12日")
    path.write_text(earlier, encoding="utf-8")
    assert not [f.message for f in check_letter(path, today=TODAY).findings if f.rule.split()[0] in {"D406", "D402"}]


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("", "Li Wen"),
        ("Date: 06/07/2026", "Li Wen"),
        ("Notice of 3 June 2026", "Li Wen"),
        ("Late Dispatch Violation, 3 June 2026", "Li Wen"),
        ("Notice dated 9 June 2026\n\nDate: 3 June 2026", "Li Wen"),
        ("", "Li Wen\n\nExhibit 1: Timetable of 3 June 2026\n\nCarrier Contract, 12 June 2026"),
        ("", "Between 22 June 2026 and 5 July 2026, 9 of 1,102 orders (0.8%) were handed over late."),
    ],
)
def test_another_day_is_not_taken_for_the_letters(head, foot, tmp_path):
    path = tmp_path / "letter.md"
    path.write_text(_LETTER_WITH_ITS_DAY["en"].format(head=f"\n{head}\n", deed=_ACTIVE, foot=foot), encoding="utf-8")
    assert check_letter(path, today=TODAY).subject.today == TODAY


def test_a_measure_cannot_hold_since_a_day_after_the_letters_own(tmp_path):
    path = tmp_path / "letter.md"
    text = _LETTER_WITH_ITS_DAY["en"].format(head="\n10 June 2026\n", deed="The cut-off was moved on 9 June 2026.", foot="Li Wen")
    path.write_text(text, encoding="utf-8")
    assert "D402" in {f.rule.split()[0] for f in check_letter(path, today=TODAY).findings}


def test_what_nobody_tells_of_a_letter_is_named(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("Our US shop and our UK shop were late.", encoding="utf-8")
    found = check_letter(path, today=TODAY)
    assert found.subject.aim.site is None
    assert any(s.rule.startswith("S706") and "--site" in s.why for s in found.skipped)
    assert "Site not known (--site says it)" in page(found, "en", day=TODAY)


def test_what_cannot_be_said_of_a_letter_is_told_at_once(letter, small, capsys):
    assert poa("check", letter, "--site", "XX", "--family", "parcels", "--written-in", "English") == 2
    told = capsys.readouterr().err
    assert all(word in told for word in ("--site XX", "--family parcels", "--written-in English"))
    assert poa("check", small, "--site", "UK") == 2


def test_a_letter_alone_says_why_it_failed(letter, capsys):
    assert poa("check", letter, "--json") == 1
    told = json.loads(capsys.readouterr().out)
    found = {f["rule"].partition(" ")[0]: f for f in told["findings"]}
    assert {"B101", "B102", "T501", "M304"} <= found.keys()
    term = found["T501"]
    assert term["where"] == "corrective.line 9"
    passage = next(p["text"] for p in told["letter"]["passages"] if p["where"] == term["where"])
    assert passage[slice(*term["span"])] == term["quote"]
    assert term["remedy"] == {
        "old": "CE certificate",
        "new": "CE marking",
        "is_safe": False,
    }
    assert told["letter"]["stance"] == "plan"
    assert any(s["why"] == "there is a letter but no case" and s["applies"] for s in told["skipped"])


def test_the_summary_counts_what_could_not_run(letter, capsys):
    assert poa("check", letter, "--lang", "en") == 1
    told = capsys.readouterr().out
    count = len(check_letter(letter, today=TODAY).unrun)
    assert count > 40
    assert f"{count} rules could not run without a case" in told
    assert poa("check", letter, "--lang", "zh") == 1
    assert f"未提供案件，{count} 条规则未能运行" in capsys.readouterr().out


def test_a_clean_letter_gives_zero(tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_text("The planner moved the cut-off at Daventry to 15:00 on 12 June 2026 (Exhibit 1).", encoding="utf-8")
    assert poa("check", path) == 0
    assert "could not run" in capsys.readouterr().out


def test_a_letter_against_a_case(letter, small, capsys):
    alone = check_letter(letter, today=TODAY)
    held = check_letter(letter, today=TODAY, case=small)
    assert len(held.unrun) < len(alone.unrun)
    assert held.case == "small-case"
    assert held.subject.letter.cites == ("contract",)
    assert any("Exhibit 1 as contract" in note for note in held.notes)
    uncited = [f for f in held.findings if f.rule.startswith("E802")]
    assert [f.where for f in uncited] == ["evidence.1"]  # the screen, which the old letter never showed
    assert not [f for f in held.findings if f.rule.startswith("E805")]
    assert poa("check", letter, "--case", small, "--json") == 1
    assert json.loads(capsys.readouterr().out)["letter"]["case"] == "small-case"


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["check", "nowhere.md"], 3),
        (["check", "{case}", "--stance", "plan"], 2),
        (["check", "{letter}", "--fix"], 2),
        (["check", "{letter}", "--yes"], 2),
        (["check", "{letter}", "--stance", "plea"], 2),
        (["check", "{letter}", "--case", "nowhere"], 3),
        (["check", "{case}/evidence/screen.png"], 3),
    ],
)
def test_what_does_not_fit_is_refused(argv, code, letter, small, capsys):
    assert poa(*(a.format(case=small, letter=letter) for a in argv)) == code
    told = capsys.readouterr().err
    assert told.strip()
    assert "Traceback" not in told


# --- reports --------------------------------------------------------------------------------------


class _Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.links, self.ids = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [v for k, v in attrs if k in {"href", "src", "action"}]
        self.ids += [v for k, v in attrs if k == "id"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_shows_each_finding_beside_its_words(letter, lang):
    found = check_letter(letter, today=TODAY)
    html = page(found, lang, day=TODAY)
    read = _Links()
    read.feed(html)
    assert set(read.tags).isdisjoint({"script", "link", "img", "iframe", "object", "form"})
    assert "&lt;script&gt;alert(1)" in html
    assert all(link.startswith("#") and link[1:] in read.ids for link in read.links)
    assert not re.search(r"url\(|@import|https?://", html)
    assert html.count('<article class="note') == len(found.findings)
    assert '<mark class="error">CE certificate</mark>' in html
    assert ("证书和标识要用正确的名称" in html) == (lang == "zh")
    assert "there is a letter but no case" in html
    words = re.sub(r"<sup.*?</sup>|<[^>]+>", "", html)
    assert all(p.text.replace("<", "&lt;").replace(">", "&gt;") in words for p in found.subject.letter.passages)


def test_the_page_of_a_case_names_its_sections(misspelt, tmp_path, capsys):
    target = tmp_path / "out" / "page.html"
    assert poa("check", misspelt, "--html", target, "--lang", "en") == 1
    html = target.read_text(encoding="utf-8")
    assert str(target) in capsys.readouterr().out
    assert "<h2>Corrective actions</h2>" in html
    assert '<mark class="warning">recieved</mark>' in html


def test_the_template_uses_what_it_is_given():
    assert names_used("findings.html.j2") <= set(PageContext.__slots__)
    assert all(f.metadata["help"] for f in PageContext.__dataclass_fields__.values())


def test_sarif_declares_every_rule_and_names_the_skipped(letter, tmp_path):
    target = tmp_path / "a.sarif"
    assert poa("check", letter, "--sarif", target, "--json") == 1
    found = check_letter(letter, today=date.today())
    log = json.loads(target.read_text(encoding="utf-8"))
    assert log == json.loads(json.dumps(sarif(found)))
    (run,) = log["runs"]
    declared = [r["id"] for r in run["tool"]["driver"]["rules"]]
    assert declared == [r.id for r in rules()]
    for result, finding in zip(run["results"], found.findings, strict=True):
        assert declared[result["ruleIndex"]] == result["ruleId"] == finding.rule.partition(" ")[0]
        place = result["locations"][0]
        assert place["physicalLocation"]["artifactLocation"]["uri"] == "old%20appeal.md"
        assert place["logicalLocations"][0]["fullyQualifiedName"] == finding.where
        if place["physicalLocation"].get("region"):
            line = LETTER.splitlines()[place["physicalLocation"]["region"]["startLine"] - 1]
            assert finding.quote.split()[0] in line
    told = [n["associatedRule"]["id"] for n in run["invocations"][0]["toolConfigurationNotifications"]]
    assert told == [s.rule.partition(" ")[0] for s in found.skipped]


def test_sarif_of_a_case_names_the_line_of_case_yaml(misspelt):
    found = check_case(misspelt)
    lines = (misspelt / "case.yaml").read_text(encoding="utf-8").splitlines()
    told = [(r["properties"]["where"], r["locations"][0]["physicalLocation"]) for r in sarif(found)["runs"][0]["results"]]
    texts = {
        where: place["region"]["startLine"]
        for where, place in told
        if where.startswith(("letter.", "corrective.", "preventive."))
    }
    assert {"letter.summary.happened", "corrective.0.what", "preventive.0.what"} <= texts.keys()
    assert all(f"{where.rpartition('.')[2]}:" in lines[line - 1] for where, line in texts.items())


# --- words put right ------------------------------------------------------------------------------


def test_a_fix_changes_words_and_keeps_the_rest(misspelt, capsys):
    before = (misspelt / "case.yaml").read_text(encoding="utf-8")
    poa("check", misspelt, "--fix", "--yes", "--lang", "en")
    told = capsys.readouterr().out
    after = (misspelt / "case.yaml").read_text(encoding="utf-8")
    assert "-      which we recieved." in told
    assert "+      which we received." in told
    assert after == before.replace("recieved", "received").replace("wharehouse", "warehouse")  # layout, quotes and comments stay
    assert "# kept" in after
    assert "CE marking (T501" in told  # named, not done
    assert "checked again" in told


def test_an_unsafe_fix_is_asked_for_by_name(misspelt):
    poa("check", misspelt, "--fix", "--yes", "--unsafe")
    text = (misspelt / "case.yaml").read_text(encoding="utf-8")
    assert "The lamp has the CE marking.'" in text
    assert "carrier''s" in text
    assert not [f for f in check_case(misspelt).findings if f.remedy]


def test_nothing_is_written_unless_a_person_agrees(misspelt, monkeypatch, capsys):
    before = (misspelt / "case.yaml").read_bytes()
    poa("check", misspelt, "--fix", "--lang", "en")
    assert "nothing was written" in capsys.readouterr().out
    monkeypatch.setattr(cli.sys, "stdin", type("Tty", (), {"isatty": lambda _: True})())
    monkeypatch.setattr(cli.typer, "prompt", lambda *_, **__: "n")
    poa("check", misspelt, "--fix")
    assert (misspelt / "case.yaml").read_bytes() == before
    monkeypatch.setattr(cli.typer, "prompt", lambda *_, **__: "y")
    poa("check", misspelt, "--fix")
    assert (misspelt / "case.yaml").read_bytes() != before


@pytest.mark.parametrize(
    ("said", "new"),
    [
        ("The cream is FDA approved.", None),
        ("It has FDA approval.", None),
        ("We hold the FDA certificate.", None),
        ("The toy is CPSC certified.", None),
        ("The cream is HSA approved.", None),
        ("The lamp is SGS certified.", None),
        ("The UN38.3 certificate is attached.", None),
        ("The lamp is CE certified.", "The lamp is CE-marked."),
        ("It was late. “MSDS” is there.", "It was late. “Safety data sheet (SDS)” is there."),
        ("We attach the MSDS.", "We attach the safety data sheet (SDS)."),
        ("The SGS certificate is attached.", "The SGS report is attached."),
        ("The 510(k) pre-review number is on the box.", "The 510(k) number is on the box."),
    ],
)
def test_no_fix_claims_what_nobody_said(said, new, small):
    path = small / "case.yaml"
    old = path.read_text(encoding="utf-8")
    path.write_text(old.replace("Parcels left the warehouse late.", said), encoding="utf-8")
    named = [f for f in check_case(small).findings if f.where == "letter.summary.happened" and f.rule[:4] in {"T501", "T503"}]
    assert [f.remedy is None for f in named] == [new is None]
    assert "only the paper tells" in named[0].fix or "from the head of the paper" in named[0].fix
    poa("check", small, "--fix", "--yes", "--unsafe")
    assert check_case(small).subject.case.letter.summary.happened.en == (new or said)


def test_typed_exhibit_numbers_become_placeholders_where_the_number_stays(small, capsys):
    path = small / "case.yaml"
    text = path.read_text(encoding="utf-8")
    changes = {
        "Parcels left the warehouse late.": "Parcels left the warehouse late, not Exhibit 2, see Exhibit 1, not Exhibit 9.",
        "to an hour before the collection ({{ exhibit.screen }}).": (
            "to an hour before the collection ({{ exhibit.screen }}; exhibit 2 again, Exhibits 1 and 2 together; Exhibit 1 to 2)."
        ),
        "timetable ({{ exhibit.screen }}).": "timetable (Exhibit 2).",
    }
    mended = {
        "see Exhibit 1,": "see {{ exhibit.contract }},",
        "exhibit 2 again": "{{ exhibit.screen }} again",
        "timetable (Exhibit 2)": "timetable ({{ exhibit.screen }})",
    }
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    before = [p.text.lower() for p in check_case(small).subject.letter.passages]
    poa("check", small, "--fix", "--yes", "--lang", "en")
    assert "+    what: The cut-off is held against the carrier's timetable ({{ exhibit.screen }})." in capsys.readouterr().out
    for old, new in mended.items():
        text = text.replace(old, new)
    assert path.read_text(encoding="utf-8") == text
    again = check_case(small)
    assert [p.text.lower() for p in again.subject.letter.passages] == before
    assert not [f for f in again.findings if f.remedy]


def test_a_file_changed_meanwhile_is_left(misspelt):
    proposed = fixing.fixed(check_case(misspelt))
    path = misspelt / "case.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    with pytest.raises(BadFile, match="changed meanwhile"):
        proposed.write()
    assert path.read_text(encoding="utf-8").endswith("# mine\n")


def test_marks_that_yaml_would_misread_are_quoted(small):
    path = small / "case.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("Parcels left the warehouse late.", "Two things were late：the van and the scan"), encoding="utf-8"
    )
    poa("check", small, "--fix", "--yes")
    assert check_case(small).subject.case.letter.summary.happened.en == "Two things were late: the van and the scan"
