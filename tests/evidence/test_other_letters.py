"""Earlier appeals and cases of the same group, as the rules on repeated letters see them."""

from pathlib import Path

import made_bundle
import pytest

from kit.evidence.others import letter_text, others
from kit.lint.clean import CASE
from kit.lint.examples import example
from kit.model import Case, OpenCase

FIRST = {"file": "history/first.pdf", "outcome": "rejected", "date": "2026-06-20"}


def opened(folder: Path, **changes) -> OpenCase:
    case = Case.model_validate({**CASE, **changes})
    return OpenCase(
        folder=folder, case=case, seller=case.seller, shop=case.seller.shops[0], signer=None, signature=None, unlisted=()
    )


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    folder = tmp_path_factory.mktemp("first")
    (folder / "evidence").mkdir()
    pdf = made_bundle.text_pdf(folder / "evidence" / "c.pdf", 2)
    return made_bundle.built(folder, made_bundle.evidence(pdf, caption="Carrier contract")).path


def test_of_an_earlier_bundle_the_letter_is_read_and_not_its_exhibits(bundle):
    said = letter_text(bundle)
    assert said
    assert "parcels are collected every day" not in said


def test_an_earlier_letter_is_named_with_its_text(tmp_path):
    (tmp_path / "history").mkdir()
    made_bundle.text_pdf(tmp_path / "history" / "first.pdf", 1)
    (letter,) = others(opened(tmp_path, attempt=2, history=[FIRST]))
    assert (letter.name, letter.kind) == ("history/first.pdf", "earlier")
    assert "parcels are collected every day at 19:30" in letter.text


def test_an_earlier_letter_that_cannot_be_read_is_not_passed_over(tmp_path):
    (tmp_path / "history").mkdir()
    (tmp_path / "history" / "first.pdf").write_bytes(b"%PDF-1.7 nothing behind it")
    assert others(opened(tmp_path, attempt=2, history=[FIRST])) is None


def test_cases_of_the_group_on_other_sites_are_sisters(tmp_path):
    ours = tmp_path / "uk"
    ours.mkdir()
    for name, site, group in (("us", "US", "may"), ("th", "TH", "other"), ("uk-two", "UK", "may")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "case.yaml").write_text(_yaml(name, site, group), encoding="utf-8")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "case.yaml").write_text("id: [", encoding="utf-8")
    found = others(opened(ours, group="may"))
    assert [(letter.name, letter.kind) for letter in found] == [("us", "sister")]
    assert "The van left early at ." in found[0].text
    assert others(opened(ours)) == ()


def _yaml(name: str, site: str, group: str) -> str:
    return f"""\
id: {name}
group: {group}
shop: X
violation:
  {{id: "7529184460371199", family: logistics, site: {site}, title: Late, ticket: enforced, received: 2026-06-09T10:12+01:00}}
route: appeal
stance: plan
letter: {{date: 2026-07-06}}
root_causes:
  - {{id: van, what: "The van left early at {{{{ cause.van.when }}}}."}}
"""


def test_the_example_has_no_other_letter():
    assert example().others == ()
