"""The Chinese review copy: what it pairs, when it may be signed, and what makes a signature stale."""

import json
import re
from datetime import UTC, date, datetime
from functools import partial
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from kit.appeal import Appeal
from kit.batch.inputs import inputs
from kit.batch.jobs import find
from kit.cli import main
from kit.commands.given import built, warn_of_outdated
from kit.desk import review_copy as desk
from kit.desk.review_copy.said import beside
from kit.errors import BadFile, Usage
from kit.letter import Line
from kit.letter.style import Chinese
from kit.model import Rate, Window
from kit.paths import PACKAGE
from kit.phrases import say
from kit.terminal import Terminal
from kit.tools.atomic import sha256

NOW = datetime(2026, 7, 6, 12, 0, tzinfo=UTC)


def copy_of(case):
    return desk.copied(Appeal.open(case))


def stated(case, review):
    """The case with that review; JSON is YAML."""
    path = case / "case.yaml"
    text = path.read_text().partition("\nreview: ")[0].rstrip()
    path.write_text(f"{text}\nreview: {json.dumps(review, ensure_ascii=False)}\n")


@pytest.fixture
def told(small):
    """A case in which every line has its Chinese, and the client signs first."""
    words = [{"en": line.alone, "zh": f"第{n}句。"} for n, line in enumerate(copy_of(small).lacking)]
    stated(small, {"demanded": "true", "words": words})
    return small


def confirm(case, code, *, proof=None, by="李文", at=NOW):
    return desk.confirm(Appeal.open(case), code, by=by, at=at, proof=proof, noted_by="an", now=NOW, say=partial(say, "en"))


def refusals(case):
    return "; ".join(desk.refusals(Appeal.open(case)))


def test_every_text_of_a_person_without_chinese_is_named(small):
    copy = copy_of(small)
    assert not copy.can_be_signed
    named = {line.where for line in copy.lacking}
    assert {
        "letter.summary.happened", "letter.summary.why", "letter.summary.now", "root_causes.0.what", "corrective.0.what",
        "preventive.0.what", "preventive.0.trigger", "preventive.0.limit", "preventive.0.measured", "title.Operations Manager",
        "evidence.contract.caption", "evidence.screen.caption",
    } == named  # fmt: skip
    assert {line.lacks for line in copy.lacking} == {"untranslated"}
    assert all(not line.zh for line in copy.lacking)


def test_all_that_the_letter_says_stands_in_the_copy(small):
    appeal = Appeal.open(small)
    copy = desk.copied(appeal)
    english = "\n".join(line.en for pair in copy.pairs for line in pair.lines)
    assert not [p.where for p in appeal.letter.passages if p.text not in english]
    assert "Violation ID: 7529184460371124" in english
    assert "Li Wen, Operations Manager" in english
    numbers = [pair.n for pair in copy.pairs]
    assert len(set(numbers)) == len(numbers)


def test_a_copy_with_its_chinese_can_be_signed(told):
    copy = copy_of(told)
    assert copy.can_be_signed
    lines = {line.where: line for pair in copy.pairs for line in pair.lines if line.where}
    assert lines["preventive.0.trigger"].en == "Trigger: Every Monday"
    assert lines["preventive.0.trigger"].zh.startswith("触发条件：第")
    assert copy.digest == copy_of(told).digest


def test_a_change_in_either_language_is_another_copy(told):
    path, first = told / "case.yaml", copy_of(told)
    text = path.read_text()
    path.write_text(text.replace("第1句。", "第一句。"))
    assert copy_of(told).digest != first.digest
    path.write_text(text.replace("moved its collection", "changed its collection", 1))  # not where its Chinese is stated
    second = copy_of(told)
    assert second.digest != first.digest
    assert {line.where for line in second.lacking} == {"root_causes.0.what"}


def test_chinese_of_an_earlier_english_is_stale(small):
    path = small / "case.yaml"
    path.write_text(
        path.read_text().replace(
            "caption: Dispatch settings", 'caption: {en: Dispatch settings, zh: 发货设置, zh_of: "00000000"}'
        )
    )
    assert {line.where: line.lacks for line in copy_of(small).lacking}["evidence.screen.caption"] == "stale"


def test_a_bad_placeholder_of_the_chinese_is_told(small):
    stated(small, {"words": [{"en": "Parcels left the warehouse late.", "zh": "{{ metric.nothing }}"}]})
    with pytest.raises(BadFile) as told:
        copy_of(small)
    assert "letter.summary.happened" in told.value.problems[0]
    assert "(in the Chinese)" in told.value.problems[0]


@pytest.mark.parametrize("language", ["English", "Chinese"])
def test_a_build_says_that_the_confirmation_is_stale(told, capsys, language):
    confirm(told, copy_of(told).short)
    opened = Appeal.open(told).opened
    warn_of_outdated(Terminal("en"), opened)
    assert (desk.outdated(opened), capsys.readouterr().err) == (None, "")
    path = told / "case.yaml"
    changed = ("moved its collection", "changed its collection") if language == "English" else ("第1句。", "第一句。")
    path.write_text(path.read_text().replace(*changed, 1))
    built(Terminal("en"), told, draft=True, as_json=True)
    assert "which is stale" in capsys.readouterr().err


def test_a_confirmation_is_kept_and_holds(told, tmp_path):
    assert "none was confirmed" in refusals(told)
    before = inputs(find(told)[0])
    chat = tmp_path / "chat.png"
    chat.write_bytes(b"a picture")
    short = copy_of(told).short
    signature = confirm(told, short.upper(), proof=chat)
    assert set(signature.files) == {f"zh-{short}.pdf", f"zh-{short}-confirmed.png"}
    assert desk.latest(told, 1) == signature
    assert desk.latest(told, 2) is None
    assert refusals(told) == ""
    assert inputs(find(told)[0]) == before  # the build is no older than the case for it
    path = told / "case.yaml"
    text = path.read_text()
    path.write_text(text.replace("第1句。", "第一句。"))
    assert "is stale" in refusals(told)
    path.write_text(text)
    (told / "review" / f"zh-{short}-confirmed.png").write_bytes(b"another")
    assert "is not the file that was kept" in refusals(told)
    (told / "review" / "confirmed.jsonl").write_text("{}\n")
    with pytest.raises(BadFile, match="line 1"):
        desk.latest(told, 1)


def test_a_second_proof_takes_no_first_ones_place(told, tmp_path):
    chat = tmp_path / "chat.png"
    chat.write_bytes(b"a picture")
    first = confirm(told, copy_of(told).short, proof=chat)
    chat.write_bytes(b"another picture")
    second = confirm(told, copy_of(told).short, proof=chat)
    kept = {name: sha256(told / "review" / name) for name in (*first.files, *second.files)}
    assert kept == {**first.files, **second.files}
    assert len(kept) == 3  # the copy, and both proofs


def test_what_is_not_this_copy_cannot_be_confirmed(small, tmp_path):
    words = [{"en": line.alone, "zh": "中文。"} for line in copy_of(small).lacking]
    with pytest.raises(Usage) as untold:
        confirm(small, copy_of(small).short, by=" ", proof=tmp_path / "none.png", at=datetime(2027, 1, 1, tzinfo=UTC))
    assert len(untold.value.problems) == 4
    stated(small, {"words": words})
    for code in ("ffffffff", "0"):
        with pytest.raises(Usage):
            confirm(small, code)
    assert not (small / "review").exists()
    assert refusals(small) == ""  # nobody demands one
    assert desk.latest(small, 1) is None


def test_case_before_client(told):
    opened = Appeal.open(told).opened
    assert desk.demanded(opened)
    text = (told / "case.yaml").read_text()
    (told / "case.yaml").write_text(
        text.replace('"demanded": "true", ', "").replace("  id: made\n", "  id: made\n  review: {demanded: true}\n")
    )
    assert desk.demanded(Appeal.open(told).opened)
    (told / "case.yaml").write_text((told / "case.yaml").read_text().replace('{"words"', '{"demanded": "false", "words"'))
    assert not desk.demanded(Appeal.open(told).opened)


def test_the_clients_own_file_holds_for_a_case_that_states_its_seller(small):
    assert not desk.demanded(Appeal.open(small).opened)
    seller = Appeal.open(small).opened.seller.model_dump_json(exclude_unset=True)
    document = json.loads(seller) | {"review": {"demanded": True}}
    (small.parent / "client.yaml").write_text(json.dumps(document))
    assert desk.demanded(Appeal.open(small).opened)
    assert "the client signs a review copy first" in refusals(small)


@pytest.mark.slow
def test_the_command_writes_paper_and_pictures(told, capsys):
    from kit.tools.pdf_read import Reading

    assert main(["build", str(told), "--review", "zh", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["can_be_signed"] is True
    assert document["lacking"] == []
    paper = told / document["pdf"]
    assert paper.parent == told / "build" / "review"
    with Reading.of(paper) as reading:
        pages = [reading.text(n) for n in range(1, reading.pages + 1)]
    assert {Image.open(BytesIO((told / name).read_bytes())).width for name in document["pictures"]} == {1080}  # a phone's
    assert all(document["code"] in page for page in pages)
    assert "内部审阅稿" in pages[0]
    assert main(["confirm", str(told), document["code"], "--by", "李文", "--lang", "en"]) == 0
    kept = told / "review" / f"zh-{document['code']}.pdf"
    assert kept.read_bytes() == paper.read_bytes()
    (told / "case.yaml").write_text((told / "case.yaml").read_text().partition("\nreview:")[0])
    assert main(["build", str(told), "--review", "zh", "--lang", "zh"]) == 1
    assert "未翻译" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("en", "zh", "count"),
    [
        ("One. Two.", "一。二。", 2),
        ("One. Two.", "一，二。", 1),
        ("One.\n\nTwo. Three.", "一。\n\n二。三。", 3),
        ("One.\n\nTwo.", "一。二。", 1),
    ],
)
def test_sentences_stand_beside_one_another(en, zh, count):
    rows = list(beside(Line(where="", en=en, zh=zh)))
    assert len(rows) == count
    assert " ".join(" ".join(a for a, _ in rows).split()) == " ".join(en.split())


def test_figures_and_days_in_chinese():
    ways = Chinese(language="zh-CN", dates="day_first", zone=ZoneInfo("Europe/London"))
    rate = Rate(numerator=412, denominator=3926, window=Window(start="2026-05-11", end="2026-06-07"))
    assert ways.counts(rate, "orders") == "3,926 单中有 412 单"
    assert ways.window(rate.window) == "2026年5月11日至6月7日"
    assert ways.day(date(2026, 6, 12)) == "2026年6月12日"
    assert ways.moment(datetime(2026, 6, 12, 8, 40, tzinfo=UTC)) == "2026年6月12日 09:40"


def test_the_letters_own_words_have_both_languages():
    from string import Formatter

    from kit.letter.words import COLUMNS, METRICS, NOUNS, WORDS

    def asked(text):
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    assert not [key for key, (en, zh) in WORDS.items() if not asked(zh) <= asked(en) or not zh]
    measures = "".join(path.read_text() for path in sorted((PACKAGE / "metrics" / "measures").glob("*.py")))
    titles, nouns = set(re.findall(r'\btitle="([^"]+)"', measures)), set(re.findall(r'\bnoun="([^"]+)"', measures))
    assert titles <= METRICS.keys()
    assert len(titles) >= 15
    assert nouns <= NOUNS.keys()
    assert {"warehouse", "carrier", "sku", "weekday", "hour"} <= COLUMNS.keys()
