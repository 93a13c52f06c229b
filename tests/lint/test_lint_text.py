"""Dates, times, figures and sentences as a letter writes them, and hostile text."""

import time
from datetime import date

import pytest

from kit.letters_in import read_letter
from kit.lint import aimed, lint
from kit.lint.examples import example
from kit.model import Subject
from kit.tools import worker, written_times
from kit.tools.prose import codes, excerpt, exhibits, figures, masked, sentences
from kit.tools.written_dates import written


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("on 12 June 2026 at 09:40", ["2026-06-12"]),
        ("on June 12, 2026", ["2026-06-12"]),
        ("on 12\u00a0June\u00a02026", ["2026-06-12"]),
        ("2026-06-12T09:40", []),
        ("on 2026-06-12.", ["2026-06-12"]),
        ("12.06.2026", ["2026-06-12"]),
        ("15/06/2026", ["2026-06-15"]),
        ("05/06/2026", ["2026-06-05", "2026-05-06"]),
        ("1 and 30 April 2026", ["2026-04-01", "2026-04-30"]),
        ("12–14 June 2026", ["2026-06-12", "2026-06-14"]),
        ("the 3rd of March 2026", ["2026-03-03"]),
        ("2026年5月6日", ["2026-05-06"]),
        ("31 June 2026", []),
        ("510(k), 21 CFR 890.5850 and EN 71-1", []),
        ("it may march on in 3 days", []),
        ("(UTC+8) on 2 April 2026", ["2026-04-02"]),
        ("the rate was 12.4% and 1.2.3 of the tool", []),
        ("K213456, SZES2406001234", []),
        ("Sept. 4, 2026", ["2026-09-04"]),
    ],
)
def test_dates(text, days):
    assert [str(d) for w in written(text) for d in w.days] == days


def test_a_date_without_year_or_day_names_what_it_can():
    (first,) = written("on 11 May we")
    (second,) = written("in May 2026 we")
    assert first.is_among({date(2026, 5, 11)})
    assert not first.is_among({date(2026, 5, 12)})
    assert second.is_among({date(2026, 5, 30)})
    assert not second.is_among({date(2025, 5, 30)})
    assert (first.names_a_day, second.names_a_day) == (True, False)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("at 17:00", ["17:00"]), ("at 5 pm", ["17:00"]), ("at 5:30 p.m. each day", ["17:30"]), ("12 am", ["00:00"]),
        ("ratio 3:1", []), ("10:5:2", []), ("12 June 2026, 09:40", ["09:40"]),
    ],
)  # fmt: skip
def test_times(text, times):
    assert [f"{c.time:%H:%M}" for c in written_times.written(text)] == times


@pytest.mark.parametrize(
    ("text", "written_"),
    [
        ("412 of 3,926 orders (10.5%)", ["412", "3,926", "10.5%"]),
        ("£4,200 and $1.50", ["£4,200", "$1.50"]),
        ("87 per cent", ["87 per cent"]),
        ("9.6–11.5%", ["9.6", "11.5%"]),
        ("4,2 kg", ["4", "2"]),
        ("40kg", ["40"]),
        ("GBP4,000", ["4,000"]),
        ("SKU-12", ["12"]),  # `codes` masks it first
    ],
)
def test_figures(text, written_):
    assert [f.written for f in figures(text)] == written_


def test_codes_keep_their_inner_punctuation():
    assert [w for _, _, w in codes("SKU LYH-0042, CX/2026-14. (Leeds)")] == ["LYH-0042", "CX/2026-14"]


def test_mask_keeps_places():
    assert masked("one 12 two 34", [(4, 6), (4, 5), (11, 13)]) == "one    two   "


def test_exhibits_with_their_page():
    assert [n for _, _, n in exhibits("Exhibit 3 | p. 8, Exhibits 4A and exhibit\u00a05; exhibition 7")] == ["3", "4A", "5"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Lanyu Co., Ltd. sent it. We did not.", 2),
        ("See no. K213456. It holds.", 2),
        ("It left at 4 p.m. on Monday.", 1),
        ("One.\nTwo", 2),
        ("He said “go.” They went.", 2),
        ("我们已更换承运商。见附件。", 2),
        ("", 0),
    ],
)
def test_sentences(text, count):
    assert len(sentences(text)) == count


HOSTILE = {  # beginning, what is repeated to 100 kB, end
    "digits": ("", "9", ""),
    "digits and commas": ("", "1,", ""),
    "digits and spaces": ("", "07 ", ""),
    "phone bits": ("", "+1 2", ""),
    "dots": ("", "a.", ""),
    "ats": ("", "a@", ""),
    "mail": ("", "a", "@a.b"),
    "spaces": ("a", " ", "a"),
    "lines": ("", "a\n", ""),
    "capitals": ("", "Mill ", ""),
    "house numbers": ("", "1 Mill ", ""),
    "dates": ("", "1 May 2026 ", ""),
    "months": ("", "May ", ""),
    "brackets": ("", "(", ""),
    "will": ("", "we will ", ""),
    "phrase beginnings": ("", "attach great ", ""),
    "colons": ("", "1:", ""),
    "stars": ("", "*", ""),
    "plus": ("", "+", ""),
    "exhibits": ("", "Exhibit 1 ", ""),
    "violation": ("", "violation 12345678 ", ""),
    "wide": ("", "一", ""),
}


@pytest.mark.spread(4)
@pytest.mark.parametrize("most", [24_000, pytest.param(100_000, marks=pytest.mark.soak)])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_linear_time(name, most):
    first, again, last = HOSTILE[name]

    def seconds(size):
        subject = example({"corrective.0.what": first + again * (size // len(again)) + last})
        start = time.process_time()
        lint(subject)
        return time.process_time() - start

    part, whole = seconds(most // 4), min(seconds(most), seconds(most))
    assert whole < 7 * part + most * 3e-6, f"four times the text took {whole / part:.1f} times as long"


PASTED = {  # of a letter without its case: what is repeated under its headings, and between them
    "one long line": "we checked the parcel of 5 May 2026 and sold 12 units, ",
    "long words": "recheck" * 40,
    "headings": "\nRoot cause\nCorrective actions\nPreventive measures\n",
    "titles before the text": "\n\n2. Cause. It was late.\n\n3. Actions. It was moved.",
    "labels": "\nAction: on 5 May 2026 the van was moved.",
    "numbers": "\n1. 2. 3. 4. a) b) (i) (ii) ",
    "brackets": "([{“",
    "closed brackets": "(Exhibit 1) [the] {van} ",
    "blank lines": "\n\n",
    "short lines": "\nLate",
    "signatures": "\n\nJens Wolter, Owner",
    "days": "from 5 May 2026 to 4 May 2026 until 3 May 2026 ",
    "papers": "the certificate valid until 3 May 2026, ",
    "counts": "invoice for 12 units sold 14 pieces ",
    "accounts": "bank account 4417 0098 2265 1180 ",
    "shops": "no connection with any other shop ",
    "listings": "all our listings be put back ",
    "marks": "**bold** __it__ # ",
}
_PASTED = "Plan of Action, notice of 4 May 2026\n\nRoot cause\n{0}\n\nCorrective actions\n{0}\n\nPreventive measures\n{0}\n\nJens Wolter\n"


@pytest.mark.spread(4)
@pytest.mark.parametrize("most", [12_000, pytest.param(100_000, marks=pytest.mark.soak)])
@pytest.mark.parametrize("name", PASTED)
def test_hostile_text_of_a_letter_without_its_case_takes_linear_time(name, most, tmp_path, monkeypatch):
    monkeypatch.setattr(worker, "run", lambda func, *args, **_: func(*args))
    again = PASTED[name]

    def seconds(size):
        path = tmp_path / f"{size}.txt"
        path.write_text(_PASTED.format(again * (size // len(again) // 3)), encoding="utf-8")
        start = time.process_time()
        letter = read_letter(path).letter
        lint(Subject(stated=None, letter=letter, aim=aimed(letter, site="UK", kind="ip"), today=date(2026, 5, 20)))
        return time.process_time() - start

    part, whole = seconds(most // 4), min(seconds(most), seconds(most))
    assert whole < 7 * part + most * 3e-6, f"four times the text took {whole / part:.1f} times as long"


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("We ship each order.", 19, "We ship each order."),
        ("We ship each order on time.", 19, "We ship each order…"),
        ("We ship each order on time.", 18, "We ship each…"),
        ("We ship late, and then not at all.", 15, "We ship late…"),
        ("我们每天检查库存并记录结果", 8, "我们每天检查库…"),
        ("我们 check every parcel", 9, "我们 check…"),
        ("我们 check every parcel", 7, "我们…"),
        ("Unbrokenserialnumber0123456789", 10, "Unbrokens…"),
    ],
)
def test_an_excerpt_ends_with_a_whole_word(text, most, shown):
    assert excerpt(text, most) == shown
    assert len(excerpt(text, most)) <= most


@pytest.mark.parametrize("text", ["以下3点", "有一点", "早一点", "3小时", "第三点", "16:9", "共3点20项", "after noon-time 48时"])
def test_what_is_no_time_of_day_is_none(text):
    assert [text[c.start : c.end] for c in written_times.written(text) if c.time.hour != 12] == []


def test_a_month_behind_of_belongs_to_the_day_behind_it():
    assert [(w.text, w.days) for w in written("Rule 1 of September 14, 2026 holds.")] == [
        ("September 14, 2026", (date(2026, 9, 14),))
    ]
