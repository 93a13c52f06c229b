"""Imports point down only: shells, desk, appeal, stages, policy, tools, words. `pytest -s` prints them as they are."""

import ast
import subprocess
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

KIT = Path(__file__).parents[1] / "kit"

LAYERS = {  # the room (first name under kit) and its layer; a new room must be placed here
    "shells": (
        "cli",
        "commands",
        "told",
        "told_exports",
        "new",
        "share_seller",
        "sibling",
        "map",
        "mask",
        "facts",
        "numbered",
        "take_in",
        "fate_words",
        "to_fill_words",
        "lab",
        "doctor",
        "checked",
        "sarif",
        "findings_page",
        "first_minute",
        "fixing",
        "terminal",
        "phrases",
        "pages",
        "ui",
        "app",
        "batch",
        "demo",
    ),
    "desk": ("desk",),
    "appeal": ("appeal", "report", "inputs"),
    "stages": (
        "case",
        "legible",
        "orders",
        "metrics",
        "causes",
        "audits",
        "evidence",
        "made",
        "letter",
        "letters_in",
        "claims",
        "rubric",
        "lint",
        "bundle",
        "verify",
        "ledger",
    ),
    "policy": ("policy",),
    "tools": ("tools", "warm"),
    "words": ("model", "errors", "paths", "__init__"),
}
ORDER = list(LAYERS)
LAYER_OF = {room: layer for layer, rooms in LAYERS.items() for room in rooms}

HEAVY = {  # never imported by `import kit`, `kit.model` or `poa --help`
    "pandas", "pyarrow", "numpy", "weasyprint", "altair", "vl_convert", "pikepdf", "pypdf", "pypdfium2", "pyvips", "PIL",
    "holidays", "rapidfuzz", "uharfbuzz", "fontTools", "fastexcel", "jupyterlab", "papermill", "ipywidgets", "IPython", "nbformat",
    "nbconvert", "voila", "tornado", "jupyter_server",
}  # fmt: skip
EVERYWHERE = {"pydantic", "pandas", "numpy"}  # the records and the tables: the language that the rooms share
BESIDES = {  # a second place that may touch a library, and why
    # verify reads with another library than the builder, and with no tool of the builder's; words are set anew for the same reader
    "pypdfium2": {"verify", "kit.tools.pdf_redrawn", "kit.tools.pdf_within"},
    "pypdf": {"verify"},
    "uharfbuzz": {"kit.tools.pdf_redrawn"},  # what judges the builder's letters does not ask the builder's shaper
    "traitlets": {"app"},  # Jupyter's own way to set things, in both rooms that speak with Jupyter
    "typer": {"commands"},  # what a command takes stands beside it; kit.cli runs them
    "PIL": {"verify", "kit.tools.bilevel"},  # verify looks at the originals itself; only Pillow's TIFF writes fax codes
}


def modules():
    return sorted(KIT.rglob("*.py"))


def name_of(path):
    parts = ("kit", *path.relative_to(KIT).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(name):
    parts = name.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


@cache
def imports(path):
    """(line, module) for every import of the file, also those inside functions; names of kit are resolved to modules."""
    return tuple(_imports(path))


def _imports(path):
    package = name_of(path) if path.name == "__init__.py" else name_of(path).rpartition(".")[0]
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    guarded = {
        id(n) for b in ast.walk(tree) if isinstance(b, ast.If) and "TYPE_CHECKING" in ast.unparse(b.test) for n in ast.walk(b)
    }
    for node in ast.walk(tree):
        if id(node) in guarded:
            continue
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                up = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*up, *([base] if base else [])])
            for alias in node.names:
                inner = KIT.parent.joinpath(*base.split("."), alias.name)
                is_module = inner.with_suffix(".py").is_file() or (inner / "__init__.py").is_file()
                yield node.lineno, f"{base}.{alias.name}" if base.startswith("kit") and is_module else base


def own():
    """(importing module, line, imported room) between rooms of the kit."""
    for path in modules():
        importer = name_of(path)
        for line, target in imports(path):
            if target.split(".")[0] == "kit" and room_of(target) != room_of(importer):
                yield importer, line, room_of(target)


def test_every_room_has_a_layer():
    assert {room_of(name_of(p)) for p in modules()} <= LAYER_OF.keys()


def test_imports_point_down():
    wrong = [
        f"{importer}:{line} ({LAYER_OF[room_of(importer)]}) imports kit.{room} ({LAYER_OF[room]})"
        for importer, line, room in own()
        if ORDER.index(LAYER_OF[room]) < ORDER.index(LAYER_OF[room_of(importer)])
    ]
    assert not wrong, "\n".join(wrong)


def test_stages_do_not_import_one_another():
    wrong = [
        f"{importer}:{line} imports kit.{room}"
        for importer, line, room in own()
        if LAYER_OF[room_of(importer)] == LAYER_OF[room] == "stages"
    ]
    assert not wrong, "\n".join(wrong)


def test_verify_stands_alone():
    assert {room for importer, _, room in own() if room_of(importer) == "verify"} <= {"tools", "model", "errors"}


def test_verify_needs_no_builder():
    """Nor does any tool that it needs: what wrote the bundle must not be what judges it."""
    names, waiting, seen = (
        {name_of(p): p for p in modules()},
        [n for n in map(name_of, modules()) if room_of(n) == "verify"],
        set(),
    )
    while waiting:
        if (name := waiting.pop()) not in seen:
            seen.add(name)
            waiting += [target for _, target in imports(names[name]) if target in names]
    assert not {n for n in seen if n.startswith(("kit.bundle", "kit.tools.pdf_write", "kit.tools.pdf_objects", "kit.evidence"))}
    assert "kit.tools.pdf_read" in seen


def outside():
    """Outside library -> modules that import it."""
    found = defaultdict(set)
    for path in modules():
        for _, target in imports(path):
            top = target.split(".")[0]
            if top != "kit" and top not in sys.stdlib_module_names:
                found[top].add(name_of(path))
    return found


def test_each_library_is_touched_in_one_place():
    wrong = {}
    for library, where in outside().items():
        # A room that is a folder is one place; a tool is one module.
        places = {name if room_of(name) == "tools" else room_of(name) for name in where}
        if library not in EVERYWHERE and len(places - BESIDES.get(library, set())) > 1:
            wrong[library] = sorted(where)
    assert not wrong, wrong


def test_words_are_light():
    assert not [
        f"{name_of(path)}:{line} {target}"
        for path in modules()
        if LAYER_OF[room_of(name_of(path))] == "words"
        for line, target in imports(path)
        if target.split(".")[0] in HEAVY
    ]


@pytest.mark.parametrize("code", ["import kit", "import kit.model", "from kit.cli import main; main(['--help'])"])
def test_light_starts_import_nothing_heavy(code):
    told = f"import sys\n{code}\nprint('loaded:', *sorted({{m.split('.')[0] for m in sys.modules}}))"
    run = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.rpartition("loaded:")[2].split())
    assert "typer" in loaded or "typer" not in code
    assert not loaded & HEAVY


def test_the_first_widget_waits_for_no_later_step():
    """The walk opens without what reads orders, checks words, sets type, fills templates or writes a PDF."""
    case = KIT.parent / "cases" / "uk-late-dispatch"
    code = f"import sys\nfrom kit import Appeal\nAppeal.open({str(case)!r}).guide()\nprint('loaded:', *sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.rpartition("loaded:")[2].split())
    assert {"ipywidgets", "kit.ui.walk.steps.build", "kit.letter"} <= loaded
    later = HEAVY - {"ipywidgets", "IPython"} | {
        "jinja2",
        "markdown_it",
        "rapidfuzz",
        "kit.lint",
        "kit.claims",
        "kit.bundle",
        "kit.verify",
    }
    assert not loaded & later


def test_help_does_not_load_the_records():
    run = subprocess.run(
        [sys.executable, "-c", "import sys\nfrom kit.cli import main\nmain(['--help'])\nprint('pydantic' in sys.modules, 'rich' in sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert run.stdout.splitlines()[-1] == "False False"


def test_the_table_of_imports():
    """Not a check: with -s it prints what each room imports, which a review may look at."""
    table = defaultdict(lambda: defaultdict(set))
    for importer, _, room in own():
        table[room_of(importer)][LAYER_OF[room]].add(room)
    print()
    for layer in ORDER:
        for room in LAYERS[layer]:
            if room in table:
                down = "; ".join(f"{low}: {', '.join(sorted(table[room][low]))}" for low in ORDER if low in table[room])
                print(f"{layer:7} {room:9} -> {down}")
    assert table
