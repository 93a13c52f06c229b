"""How soon the guide stands: CPU seconds of a cell that opens a case's walk, beside a cell with one bare widget as the floor."""

import sys
from pathlib import Path

import pytest
from test_start_bench import cpu

CASE = Path(__file__).parents[2] / "cases" / "uk-late-dispatch"
KERNEL = "import ipykernel.ipkernel, ipykernel.kernelapp, ipykernel.zmqshell\n"  # there before any cell runs
LIMIT = 4.0  # times the bare cell


@pytest.mark.bench
def test_the_guide_stands_soon():
    kernel = cpu(sys.executable, "-c", KERNEL)
    bare = cpu(sys.executable, "-c", f"{KERNEL}import ipywidgets\nipywidgets.Text()")
    room = cpu(sys.executable, "-c", f"{KERNEL}import kit.ui")
    whole = cpu(sys.executable, "-c", f"{KERNEL}from kit import Appeal\nAppeal.open({str(CASE)!r}).guide()")
    print(
        f"\nkernel {kernel:.2f} s | bare widget {bare:.2f} s | import kit.ui {room:.2f} s | guide {whole:.2f} s of CPU,"
        f" {whole / bare:.1f} times the bare cell (limit {LIMIT})"
    )
    assert whole < LIMIT * bare
