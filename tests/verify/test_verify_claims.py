"""A forger changes a page and lets the manifest say what hides it: lists cut short, something said to be made of a sound file."""

import shutil

import made_bundle
import pikepdf
import pytest
from forging import claims, codes
from made_bundle import VIOLATION
from pikepdf import Stream

from kit import bundle
from kit.tools.atomic import sha256
from kit.verify import verify

FORGED_PAGE = 4  # the second of the contract


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("claims")
    (folder / "evidence").mkdir()
    shown = (
        made_bundle.evidence(made_bundle.text_pdf(folder / "evidence" / "contract.pdf", 3), caption="Carrier contract"),
        made_bundle.evidence(made_bundle.screenshot(folder / "evidence" / "settings.png"), caption="Dispatch settings"),
    )
    return made_bundle.built(folder, *shown)


def sizes_cut_short(entry, folder):
    entry["sizes"] = entry["sizes"][:1]


def sizes_and_pages_picked_cut_short(entry, folder):
    sizes_cut_short(entry, folder)
    entry["picked"] = entry["picked"][:1]


def tiles_of_another_count(entry, folder):
    entry["tiles"] = [[0, 10]]


def mask_of_a_page_that_is_not_there(entry, folder):
    entry["masks"] = [{"page": 9, "box": [0, 0, 1, 1]}]


def said_to_be_repaired(entry, folder):
    """What the bundle shows lies beside it, and the manifest says that it was made of the original."""
    path = folder / "build" / "x.pdf"
    with pikepdf.open(folder / "evidence" / "contract.pdf") as pdf:
        forge(pdf, pdf.pages[1].obj, "Contents")
        pdf.save(path)
    entry["shown"] = {"file": "build/x.pdf", "media": "pdf", "sha256": sha256(path), "made_by": "repaired"}


def said_to_be_of_another_kind(entry, folder):
    said_to_be_repaired(entry, folder)
    entry["media"] = "mail"


def forge(pdf, holder, key):
    """Paint over a line of the page."""
    old = getattr(holder, key)
    over = b"\nq 1 g 50 500 400 60 re f 0 g 60 520 300 8 re f Q"
    setattr(holder, key, Stream(pdf, b"q " + old.read_bytes() + b" Q" + over))


FORGED = {
    sizes_cut_short: {"V104", "V114", "V118"},
    sizes_and_pages_picked_cut_short: {"V104", "V114", "V118"},
    tiles_of_another_count: {"V104", "V114"},
    mask_of_a_page_that_is_not_there: {"V104", "V114", "V116"},
    said_to_be_repaired: {"V114", "V117"},
    said_to_be_of_another_kind: {"V114", "V117"},
}


@pytest.mark.spread(2)
@pytest.mark.parametrize("hide", FORGED, ids=lambda hide: hide.__name__)
def test_a_forged_page_is_found_whatever_the_manifest_says(built, tmp_path, hide):
    folder = tmp_path / "case"
    shutil.copytree(built.path.parents[1], folder)
    path = folder / "build" / f"{VIOLATION}.pdf"
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        body = pdf.pages[FORGED_PAGE - 1].obj.Resources.XObject.Body
        body.write(b"q " + body.read_bytes() + b" Q\nq 1 g 50 500 400 60 re f 0 g 60 520 300 8 re f Q")
        pdf.save(path)
    said = claims(built, path)
    hide(said["exhibits"][0], folder)
    found = verify(path, said, folder)
    assert codes(found) == FORGED[hide], found


def test_an_original_that_needs_no_making_is_sound(built):
    assert verify(built.path, bundle.manifest(built), built.path.parents[1]) == ()
