"""The README's picture: pages of a built PDF side by side. `make picture` writes docs/pictures/appeal.png."""

import sys
from pathlib import Path

import pypdfium2
from PIL import Image

PAGES = (1, 2, 4, 11)  # head of the letter, results, index, an exhibit under its band
WIDTH, GAP, EDGE = 480, 24, 1


def picture(pdf: Path) -> Image.Image:
    """The pages on a grey ground, as high as the highest."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[n - 1].render(scale=2).to_pil().convert("RGB") for n in PAGES if n <= len(document)]
    small = [p.resize((WIDTH, round(p.height * WIDTH / p.width)), Image.Resampling.LANCZOS) for p in pages]
    ground = Image.new("RGB", (len(small) * (WIDTH + GAP) + GAP, max(p.height for p in small) + 2 * GAP), "#d9dde1")
    for n, page in enumerate(small):
        x = GAP + n * (WIDTH + GAP)
        ground.paste("#9aa3ab", (x - EDGE, GAP - EDGE, x + WIDTH + EDGE, GAP + page.height + EDGE))
        ground.paste(page, (x, GAP))
    return ground.quantize(96, dither=Image.Dither.NONE)


if __name__ == "__main__":
    out = Path("docs/pictures/appeal.png")
    out.parent.mkdir(parents=True, exist_ok=True)
    picture(Path(sys.argv[1])).save(out, optimize=True)
    print(out, out.stat().st_size)
