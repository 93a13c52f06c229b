"""A bundle of many files holds open no more than one of them at a time, and no more memory than it needs."""

from pathlib import Path

import made_bundle
import pikepdf
import pytest

from kit.tools.pdf_write import Document

OPEN = Path("/proc/self/fd")


@pytest.mark.skipif(not OPEN.is_dir(), reason="this system does not tell which files are open")
def test_files_are_closed_once_they_are_copied(tmp_path):
    paths = [made_bundle.text_pdf(tmp_path / f"e{n}.pdf", 1) for n in range(30)]
    places = made_bundle.bundle_places([made_bundle.evidence(paths[0])], 2)
    with Document(made_bundle.typeset(places).content) as document:
        before = len(list(OPEN.iterdir()))
        bodies = [document.pdf(path, (1,)).bodies[0] for path in paths]
        assert len(list(OPEN.iterdir())) == before
        for body in bodies:
            document.add_page(body.size, b"/Body Do\n", body)
        document.save(tmp_path / "b.pdf")
    with pikepdf.open(tmp_path / "b.pdf") as pdf:
        assert len(pdf.pages) == 32
        assert all(b"Clause 1.1:" in page.resources.XObject.Body.read_bytes() for page in pdf.pages[2:])
