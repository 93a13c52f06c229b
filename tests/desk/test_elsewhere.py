"""The same file, picture or number in another case: told to the consultant, of another client nothing but that there is one."""

import io
import json
import random
import shutil

import made_bundle
import pytest
from PIL import Image

from kit.appeal import Appeal
from kit.case import open_case
from kit.cli import main
from kit.commands import elsewhere as room
from kit.desk import elsewhere as desk
from kit.errors import LedgerError, Usage
from kit.evidence.intake import Looks
from kit.model import ProposedFact
from kit.terminal import Terminal
from kit.tools import images, likeness, pdf_pictures, worker, yaml_text
from kit.tools.pdf_objects import Dictionary, Pdf, Stream
from kit.tools.pdf_parts import image_keys

OTHER = "8529184460379999"
RUN = worker.run
SEARCH, SEARCH_ALL = desk.search, desk.search_all  # as they are: the other tests are without


@pytest.fixture
def practice(small, tmp_path, monkeypatch):
    """A practice with two cases that share all their files; looking at a picture takes no worker here."""
    monkeypatch.setenv("POA_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(desk, "search", SEARCH)
    monkeypatch.setattr(desk, "search_all", SEARCH_ALL)
    monkeypatch.setattr(worker, "run", lambda what, *given: what(*given))
    other = shutil.copytree(small, tmp_path / "other")
    change(other, lambda d: d["violation"].update(id=OTHER))
    return small, other


def change(folder, what):
    document = yaml_text.load(folder / "case.yaml")
    what(document)
    yaml_text.write(folder / "case.yaml", document)
    return folder


def of_another(folder):
    return change(folder, lambda d: d["seller"].update(id="secretco", legal_name="Secret Company"))


def renamed(folder):
    def what(document):
        document["seller"].update(legal_name="Secret Company")
        document["seller"]["shops"][0].update(code="SECRET")
        document.update(shop="SECRET")

    return change(folder, what)


def found(folder, *read):
    return {(e.evidence, e.sort, e.violation) for e in SEARCH(open_case(folder), *read) if isinstance(e, desk.Elsewhere)}


def test_a_file_of_another_client_is_told_without_its_name(practice, capsys):
    case, other = practice
    assert found(of_another(other)) == set()  # the first to come finds nobody
    assert found(case) == {("contract", "file", ""), ("screen", "file", "")}
    room.tell(Terminal("en", quiet=True), open_case(case))
    told = capsys.readouterr()
    assert "contract is the very file that a case of another client uses" in told.err
    for secret in ("secretco", "Secret Company", OTHER):
        assert secret not in told.out + told.err


def test_an_earlier_case_of_the_client_is_named(practice):
    case, other = practice
    found(other)
    assert found(case) == {("contract", "file", OTHER), ("screen", "file", OTHER)}


def test_files_of_many_cases_are_one_line(practice, tmp_path, capsys):
    case, _ = practice
    ids = [f"75291844600000000{n}" for n in range(1, 6)]
    for violation in ids:
        folder = shutil.copytree(case, tmp_path / violation)
        found(change(folder, lambda d, violation=violation: d["violation"].update(id=violation)))
    room.tell(Terminal("en", quiet=True), open_case(case))
    lines = [line for line in capsys.readouterr().err.splitlines() if "the very file" in line]
    assert len(lines) == 1
    assert "contract, screen: the very file is also in this client's cases" in lines[0]
    assert f"{', '.join(ids[:3])} and 2 more" in lines[0]


def test_a_picture_in_another_size_and_format_is_the_same(practice):
    case, other = practice
    of_another(other)
    picture = other / "evidence" / "screen.png"
    with Image.open(picture) as image:
        image.convert("RGB").resize((image.width // 2, image.height // 2)).save(picture)
    (other / "evidence" / "contract.pdf").write_bytes(b"%PDF-1.4 another")
    found(other)
    assert found(case) == {("screen", "picture", "")}


def in_pdf(path, *pages, wide=300):
    """A PDF of pages, each with these pictures (coded JPEG or PNG), `wide` points wide, one above the other."""
    made = Pdf.new()
    for pictures in pages:
        page, drawn = made.add_blank_page(page_size=(595, 842)), b""
        page.obj.Resources = Dictionary(XObject=Dictionary())
        for n, coded in enumerate(pictures):
            held = Stream(made, images.pixels(coded).content)
            for key, value in image_keys(made, images.pixels(coded)).items():
                held[key] = value
            page.obj.Resources.XObject[f"/I{n}"] = made.make_indirect(held)
            drawn += b"q %d 0 0 %d 50 %d cm /I%d Do Q " % (wide, wide * 4 // 3, 420 - 410 * n, n)
        page.obj.Contents = made.make_indirect(Stream(made, drawn))
    made.save(path)


def photo(seed=1, size=(600, 800), quality=88):
    """A JPEG of a photo, in this size."""
    rough = Image.frombytes("RGB", (8, 10), random.Random(seed).randbytes(240))
    out = io.BytesIO()
    rough.resize((600, 800), Image.Resampling.BICUBIC).resize(size).save(out, "JPEG", quality=quality)
    return out.getvalue()


def logo():
    """A PNG in which nothing but a bar is drawn."""
    image = Image.new("RGB", (400, 400), "white")
    image.paste("red", (50, 150, 350, 250))
    return made_bundle.png_bytes(image)


@pytest.mark.parametrize("first", ["pdf", "jpeg"])
def test_a_photo_in_a_pdf_is_the_one_that_is_a_file_in_another_case(practice, capsys, first):
    case, other = practice
    (of_another(other) / "evidence" / "contract.pdf").write_bytes(b"%PDF-1.4 another")
    (other / "evidence" / "screen.png").write_bytes(photo(size=(450, 600), quality=60))
    in_pdf(case / "evidence" / "contract.pdf", [photo(seed=2)], [photo()])
    if first == "pdf":
        found(case)
        assert found(other) == {("screen", "picture", "")}
        return
    found(other)
    assert found(case) == {("contract", "picture", "")}
    room.tell(Terminal("en", quiet=True), open_case(case))
    assert "contract (page 2) looks the same as a picture in a case of another client" in capsys.readouterr().err


def test_a_photo_in_the_pdfs_of_two_appeals_is_nothing_new(practice, capsys):
    case, _ = practice
    in_pdf(case / "evidence" / "contract.pdf", [photo()])
    found(case)
    in_pdf(case / "evidence" / "contract.pdf", [photo(seed=2)], [photo(seed=3), photo(size=(300, 400))])
    change(case, lambda d: d.update(attempt=2))
    room.tell(Terminal("en", quiet=True), open_case(case))
    assert "contract (page 2) is another file, but looks the same as a picture of attempt 1" in capsys.readouterr().err


def test_logos_letterheads_and_blank_pictures_are_nobodys(practice):
    case, other = practice
    of_another(other)
    blank = made_bundle.png_bytes(Image.new("RGB", (600, 800), "white"))
    for n, folder in enumerate(practice, 1):
        in_pdf(folder / "evidence" / "contract.pdf", [logo(), blank], [photo(seed=n)], wide=90)
        Image.new("RGB", (300 + n, 200), "white").save(folder / "evidence" / "screen.png")
        found(folder)
    assert found(case) == set()
    for n, folder in enumerate(practice, 1):
        in_pdf(folder / "evidence" / "contract.pdf", *([photo(seed=5)] for _ in range(2 + n)))
        found(folder)
    assert found(case) == set(), "what stands on every page is its head"


def in_strips(path, *scans):
    """A PDF of pages, each one photo in eight strips, as some scanners write it."""
    pages = []
    for coded in scans:
        strips = []
        with Image.open(io.BytesIO(coded)) as image:
            for top in range(0, 800, 100):
                out = io.BytesIO()
                image.crop((0, top, 600, top + 100)).save(out, "JPEG")
                strips.append(out.getvalue())
        pages.append(strips)
    in_pdf(path, *pages)
    with Pdf.open(path, allow_overwriting_input=True) as made:
        for page in made.pages:
            page.mediabox = [0, 0, 600, 800]
            drawn = b" ".join(b"q 600 0 0 100 0 %d cm /I%d Do Q" % (700 - 100 * n, n) for n in range(8))
            page.obj.Contents = made.make_indirect(Stream(made, drawn))
        made.save()


def test_a_scan_in_strips_is_looked_at_as_its_page(practice):
    case, other = practice
    of_another(other)
    (other / "evidence" / "screen.png").write_bytes(photo())
    in_strips(case / "evidence" / "contract.pdf", photo())
    found(other)
    assert ("contract", "picture", "") in found(case)


def test_what_was_not_looked_at_is_told(practice, monkeypatch, capsys):
    case, _ = practice
    in_pdf(case / "evidence" / "contract.pdf", *([photo(seed=n)] for n in (1, 2, 3)))
    monkeypatch.setattr(pdf_pictures, "MOST", 1)
    for _ in range(2):
        room.tell(Terminal("en", quiet=True), open_case(case))
        assert "contract: 2 of its pictures or pages" in capsys.readouterr().err, "also where it is not opened again"
    whole = (case / "evidence" / "contract.pdf").read_bytes()
    for damaged in (whole[: len(whole) // 2], whole.replace(b"\xff\xd8", b"\0\0"), b"%PDF-1.7\n", b"%PDF-1.4 another"):
        (case / "evidence" / "contract.pdf").write_bytes(damaged)
        room.tell(Terminal("en", quiet=True), open_case(case))
        assert "not held against those of other cases" in capsys.readouterr().err


def test_pages_in_strips_beyond_the_cap_are_told(practice, monkeypatch, capsys):
    case, _ = practice
    in_strips(case / "evidence" / "contract.pdf", *(photo(seed=n) for n in (1, 2, 3)))
    monkeypatch.setattr(pdf_pictures, "MOST", 1)
    room.tell(Terminal("en", quiet=True), open_case(case))
    assert "contract: 2 of its pictures or pages" in capsys.readouterr().err


def test_a_damaged_picture_is_told(practice, capsys):
    case, _ = practice
    whole = (case / "evidence" / "screen.png").read_bytes()
    (case / "evidence" / "screen.png").write_bytes(whole[:40])
    room.tell(Terminal("en", quiet=True), open_case(case))
    assert "screen could not be read, so its pictures were not held" in capsys.readouterr().err


def test_each_page_of_a_tiff_is_a_picture(tmp_path):
    pages = [Image.open(io.BytesIO(photo(seed))).convert("RGB") for seed in (1, 2)]
    pages[0].save(tmp_path / "fax.tif", save_all=True, append_images=pages[1:])
    found = desk.looks(tmp_path / "fax.tif")
    assert ([page for page, _ in found.pictures], found.missed) == ([1, 2], 0)


def test_a_file_is_looked_at_once_and_again_in_a_new_way(practice, monkeypatch):
    case, other = practice
    of_another(other)
    (other / "evidence" / "screen.png").write_bytes(photo(size=(450, 600)))
    in_pdf(case / "evidence" / "contract.pdf", [photo()])
    seen, looks = [], desk.looks
    monkeypatch.setattr(desk, "looks", lambda path: seen.append(path.name) or Looks())  # as an earlier kit: nothing in a PDF
    for folder in (other, case, case):
        found(folder)
    assert seen.count("contract.pdf") == 2  # each case has its own, and each is looked at once
    monkeypatch.setattr(desk, "looks", lambda path: seen.append(path.name) or looks(path))
    monkeypatch.setattr(desk, "WAY", desk.WAY + 1)
    found(other)
    assert found(case) == {("contract", "picture", "")}
    assert found(case) == {("contract", "picture", "")}
    assert seen.count("contract.pdf") == 4


@pytest.mark.parametrize("how", ["turned", "mirrored", "cut"])
def test_a_picture_that_was_turned_mirrored_or_cut_is_the_same(practice, how):
    case, other = practice
    (of_another(other) / "evidence" / "contract.pdf").write_bytes(b"%PDF-1.4 another")
    picture = other / "evidence" / "screen.png"
    with Image.open(made_bundle.photo(case / "evidence" / "screen.png", (600, 800))) as photo:
        image = photo.convert("RGB")
    if "cut" in how:
        image = image.crop((image.width // 12, image.height // 15, int(image.width * 0.9), int(image.height * 0.85)))
    if "turned" in how:
        image = image.transpose(Image.Transpose.ROTATE_90)
    if how == "mirrored":
        image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    image.resize((image.width * 2 // 3, image.height * 2 // 3)).save(picture, "JPEG", quality=60)
    found(other)
    assert found(case) == {("screen", "picture", "")}


def test_another_picture_is_another(practice):
    case, other = practice
    (of_another(other) / "evidence" / "contract.pdf").write_bytes(b"%PDF-1.4 another")
    made_bundle.photo(other / "evidence" / "screen.png", (600, 800))
    found(other)
    assert found(case) == set()


def test_a_number_that_only_the_papers_text_states_is_found(practice):
    case, other = practice
    (of_another(other) / "evidence" / "contract.pdf").write_bytes(b"%PDF-1.4 another")
    Image.new("RGB", (300, 200), "white").save(other / "evidence" / "screen.png")

    def read(value, key="invoice_number"):
        return [ProposedFact(evidence="contract", key=key, value=value, page=1, around="", confidence="high", why="a label")]

    found(other, read("INV/2026/0417"))
    assert found(case, read("No. inv-2026-0417")) == {("contract", "number", "")}
    assert found(case) == {("contract", "number", "")}  # read before, so it is still known of that file
    assert found(case, read("INV/2026/0417", key="order_number")) == {("contract", "number", "")}


def test_two_clients_of_one_id_are_two(practice, capsys):
    case, other = practice
    found(renamed(other))
    assert found(case) == {("contract", "file", ""), ("screen", "file", "")}


def test_a_case_that_was_copied_for_another_client_is_told(practice):
    case, other = practice
    change(other, lambda d: d["violation"].update(id=open_case(case).case.violation.id))
    found(of_another(other))
    assert found(case) == {("contract", "file", ""), ("screen", "file", "")}


def test_what_the_first_appeal_had_is_nothing_new_in_the_second(practice, capsys):
    case, _ = practice
    found(case)
    with Image.open(case / "evidence" / "screen.png") as image:
        image.transpose(Image.Transpose.ROTATE_90).save(case / "evidence" / "new.png")
    new = {"id": "new", "file": "evidence/new.png", "kind": "settings_screenshot", "caption": "New"}
    change(case, lambda d: (d.update(attempt=2), d["evidence"].append(new)))
    room.tell(Terminal("en", quiet=True), open_case(case))
    told = capsys.readouterr().err
    assert "2 of its 3 files were sent with attempt 1 of this violation already: contract, screen" in told
    assert "new is another file, but looks the same as a picture of attempt 1" in told


def test_background_was_not_sent_with_the_first_appeal(practice, capsys):
    case, _ = practice
    change(case, lambda d: d["evidence"][0].update(use="background"))
    found(case)
    change(case, lambda d: d.update(attempt=2))
    room.tell(Terminal("en", quiet=True), open_case(case))
    told = capsys.readouterr().err
    assert "1 of its 1 files were sent with attempt 1 of this violation already: screen;" in told


def test_what_another_client_has_comes_first(practice, tmp_path, capsys):
    case, other = practice
    third = shutil.copytree(case, tmp_path / "third")
    found(other)
    (change(of_another(third), lambda d: d["violation"].update(id="7529184460371199")) / "evidence" / "contract.pdf").write_bytes(
        b"%PDF-1.4 another"
    )
    found(third)
    room.tell(Terminal("en", quiet=True), open_case(case))
    told = capsys.readouterr().err
    assert "screen is the very file that a case of another client uses" in told
    assert told.index("of another client") < told.index("contract, screen: the very file is also in")


def test_a_number_is_the_same_however_it_is_written(practice):
    case, other = practice
    (other / "evidence" / "contract.pdf").write_bytes(b"%PDF-1.4 another")
    Image.new("RGB", (300, 200), "white").save(other / "evidence" / "screen.png")

    def states(number):
        return lambda d: d["evidence"][0].update(kind="invoice", facts={"invoice_number": number})

    change(of_another(other), states("inv 2026 0417"))
    found(other)
    assert found(change(case, states("INV-2026-0417"))) == {("contract", "number", "")}
    assert found(change(case, states("0417"))) == set()  # too short to tell anything


def test_cases_of_one_event_share_their_papers(practice):
    case, other = practice
    for folder in practice:
        change(folder, lambda d: d.update(group="flood"))
    found(other)
    assert found(case) == set()
    found(renamed(other))
    assert found(case) == {("contract", "file", ""), ("screen", "file", "")}, "another client whose event has the same name"


def test_a_batch_finds_each_in_the_other(practice):
    pairs = SEARCH_ALL(tuple(open_case(folder) for folder in practice))
    assert {(o.case.violation.id, e.evidence, e.violation) for o, e in pairs} == {
        ("7529184460371124", "contract", OTHER),
        ("7529184460371124", "screen", OTHER),
        (OTHER, "contract", "7529184460371124"),
        (OTHER, "screen", "7529184460371124"),
    }


def test_a_pair_of_pictures_is_looked_at_once(practice, tmp_path, monkeypatch):
    case, _ = practice
    looked, judge = [], likeness._is_same
    monkeypatch.setattr(likeness, "_ALIKE", -1.0)  # any two are worth a close look
    monkeypatch.setattr(likeness, "_is_same", lambda *pair: looked.append(1) or judge(*pair))
    cases = []
    for n in range(5):
        folder = shutil.copytree(case, tmp_path / f"many{n}")
        change(folder, lambda d, n=n: d["violation"].update(id=f"75291844600000000{n}"))
        (folder / "evidence" / "screen.png").write_bytes(photo(seed=20 + n))
        cases.append(open_case(folder))
    SEARCH_ALL(tuple(cases))
    assert len(looked) == 10  # each of five with each other, in a case of its own
    SEARCH_ALL(tuple(cases))
    SEARCH(cases[0])
    assert len(looked) == 10


def test_pairs_beyond_the_cap_are_told_and_looked_at_the_next_time(practice, monkeypatch, capsys):
    case, other = practice
    monkeypatch.setattr(likeness, "_ALIKE", -1.0)
    monkeypatch.setattr(desk, "MOST_PAIRS", 2)
    in_pdf(of_another(other) / "evidence" / "contract.pdf", *([photo(seed=n)] for n in (1, 2, 3)))
    (other / "evidence" / "screen.png").write_bytes(photo(seed=4))
    (case / "evidence" / "screen.png").write_bytes(photo(seed=5))
    found(other)
    room.tell(Terminal("en", quiet=True), open_case(case))
    assert "2 pairs of pictures" in capsys.readouterr().err
    room.tell(Terminal("en", quiet=True), open_case(case))
    assert "pairs of pictures" not in capsys.readouterr().err


def test_pairs_beyond_the_cap_are_counted_apart_from_the_lines_of_a_batch(practice, monkeypatch):
    case, other = practice
    monkeypatch.setattr(likeness, "_ALIKE", -1.0)
    monkeypatch.setattr(desk, "MOST_PAIRS", 1)
    in_pdf(of_another(other) / "evidence" / "contract.pdf", *([photo(seed=n)] for n in (1, 2, 3)))
    (other / "evidence" / "screen.png").write_bytes(photo(seed=4))
    (case / "evidence" / "screen.png").write_bytes(photo(seed=5))
    told, _ = room.told_of_all(practice, "en")
    assert sum(one.left for one in told.values()) == 2
    assert not any("looked at closely" in line for one in told.values() for line in one.lines)
    assert not all(one.is_whole for one in told.values())


def test_a_ledger_that_cannot_be_read_stops_nothing(practice, tmp_path, capsys):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "ledger.sqlite").write_bytes(b"no database at all, but long enough to be looked at as one" * 20)
    room.tell(Terminal("en"), open_case(practice[0]))
    assert "could not be looked up" in capsys.readouterr().err
    with pytest.raises(LedgerError):
        room.told_of_all(practice, "en")


def test_it_is_told_before_a_build(practice, monkeypatch, capsys):
    def stopped(*_, **__):
        raise Usage("stopped here")

    case, other = practice
    found(other)
    monkeypatch.setattr(Appeal, "build", stopped)
    assert main(["build", str(case), "--lang", "en"]) == 2
    told = capsys.readouterr().err
    assert 0 < told.index("say why it proves this violation") < told.index("stopped here")


def test_it_stands_in_the_json_of_a_check_and_in_the_report_of_a_build(practice, monkeypatch, capsys):
    monkeypatch.setattr(worker, "run", RUN)
    case, other = practice
    found(of_another(other))
    own = [{"message": en, "message_zh": zh} for en, zh in room.lines(open_case(case))]
    assert "contract is the very file that a case of another client uses" in own[0]["message"]
    main(["check", str(case), "--json", "--lang", "en"])
    checked = capsys.readouterr().out
    assert json.loads(checked)["elsewhere"] == own
    assert main(["build", str(case), "--lang", "zh"]) == 0
    report = (case / "build" / "report.json").read_text(encoding="utf-8")
    assert json.loads(report)["elsewhere"] == own
    for secret in ("secretco", "Secret Company", OTHER):
        assert secret not in checked + report
