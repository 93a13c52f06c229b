"""`python -m tests.lint_set [set …]`: the score of the rules on the labelled letters."""

import sys

from .labelled import SETS, letters
from .score import scored, told

for kind in sys.argv[1:] or SETS:
    results = tuple(scored(letter) for letter in letters(kind))
    print(f"\n=== {kind}: {len(results)} letters, {sum(len(r.letter.defects) for r in results)} marked defects\n")
    print("\n".join(told(results)))
