"""How long all rules take: 700 words with 12 exhibits, and that a letter of 100 pages takes no more a page than one of 25."""

import dataclasses
import time

import pytest

from kit.lint import lint, rules
from kit.lint.clean import CASE
from kit.lint.examples import example

LIMIT = 0.5  # seconds warm
PARAGRAPH = (
    "On 12 June 2026 at 09:40 the planner moved the cut-off at Daventry to 15:00, an hour before the van of Northway Parcels leaves. "
    "Of 2,170 orders placed since 14 were handed over late (0.6%). The shift leader counts what is left on the dock and signs the list. "
)


def subject(words):
    """The clean case with a letter of about so many words and twelve exhibits."""
    paper = {**CASE["evidence"][3], "kind": "manifest"}
    more = {f"evidence.{n}": {**paper, "id": f"paper_{n}", "file": f"evidence/{n}.pdf"} for n in range(4, 12)}
    lines = words // len(PARAGRAPH.split())
    return example({**more, "corrective.0.what": "\n\n".join(f"{n}. {PARAGRAPH}" for n in range(lines))})


def seconds(looked_at):
    """Least of three, each on letters that no cache has seen."""
    times = []
    for n in range(3):
        letter = looked_at.letter
        fresh = tuple(dataclasses.replace(p, text=f"{p.text} Seen by {n}.") for p in letter.passages)
        start = time.process_time()
        lint(dataclasses.replace(looked_at, letter=dataclasses.replace(letter, passages=fresh)))
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.bench
def test_a_letter_is_looked_at_in_half_a_second():
    took = seconds(subject(700))
    print(f"\n{len(rules())} rules, 700 words, 12 exhibits: {took:.3f} s of CPU warm (limit {LIMIT})")
    assert took < LIMIT


@pytest.mark.bench
def test_a_hundred_pages_take_four_times_twenty_five():
    part, whole = seconds(subject(10_000)), seconds(subject(40_000))
    print(f"\n25 pages {part:.2f} s | 100 pages {whole:.2f} s of CPU")
    assert whole < 6 * part + 0.2
