"""Large bundles: 500 pages in 100 exhibits against pikepdf's bare merge in the same run, their memory, and four times as many.

Run on an idle machine: trust the ratios, not the seconds.
"""

import json
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1]))  # also as a script, see the end

import made_bundle
import pytest
from test_bundle_bench import merged, papers, peak_megabytes, timed

from kit import bundle
from kit.bundle.build import build
from kit.verify import verify

ROUNDS = 3


def prepared(folder, times=1):
    """The evidence of 100 files of 5 pages, `times` over, each time as files of its own."""
    (folder / "evidence").mkdir(parents=True)
    paths = list(papers(folder / "evidence"))
    for n in range(1, times):
        for path in paths[:100]:
            again = path.with_name(f"{path.stem}_{n}.pdf")
            again.write_bytes(path.read_bytes())
            paths.append(again)
    return paths


def job_of(folder, shown):
    """The build without the letter's own typesetting, which does not grow with the pages."""
    said, known = made_bundle.letter(*shown), {}

    def typeset_once(places):
        if places.letter_pages not in known:
            known[places.letter_pages] = made_bundle.typeset(places)
        return known[places.letter_pages]

    def job():
        return build(
            said, shown, made_bundle.policy(), typeset_once, folder / "build" / "b.pdf",
            violation_id=made_bundle.VIOLATION, draft=None, made_on=made_bundle.MADE_ON,
        )  # fmt: skip

    built = job()
    return job, built, known[built.letter_pages].content


@pytest.mark.bench
def test_five_hundred_pages_and_four_times_as_many(tmp_path):
    paths = prepared(tmp_path, times=4)
    shown = [made_bundle.evidence(p) for p in paths]
    job, built, letter = job_of(tmp_path, shown[:100])
    assert built.pages == 500 + built.letter_pages
    rounds = [(timed(job)[0], timed(lambda: merged([letter], paths[:100]))[0]) for _ in range(ROUNDS)]
    ratio, whole, merge = sorted((a / b, a, b) for a, b in rounds)[ROUNDS // 2]
    check, found = timed(lambda: verify(built.path, bundle.manifest(built), tmp_path))
    many, large, _ = job_of(tmp_path / "large", shown)
    assert large.pages == 2_000 + large.letter_pages
    more, _ = min(timed(many) for _ in range(2))
    least = min(a for a, _ in rounds)
    print(
        f"\n500 pages: {whole:.2f} s = {ratio:.2f} x (bare merge {merge:.2f}); limit 3 x; all of it compared with its originals"
        f" {check:.1f} s; 2,000 pages {more:.2f} s = {more / least:.2f} x; limit 4.6 x"
    )
    assert not found
    assert ratio <= 3
    assert more / least <= 4.6, "grows faster than its pages"


@pytest.mark.bench
def test_memory_grows_by_what_the_pages_hold(tmp_path):
    """Each file is closed once it is copied: beyond the letter's press, memory is little more than the bundle's own bytes."""
    peaks = {}
    for times in (1, 4):
        folder = tmp_path / str(times)
        run = subprocess.run([sys.executable, __file__, str(folder), str(times)], capture_output=True, text=True, check=True)
        peaks[times], size = json.loads(run.stdout)
        print(f"\n{500 * times:,} pages, {size:,} bytes: peak memory {peaks[times]:.0f} MB")
    assert peaks[1] < 300
    assert peaks[4] < 3 * peaks[1]


if __name__ == "__main__":
    import pickle

    here = Path(sys.argv[1])
    if sys.argv[2] != "build":  # a process of its own for the build: drawing the papers takes more than building with them
        shown = [made_bundle.evidence(p) for p in prepared(here, int(sys.argv[2]))]
        (here / "shown.pickle").write_bytes(pickle.dumps(shown))
        print(subprocess.run([sys.executable, __file__, str(here), "build"], capture_output=True, text=True, check=True).stdout)
    else:
        _, built, _ = job_of(here, pickle.loads((here / "shown.pickle").read_bytes()))
        print(json.dumps((peak_megabytes(), built.bytes)))
