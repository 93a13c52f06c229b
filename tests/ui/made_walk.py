"""A whole case as a person would walk it: what is opened, typed, picked, uploaded and clicked, told once for every driver.

The words are those of an example case; its ids become those that the walk gives.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kit import policy
from kit.case import DATA_FOLDERS, files, open_case
from kit.desk.edits import new_id
from kit.new import Answers
from kit.phrases import LANGS, say
from kit.ui.opening import ASKED
from kit.ui.walk.brief import brief


@dataclass(frozen=True)
class Act:
    """One thing that a person does. `label`: how what is meant begins on the screen; `value`: a text, files, or a pattern of
    what is shown in a menu."""

    do: str  # go, type, pick, tick, click, upload
    label: str
    value: object = ""


def answers(example):
    """What `poa new` asks."""
    opened = open_case(example)
    case, v = opened.case, opened.case.violation
    return Answers(
        ticket=v.ticket, route=case.route, stance=case.stance, attempt=str(case.attempt), site=v.site, family=v.family,
        violation_id=v.id, title=v.title, received=f"{v.received:%Y-%m-%d %H:%M}", clock="site",
        deadline=f"{v.deadline:%Y-%m-%d %H:%M}" if v.deadline else "", legal_name=opened.seller.legal_name,
        shop_code=opened.shop.code, shop_name=opened.shop.name, seller_type=opened.shop.seller_type,
    )  # fmt: skip


def opened(example) -> Iterator[Act]:
    """The screen for a new case, filled by hand: the notice is a picture, of which nothing is read here."""
    told = answers(example)
    case = open_case(example).case
    yield Act("upload", "Drop or choose the client's files", [example / e.file for e in case.evidence if e.kind == "notice"])
    for name in ASKED:
        label = say("en", f"ask_{name}")
        value = str(getattr(told, name))
        if name in {"ticket", "route", "stance", "seller_type"}:
            yield Act("pick", label, f"^{value.replace('_', '.')}")
        elif name == "clock":
            yield Act("pick", label, "^the site's own$")
        elif name == "site":
            yield Act("pick", label, f"^{value} ")
        elif name == "family":
            yield Act("pick", label, f"^{re.escape(policy.family(value).title.en)}$")
        else:
            yield Act("type", label, value)
    yield Act("click", "Make the case")


class Names:
    """The ids of the walk for those of the example, also inside placeholders."""

    chinese = False  # whether the Chinese is typed too

    def __init__(self, example: Path) -> None:
        self.case = open_case(example).case
        self.people, self.evidence = {}, {}
        for p in open_case(example).seller.people:
            self.people[p.id] = new_id(p.title, list(self.people.values()), "person")
        for e in self.case.evidence:
            if e.file:
                stem = re.sub(r"[^a-z0-9]+", "_", Path(e.file).stem.lower()).strip("_")[:50]
                self.evidence[e.id] = stem if stem[0].isalpha() else f"file_{stem}"
            else:
                self.evidence[e.id] = e.made
        self.things = {}
        for part, word in (("root_causes", "cause"), ("corrective", "action"), ("preventive", "measure")):
            taken = []
            for thing in getattr(self.case, part):
                taken.append(new_id(self.text(thing.what.en), taken, word))
                self.things[thing.id] = taken[-1]

    def text(self, words: str) -> str:
        """The words with the walk's ids in their placeholders."""

        def named(found: re.Match) -> str:
            kind, old, rest = found[1], found[2], found[3]
            known = self.evidence if kind in ("exhibit", "evidence") else getattr(self, "things", {})
            return f"{{{{ {kind}.{known.get(old, old)}{rest} }}}}"

        return re.sub(r"\{\{ (exhibit|evidence|cause|action|measure)\.(\w+)(.*?) \}\}", named, words.strip())

    def both(self, label: str, words) -> Iterator[Act]:
        """A statement typed, in one language or both."""
        yield Act("type", f"{label} (English)", self.text(words.en))
        if self.chinese and words.zh:
            yield Act("type", f"{label} (中文)", self.text(words.zh))


def whole(example: Path, *, chinese: bool = False) -> Iterator[Act]:
    """Every act from a new case to its PDF. `chinese`: what the example says in Chinese is typed too."""
    opened, names = open_case(example), Names(example)
    names.chinese = chinese
    case = opened.case
    yield from _notice(case, names)
    yield from _seller(example, opened)
    yield Act("go", "The client's files")
    sent = [example / e.file for e in case.evidence if e.file]
    yield Act("upload", "Drop", [*sent, *(p for name in DATA_FOLDERS for p in files(example / name))])
    yield from _orders(case)
    yield from _evidence(case, names)
    yield from _causes(case, names)
    yield from _actions(case, names)
    yield from _put_right(case, names)
    yield Act("go", "Head of the letter")
    yield Act("type", "Day of the letter", case.letter.date.isoformat())
    for label, words in zip(
        ("What happened", "Why", "What holds now"),
        (case.letter.summary.happened, case.letter.summary.why, case.letter.summary.now),
        strict=True,
    ):
        yield Act("type", label, names.text(words.en))
    if chinese:
        yield from _summary(case, names)
    yield Act("go", "What is still missing")
    yield Act("click", "Check everything")
    yield Act("go", "The client confirms")
    yield Act("type", "Or: who has read", opened.seller.people[0].name)
    yield Act("click", "Confirmed by this person")
    yield Act("go", "Letter and PDF")
    yield Act("click", "Build the PDF")


def _summary(case, names):
    """The Chinese of the three lines, which have fields of their own once all three stand in the file."""
    for label, words in (
        ("What happened, with the figure", case.letter.summary.happened),
        ("Why, in one line", case.letter.summary.why),
        ("What holds now, with the figure after it", case.letter.summary.now),
    ):
        yield Act("type", f"{label} (中文)", names.text(words.zh))


def _notice(case, names):
    v = case.violation
    yield Act("go", "The notice and its deadline")
    if v.window:
        yield Act("type", "First day", v.window.start.isoformat())
        yield Act("type", "Last day", v.window.end.isoformat())
    if v.enforcement:
        yield from names.both("The measure taken", v.enforcement)
    if v.skus:
        yield Act("type", "SKUs that the notice lists", "\n".join(v.skus))
    for figure in v.figures:
        yield Act("pick", "Figure that", f"^{figure.metric.replace('_', ' ')}$")
        yield Act("type", "As printed", figure.value)
        yield Act("click", "Add the figure")


def _seller(example, opened):
    yield Act("go", "Seller and signer")
    for person in opened.seller.people:
        yield Act("type", "Name", person.name)
        yield Act("type", "Role in English", person.title)
        yield Act("click", "Add the person")
    yield Act("pick", "Who signs", re.escape(opened.signer.name))
    yield Act("go", "Seller and signer")
    yield Act("upload", "Signature", [example / opened.signer.signature])


def _orders(case):
    yield Act("go", "Order data")
    for name in DATA_FOLDERS:
        for hint in getattr(case.data, name):
            if hint.exported:
                yield Act("type", f"{hint.file}: exported", f"{hint.exported:%Y-%m-%d %H:%M}")
    for choice in case.metrics:
        clock = {"label": "label made", "handover": "handed over", "scan": "first carrier scan"}[choice.clock]
        yield Act("pick", "Metric", f"^{choice.id}$")
        yield Act("pick", "The notice counts", clock)
        yield Act("type", "The notice's words", choice.because)
        yield Act("click", "Set")


def _evidence(case, names):
    yield Act("go", "Evidence")
    for item in case.evidence:
        if item.made:
            yield Act("pick", "The kit can make", f"^{item.made.replace('_', ' ')}(:|$)")
            yield Act("click", "Make it")
        else:
            yield Act("pick", "Files", re.escape(item.file))
        yield Act("pick", "What it is", f"^{item.kind.replace('_', ' ')}(:|$)")
        if item.use == "exhibit":
            yield Act("pick", "Use", "^exhibit")
        yield from names.both("Caption", item.caption)
        if item.shows:
            yield from names.both("What it shows", item.shows)
        for key, value in item.facts:
            yield Act("type", "Fact", key)
            yield Act("type", "As it stands", value)
            yield Act("click", "Add the fact")


def _linked(label, ids, names):
    for one in ids:
        yield Act("pick", label, rf"\({names.evidence[one]}\)$")


def _causes(case, names):
    yield Act("go", "Causes")
    for cause in case.root_causes:
        yield Act("type", "A new cause", names.text(cause.what.en))
        yield Act("click", "Add")
        yield from _chinese("What went wrong", cause.what, names)
        if cause.short:
            yield from names.both("In one line, for page 1", cause.short)
        yield Act("type", "Whose task", cause.role)
        yield Act("type", "Since", f"{cause.when}")
        if cause.pattern:
            yield Act("pick", "Tested in the data", re.escape(dict(_patterns(case))[cause.pattern]))
        for metric in cause.metrics:
            if metric in _metrics(case):
                yield Act("pick", "Seen in", f"^{metric.replace('_', ' ')}$")
        yield from _linked("Shown by", cause.exhibits, names)


def _chinese(label, words, names):
    """The Chinese of what stands in English already."""
    if names.chinese and words.zh:
        yield Act("type", f"{label} (中文)", names.text(words.zh))


def _patterns(case):
    return [(p.id, p.name.en) for p in policy.family(case.violation.family).patterns if p.test]


def _metrics(case):
    return policy.family(case.violation.family).metrics


def _answered(thing, case):
    for one in thing.answers:
        cause = next(c for c in case.root_causes if c.id == one)
        words = cause.short or cause.what
        shown = [re.escape(brief(words, lang, 90).removesuffix("…")[:60]) for lang in LANGS]
        yield Act("pick", "Which cause", f"^({'|'.join(shown)})")


def _actions(case, names):
    yield Act("go", "What was done")
    for action in case.corrective:
        person = next(p for p in case.seller.people if p.id == action.owner)
        yield Act("type", "A new action", names.text(action.what.en))
        yield Act("click", "Add")
        yield from _chinese("What was done", action.what, names)
        if action.short:
            yield from names.both("In one line, for page 1", action.short)
        yield Act("pick", "Who did it", re.escape(person.name))
        yield Act("type", "Finished", f"{action.done:%Y-%m-%d %H:%M}")
        yield from _answered(action, case)
        yield from _linked("Proved by", action.exhibits, names)
    yield Act("go", "What holds from now on")
    for measure in case.preventive:
        person = next(p for p in case.seller.people if p.id == measure.owner)
        yield Act("type", "A new measure", names.text(measure.what.en))
        yield Act("click", "Add")
        yield from _chinese("What holds", measure.what, names)
        yield Act("pick", "Owner", re.escape(person.name))
        yield Act("type", "In force since", f"{measure.since}") if measure.since else Act("type", "Or promised", f"{measure.by}")
        yield Act("type", "What sets it off", measure.trigger)
        yield Act("type", "Limit", measure.limit)
        yield from names.both("How it is measured, and which record is kept", measure.measured)
        yield from _answered(measure, case)
        yield from _linked("Shown by", measure.exhibits, names)


def _put_right(case, names):
    yield Act("go", "Buyers and stock")
    for name in ("buyers", "stock"):
        part = getattr(case.put_right, name)
        if part is None:
            continue
        if part.not_applicable:
            yield Act("tick", f"Nothing was to do for the {name}")
            yield Act("type", f"Why nothing for the {name} (English)", names.text(part.not_applicable.en))
            yield from _chinese(f"Why nothing for the {name}", part.not_applicable, names)
            continue
        yield Act(
            "type",
            f"What was done for the {name} (English)",
            names.text(
                re.sub(r"\{\{ put_right\.\w+\.(count|of) \}\}", lambda m, part=part: str(getattr(part, m[1])), part.what.en)
            ),
        )
        yield from _chinese(f"What was done for the {name}", part.what, names)
        if part.count is not None:
            yield Act("type", f"Touched in all, the {name}", str(part.of))
            yield Act("type", f"Put right so far, the {name}", str(part.count))
        yield from _linked(f"Shown by, the {name}", part.exhibits, names)
