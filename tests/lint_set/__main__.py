"""`python -m tests.lint_set [set …]`: the score of the rules on the labelled letters; of the unseen ones the sums alone."""

import sys

from .labelled import SETS, UNSEEN, letters
from .score import by_severity, scored, told

for kind in sys.argv[1:] or (*SETS, UNSEEN):
    results = tuple(scored(letter) for letter in letters(kind))
    print(f"\n=== {kind}: {len(results)} letters, {sum(len(r.letter.defects) for r in results)} marked defects\n")
    sums = (f"{severity:34} {tally}" for severity, tally in by_severity(results).items())
    print("\n".join(sums if kind == UNSEEN else told(results)))
