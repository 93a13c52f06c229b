"""What building the bundle costs, as ratios in one run: against the work that nobody can leave out.

`make bench` prints the floors beside. Run on an idle machine: trust the ratios, not the seconds.
"""

import io
import json
import statistics
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))  # also as a script, see the end

import made_bundle
import pikepdf
import pytest
from PIL import Image

from kit import bundle
from kit.bundle.build import build
from kit.evidence.look import look
from kit.letter import press
from kit.model import Evidence, EvidenceItem, Places
from kit.tools import worker
from kit.verify import verify

ROUNDS = 5
WORDS = "Orders placed after the van had left were packed the same day and handed over on the next working day. "


def timed(work):
    start = perf_counter()
    value = work()
    return perf_counter() - start, value


def median(work, rounds=ROUNDS):
    return statistics.median(timed(work)[0] for _ in range(rounds))


def scans(path, pages, seed):
    """Pages of 200 dpi grey paper with print and noise."""
    import numpy as np
    from PIL import ImageDraw

    noise = np.random.default_rng(seed)
    made = []
    for n in range(pages):
        image = Image.fromarray(np.clip(noise.normal(235, 6, (2339, 1654)), 0, 255).astype("uint8"))
        draw = ImageDraw.Draw(image)
        for row in range(40):
            draw.text((150, 150 + row * 50), f"{n}.{row} {WORDS[:70]}", fill=40, font_size=30)
        made.append(image)
    made[0].save(path, "PDF", save_all=True, append_images=made[1:], resolution=200, quality=75)
    return path


def files(folder):
    """10 exhibits, 40 pages: 25 of text, 10 scanned, 5 photos of 12 megapixels."""
    yield from (made_bundle.text_pdf(folder / f"text{n}.pdf", pages) for n, pages in enumerate((10, 10, 5)))
    yield from (scans(folder / f"scan{n}.pdf", 5, n) for n in range(2))
    yield from (made_bundle.photo(folder / f"photo{n}.jpg", (3024, 4032), orientation=6, seed=n) for n in range(5))


def papers(folder):
    """100 files of 5 pages: contracts with embedded fonts and tables as a word processor prints them, every tenth a scan."""
    from kit.tools import typeset

    rows = "".join(f"<tr><td>{n}.1</td><td>{WORDS}</td><td>Daventry</td></tr>" for n in range(16))
    pages = '<div style="break-before: page"></div>'.join(
        f"<h1>Contract</h1><p>{WORDS * 6}</p><table>{rows}</table>" for _ in range(5)
    )
    printed = [
        typeset.pdf(f"<html lang=en><style>{made_bundle.STYLE}</style><p>No. {n} 合同</p>{pages}").content for n in range(9)
    ]
    for n in range(100):
        path = folder / f"e{n:03}.pdf"
        if n % 10 == 9:
            yield scans(path, 5, n)
        else:
            path.write_bytes(printed[n % 10])
            yield path


def real_letter():
    """The example's letter with its actions and measures said twice, so that it fills six pages with the index."""
    from tests_root import EXAMPLE

    from kit.appeal import Appeal

    said = Appeal.open(EXAMPLE).letter
    sections = tuple(replace(s, entries=s.entries * 2) for s in said.context.sections)
    return replace(said, context=replace(said.context, sections=sections), passages=said.passages * 2)


def as_cited(said, found):
    """The files as the evidence that the letter cites: those of many pages where it cites later pages."""
    deep = {i for i, _ in said.labels for page in (2, 3) if f"exhibit://{i}/{page}" in str(said.context)}
    ids = sorted((i for i, _ in said.labels), key=lambda i: i not in deep)[: len(found)]
    by_length = sorted(found, key=lambda e: -len(e.pages))
    shown = [replace(e, item=e.item.model_copy(update={"id": i})) for i, e in zip(ids, by_length, strict=True)]
    order = {i: n for n, (i, _) in enumerate(said.labels)}
    labels = tuple((i, str(n)) for n, i in enumerate(sorted(ids, key=order.__getitem__), 1))
    return replace(said, labels=labels), sorted(shown, key=lambda e: order[e.item.id])


def merged(contents, paths):
    """pikepdf's bare merge: no stamp, no link, no check."""
    with pikepdf.Pdf.new() as out:
        opened = [pikepdf.open(io.BytesIO(c)) for c in contents] + [pikepdf.open(p) for p in paths]
        for one in opened:
            out.pages.extend(one.pages)
        out.save(io.BytesIO())
        for one in opened:
            one.close()


def looked(paths):
    """What `gather` does, two at a time in the bounded worker."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda p: worker.run(look, p, None), paths))


def seen(path, found):
    """The evidence that `gather` would give."""
    item = EvidenceItem(id=path.stem, file=path.name, kind="contract", caption=f"Exhibit file {path.stem}")
    names = ("sha256", "bytes", "media", "pages", "picked", "text", "notes", "shown", "tiles")
    return Evidence(item=item, path=path, **{n: getattr(found, n) for n in names})


def whole_job(folder, said, shown):
    """Look at all files, then build. The press forgets what it set before."""
    press._set.cache_clear()
    looked([e.path for e in shown])
    return build(
        said, shown, made_bundle.policy(bundle__max_bytes=10_000_000), lambda places: press.typeset(said, places), folder / "b.pdf",
        violation_id=made_bundle.VIOLATION, draft=None, made_on=made_bundle.MADE_ON,
    )  # fmt: skip


def prepared(folder):
    paths = sorted(p for p in folder.iterdir() if p.suffix in (".pdf", ".jpg"))
    return as_cited(real_letter(), [seen(p, found) for p, found in zip(paths, looked(paths), strict=True)])


@pytest.mark.bench
def test_ten_exhibits_forty_pages(tmp_path):
    kept = tmp_path / "files"
    kept.mkdir()
    paths = list(files(kept))
    said, shown = prepared(kept)
    photos = [p for p in paths if p.suffix == ".jpg"]
    built = whole_job(tmp_path, said, shown)  # warm

    def letter():
        press._set.cache_clear()
        return press.typeset(said, Places(exhibits=built.exhibits, letter_pages=built.letter_pages, total=built.pages))

    ratios = []
    for _ in range(ROUNDS):
        letter_took, made = timed(letter)
        decode, _ = timed(lambda: [Image.open(p).load() for p in photos])
        merge, _ = timed(lambda made=made: merged([made.content], [p for p in paths if p.suffix == ".pdf"]))
        job, _ = timed(lambda: whole_job(tmp_path, said, shown))
        ratios.append((job / (letter_took + decode + merge), job, letter_took, decode, merge))
    ratio, job, letter_took, decode, merge = sorted(ratios)[len(ratios) // 2]
    check, found = timed(lambda: verify(built.path, bundle.manifest(built)))
    print(
        f"\n{built.letter_pages} letter pages + 40 exhibit pages, {built.bytes:,} bytes: {job:.2f} s = {ratio:.2f} x"
        f" (letter {letter_took:.2f} + photos {decode:.2f} + merge {merge:.3f}); limit 2 x; its check besides {check:.2f} s"
    )
    assert not found
    assert built.letter_pages == 6
    assert built.bytes <= 10_000_000
    assert ratio <= 2


@pytest.mark.bench
def test_memory_of_ten_exhibits(tmp_path):
    (tmp_path / "files").mkdir()
    list(files(tmp_path / "files"))
    run = subprocess.run([sys.executable, __file__, str(tmp_path)], capture_output=True, text=True, check=True)
    used = json.loads(run.stdout.splitlines()[-1])
    print(f"\npeak memory: {used['own']:.0f} MB, the worker {used['children']:.0f} MB; limit 600 MB")
    assert used["own"] < 600
    assert used["children"] < 600


@pytest.mark.bench
def test_hundred_exhibits_five_hundred_pages(tmp_path):
    """The part that grows with the pages: wrap, stamp, link, save. The letter is set beforehand."""
    paths = list(papers(tmp_path))
    shown = [made_bundle.evidence(p) for p in paths]
    said = made_bundle.letter(*shown)
    known = {}

    def typeset_once(places):
        if places.letter_pages not in known:
            known[places.letter_pages] = made_bundle.typeset(places)
        return known[places.letter_pages]

    def job():
        return build(
            said, shown, made_bundle.policy(), typeset_once, tmp_path / "b.pdf",
            violation_id=made_bundle.VIOLATION, draft=None, made_on=made_bundle.MADE_ON,
        )  # fmt: skip

    built = job()
    assert built.pages == 500 + built.letter_pages
    letter = known[built.letter_pages].content
    rounds = [(timed(job)[0], timed(lambda: merged([letter], paths))[0]) for _ in range(ROUNDS)]
    ratio, whole, merge = sorted((a / b, a, b) for a, b in rounds)[ROUNDS // 2]
    print(
        f"\n500 pages in 100 exhibits, {built.bytes:,} bytes: {whole:.2f} s = {ratio:.2f} x (bare merge {merge:.2f}); limit 3 x"
    )
    assert ratio <= 3


def peak_megabytes():
    """Most memory that this process held since it started: what `getrusage` says would include its parent's."""
    line = next(n for n in Path("/proc/self/status").read_text().splitlines() if n.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    here = Path(sys.argv[1])
    whole_job(here, *prepared(here / "files"))
    import test_bundle_bench  # the worker must find the function by its module's name

    print(json.dumps({"own": peak_megabytes(), "children": worker.run(test_bundle_bench.peak_megabytes)}))
