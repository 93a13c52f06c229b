"""PDFs that lie, hide, loop or explode: refused by name, or shown with a note, and what they hide never gets out."""

import hashlib
import io
from itertools import pairwise

import hostile_pdfs as hostile
import made_bundle
import numpy as np
import pikepdf
import pypdfium2
import pytest
from made_bundle import opened

from kit.bundle import manifest
from kit.errors import BadFile
from kit.evidence import gather
from kit.tools import pdf_passwords, pdf_read, pdf_signatures, worker
from kit.verify import verify


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "evidence").mkdir()
    return tmp_path


@pytest.fixture
def gathered(folder):
    """What the kit says of one file, looked at in the bounded worker."""

    def look(content, name="a.pdf", **item):
        content = content if isinstance(content, bytes) else hostile.saved(content)
        path = folder / "evidence" / name
        path.write_bytes(content)
        (found,) = gather(opened(folder, {"id": "a", "file": f"evidence/{name}", **item}), {})
        assert path.read_bytes() == content
        assert found.sha256 == hashlib.sha256(content).hexdigest()
        return found

    return look


@pytest.fixture
def told(gathered):
    """The refusal of one file."""

    def refused(content):
        with pytest.raises(BadFile) as caught:
            gathered(content)
        (problem,) = caught.value.problems
        assert problem.startswith("evidence/a.pdf (evidence.a) ")
        assert "/tmp" not in problem
        assert ";" in problem, "says what to do"
        return problem

    return refused


REFUSED = {
    "pages_loop": (hostile.pages_loop, "cannot be read as a PDF (the tree of its pages is broken)"),
    "flate_bomb": (lambda: hostile.flate_bomb(megabytes=202), "unpacks to more than 200 MB"),
    "count_lie": (hostile.count_lie, "has 100,000 pages, more than 3,000"),
    "huge_mediabox": (lambda: hostile.mediabox(b"[0 0 1000000000 1000000000]"), "larger than 14,400 points"),
    "nan_mediabox": (lambda: hostile.mediabox(b"[0 0 nan 0]"), "has a page whose size is no size"),
    "empty_mediabox": (lambda: hostile.mediabox(b"[0 0 0 0]"), "has a page whose size is no size"),
    "deep_array": (hostile.deep_array, "cannot be read as a PDF (where its pages begin cannot be found)"),
    "lost_page": (hostile.lost_page, "says that it has 3 pages, but only 2 are in it"),
    "truncated": (hostile.truncated, "has lost pages"),
    "nothing_of_a_page": (lambda: hostile.damaged_page(at=0), "is damaged: nothing of its page 2 can be read"),
    "locked": (hostile.locked, "opens only with a password"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_by_name_with_the_reason(told, name):
    make, reason = REFUSED[name]
    assert reason in told(make())


@pytest.mark.slow
def test_a_bomb_in_a_bomb(told):
    assert "unpacks to more than 200 MB" in told(hostile.flate_bomb(2))


def test_forms_that_multiply_are_given_up(folder, monkeypatch):
    monkeypatch.setattr(worker.run, "__kwdefaults__", {**worker.run.__kwdefaults__, "seconds": 3.0, "megabytes": 300})
    (folder / "evidence" / "a.pdf").write_bytes(hostile.xform_exponential())
    with pytest.raises(BadFile, match=r"a\.pdf \(evidence\.a\) was given up"):
        gather(opened(folder, {"id": "a", "file": "evidence/a.pdf"}), {})


@pytest.mark.parametrize("make", [hostile.outline_loop, hostile.prev_loop, hostile.xmp_laughs, hostile.leading_junk])
def test_what_is_only_odd_is_shown(gathered, make):
    found = gathered(make())
    assert found.text == ("Clause 1",)
    built = made_bundle.built(found.path.parents[1], found)
    assert verify(built.path, manifest(built)) == ()


NOTED = {
    "repaired": (hostile.without_table, ["was damaged and was repaired"]),
    "no_size": (lambda: hostile.mediabox(b"null"), ["does not say how large it is"]),
    "older_revision": (hostile.incremental_secret, ["holds 1 older version of itself"]),
    "owner_password": (lambda: hostile.locked(user=""), ["it opens without a password"]),
    "xfa": (hostile.xfa, ["of the kind XFA"]),
    "portfolio": (hostile.portfolio, ["carries 1 other file (“invoice.pdf”), not shown"]),
    "black_box": (hostile.black_box, ["Page 1 holds text that cannot be seen (15 characters"]),
    "white_box": (hostile.white_box, ["Page 1 holds text that cannot be seen (11 characters"]),
    "box_annotation": (hostile.box_annotation, ["Page 1 holds text that cannot be seen (12 characters"]),
    "cropped": (hostile.cropbox_hidden, ["Page 1 holds text outside the part that is shown (11 characters)"]),
    "scanned": (hostile.scanned_with_text, []),
    "damaged_page": (hostile.damaged_page, ["Page 2 is damaged: a part of it cannot be read"]),
    "damaged_flate_picture": (lambda: hostile.damaged_picture("FlateDecode"), ["Page 1 is damaged: a picture or drawing on it"]),
    "damaged_jpeg": (lambda: hostile.damaged_picture("DCTDecode"), ["Page 1 is damaged: a picture or drawing on it"]),
    "plain": (lambda: hostile.pdf(hostile.line("Clause 1")), []),
    "no_picture_of_a_field": (lambda: hostile.filled_form("蓝屿", look=False), ["“f1” has no picture of its text"]),
}


@pytest.mark.parametrize("name", NOTED)
def test_state_is_noted(gathered, name):
    make, expected = NOTED[name]
    notes = gathered(make()).notes
    assert len(notes) == len(expected)
    assert all(said in note for said, note in zip(expected, notes, strict=True)), notes


def test_hidden_text_under_turns_and_crops(gathered):
    made = hostile.black_box()
    for page in made.pages:
        page.obj.Rotate = 90
        page.obj.CropBox = pikepdf.Array([20, 10, 390, 290])
    (note,) = gathered(made).notes
    assert "Page 1 holds text that cannot be seen (15 characters" in note


def test_a_password_is_asked_for_tried_and_noted(gathered, told, monkeypatch):
    """Between two jobs of a warm worker, as in a notebook."""
    asked = told(hostile.locked())
    assert (
        "opens only with a password; ask for a copy without one, or give it: export POA_PDF_PASSWORDS='…' in the terminal"
        in asked
    )
    assert "in a notebook run appeal.password()" in asked
    monkeypatch.setenv(pdf_passwords.VARIABLE, "CANARY-wrong")
    wrong = told(hostile.locked())
    assert "and the password given does not open it; mind capital letters" in wrong
    monkeypatch.setenv(pdf_passwords.VARIABLE, "CANARY-wrong\n4712")
    assert "none of the 2 passwords given opens it" in told(hostile.locked())
    assert "CANARY" not in wrong
    monkeypatch.setenv(pdf_passwords.VARIABLE, "wrong\n4711")
    found = gathered(hostile.locked())
    assert found.text == ("Clause 1",)
    assert found.notes == ("The file opens only with a password, which was given; its pages in the bundle need none.",)
    built = made_bundle.built(found.path.parents[1], found)
    assert verify(built.path, manifest(built), found.path.parents[1]) == ()
    assert b"/Encrypt" not in built.path.read_bytes()
    monkeypatch.delenv(pdf_passwords.VARIABLE)
    assert "ask for a copy without one" in told(hostile.locked())


# --- signatures -------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_signature_is_checked_first(gathered):
    notes = gathered(hostile.signed()).notes
    assert notes[0].startswith("Signed by “Example Signer Ltd” on ")
    assert "nothing was changed since" in notes[0]
    assert "certificate can be trusted was not checked" in notes[0]
    assert notes[1:] == ("The bundle shows the pages; the signature itself stays with the original.",)


@pytest.mark.slow
def test_a_signed_file_that_was_changed_says_so(gathered):
    notes = gathered(hostile.signed(lambda whole: whole.replace(b"Invoice 1", b"Invoice 9"))).notes
    assert "the signed part was changed afterwards, the signature does not hold" in notes[0]
    notes = gathered(hostile.saved_again(hostile.signed(), hostile.line("Invoice 9"))).notes
    assert "the signed part is as it was, but the file was changed afterwards" in notes[0]


def test_without_the_checker_it_says_that_it_was_not_checked(tmp_path, monkeypatch):
    from kit.tools import pdf_source

    path = tmp_path / "a.pdf"
    made = hostile.filled_form("Form")
    made.Root.AcroForm.Fields.append(
        pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="Sig1", V=pikepdf.Dictionary(Type=pikepdf.Name.Sig))
    )
    made.save(path)
    monkeypatch.setattr(pdf_signatures, "has_checker", lambda: False)
    assert pdf_source.shown(path).notes == (pdf_signatures.UNCHECKED,)


# --- what gets out ----------------------------------------------------------------------------------


def everything(path):
    """Each object of a PDF as it stands and each stream as it unpacks."""
    with pikepdf.open(path) as pdf:
        for thing in pdf.objects:
            yield repr(thing.unparse(resolved=True)).encode()
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") != pikepdf.Name.Image:
                yield thing.read_bytes()


@pytest.mark.parametrize("make", [hostile.incremental_secret, hostile.two_clients, hostile.xfa, hostile.portfolio])
def test_what_is_not_on_the_page_never_gets_out(gathered, make):
    found = gathered(make(), pages="1")
    content = found.path.read_bytes()
    assert hostile.CANARY in content or any(hostile.CANARY in part for part in everything(found.path))
    built = made_bundle.built(found.path.parents[1], found)
    assert hostile.CANARY not in built.path.read_bytes()
    assert not any(hostile.CANARY in part for part in everything(built.path))
    assert verify(built.path, manifest(built), found.path.parents[1]) == ()
    with pikepdf.open(built.path) as pdf:
        pages = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == pikepdf.Name.Page]
        assert len(pages) == built.pages, "no page but those that are shown"


def test_what_a_page_draws_with_comes_along_from_a_shared_list(gathered):
    """Also where a drawing within has the shared list itself, or none at all."""
    found = gathered(hostile.two_clients(), pages="1")
    built = made_bundle.built(found.path.parents[1], found)
    with pypdfium2.PdfDocument(built.path) as pdf:
        shown = pdf[built.exhibits[0].first_page - 1].get_textpage().get_text_range()
    assert [said in shown for said in ("Clause 1", "the shared list", "without a list", "Drawn within")] == [True] * 4


def test_fields_of_one_name_keep_what_each_file_shows(folder):
    """Forms merged as forms would show the last value in both."""
    shown, own = [], []
    for n, value in enumerate(("First value", "Second value")):
        path = folder / "evidence" / f"form{n}.pdf"
        hostile.filled_form(value, look=n == 0).save(path)
        shown.append(made_bundle.evidence(path))
        with pypdfium2.PdfDocument(path) as pdf:
            pdf.init_forms()
            own.append(np.asarray(pdf[0].render(scale=2).to_pil().convert("L"), float))
    built = made_bundle.built(folder, *shown)
    with pypdfium2.PdfDocument(built.path) as pdf:
        pages = [pdf[x.first_page - 1].render(scale=2).to_pil().convert("L") for x in built.exhibits]
    for page, there in zip(pages, own, strict=True):
        left = (page.width - there.shape[1]) // 2
        top = int((72 + (841.89 - 72 - 20 - 300) / 2) * 2)
        cut = np.asarray(page.crop((left, top, left + there.shape[1], top + there.shape[0])), float)
        assert there[340:400, 200:600].min() < 100, "the field shows its value"
        assert np.abs(cut - there).mean() < 3
    assert np.abs(own[0] - own[1]).max() > 100


def test_what_the_library_says_of_xfa_is_kept_out_of_the_output(folder, caplog):
    hostile.xfa().save(folder / "a.pdf")
    with pdf_read.Reading.of(folder / "a.pdf") as reading:
        assert reading.pages
    assert caplog.records == []


def test_what_has_no_picture_of_its_own_is_shown_as_readers_do(gathered):
    found = gathered(hostile.without_looks())
    built = made_bundle.built(found.path.parents[1], found)
    assert verify(built.path, manifest(built), found.path.parents[1]) == ()
    with pypdfium2.PdfDocument(built.path) as pdf:
        shown = pdf[built.exhibits[0].first_page - 1].get_textpage().get_text_range()
    assert [said in shown for said in ("Form", "Typed", "Lacking font")] == [True] * 3


def test_a_damaged_page_is_shown_as_far_as_it_can_be_read(gathered):
    found = gathered(hostile.damaged_page())
    built = made_bundle.built(found.path.parents[1], found)
    assert verify(built.path, manifest(built), found.path.parents[1]) == ()
    with pypdfium2.PdfDocument(built.path) as pdf:
        shown = pdf[built.exhibits[0].first_page].get_textpage().get_text_range()
    assert "Clause 2.3 of" in shown
    assert "Clause 2.39 of" not in shown


def test_damage_of_a_page_that_is_not_picked_is_not_told(gathered):
    assert gathered(hostile.damaged_page(), pages="1").notes == ()


def test_a_bundle_is_one_revision(gathered):
    found = gathered(hostile.incremental_secret())
    content = made_bundle.built(found.path.parents[1], found).path.read_bytes()
    assert content.count(b"%%EOF") == content.count(b"startxref") == 1
    assert pikepdf.open(io.BytesIO(content)).get_warnings() == []


def test_bookmarks_keep_their_depth(gathered):
    made = hostile.pdf(hostile.line("Clause 1"), hostile.line("Clause 2"))
    with made.open_outline() as outline:
        items = [pikepdf.OutlineItem(f"Level {n}", n % 2) for n in range(4)]
        for upper, lower in pairwise(items):
            upper.children.append(lower)
        outline.root.append(items[0])
    found = gathered(made)
    built = made_bundle.built(found.path.parents[1], found)
    with pikepdf.open(built.path) as pdf, pdf.open_outline() as outline:
        titles, waiting = [], [(1, item) for item in outline.root]
        while waiting:
            depth, item = waiting.pop()
            titles.append((depth, item.title))
            waiting += [(depth + 1, child) for child in item.children]
    levels = [depth for depth, title in titles if title.startswith("Level")]
    assert levels == list(range(levels[0], levels[0] + 4))
