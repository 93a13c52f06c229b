"""A hyphen at which a line ends is read as one, so that the word looks as it says."""

from kit.tools import typeset
from kit.tools.pdf_read import Reading


def test_a_code_broken_at_its_hyphen_keeps_it(tmp_path):
    css = '@page { size: 90pt 160pt; margin: 10pt } html { font: 400 12pt "Source Sans 3" }'
    path = tmp_path / "broken.pdf"
    path.write_bytes(
        typeset.pdf(
            f'<!doctype html><html lang="en"><head><title>Code</title><style>{css}</style></head><body>SKU number LONGER-CODE</body></html>'
        ).content
    )
    with Reading.of(path) as reading:
        said = "".join(sign.text for sign in reading.signs(1))
        heights = {round(sign.placed[5]) for sign in reading.signs(1)}
    assert said == "SKUnumberLONGER-CODE"
    assert len(heights) >= 3
