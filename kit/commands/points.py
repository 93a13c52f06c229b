"""`poa points`: the score of each shop, what lapses when, and what one more violation would cost."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.phrases import Lang, said, say
from kit.terminal import Terminal

if TYPE_CHECKING:
    from kit.desk.points import Next, Note, Scored, Standing, Step
    from kit.model import PointsFile

FILE = "points.yaml"


def points(terminal: Terminal, target: Path, *, profile: str, today: date, start: bool, as_json: bool) -> None:
    """Tell how each shop of a client stands; `start`: write a file with its shops to be filled first."""
    from kit.desk.points import standings

    if start:
        terminal.say("made", path=_started(target))
        return
    found = standings(_stated(target), profile, today)
    if as_json:
        terminal.json({"profile": profile, "day": today, "shops": [_entry(s, terminal.lang) for s in found]})
    for standing in found:
        _tell(terminal, standing)


def _stated(target: Path) -> "PointsFile":
    """The client's file; where there is none the error says how to get it."""
    from kit.errors import BadFile
    from kit.model import PointsFile
    from kit.tools import yaml_text

    path = target / FILE if target.is_dir() else target
    if not path.is_file():
        raise BadFile(path, [f"there is no such file; write one with its shops: poa points {target} --new"])
    return yaml_text.read(PointsFile, path)


def _started(folder: Path) -> Path:
    """A file with the shops of client.yaml and one line as an example."""
    from kit.errors import BadFile, Usage
    from kit.model import Seller
    from kit.tools import yaml_text
    from kit.tools.atomic import write_text

    path = folder / FILE
    if path.exists():
        raise Usage(f"{path} is there already", ["nothing was changed; add the new lines of the page to it"])
    if not (folder / "client.yaml").is_file():
        raise BadFile(folder, ["there is no client.yaml here; give the client's folder"])
    seller = yaml_text.read(Seller, folder / "client.yaml")
    shops = [{"site": s.site, "name": s.name, "seller_type": s.seller_type, "entries": []} for s in seller.shops]
    write_text(path, _HEAD + yaml_text.dump({"shops": shops}))
    return path


_HEAD = """\
# What Seller Center > Account Health shows, shop by shop. Copy each line; `points` as the page prints them.
# entries:
#   - {on: 2026-10-02, what: late_dispatch, points: 2, count: 1, violation_id: '…', status: counted}
#   status: counted | observed (a warning under review) | appealed | removed
# shown: {value: 14, on: 2026-11-20}        the score as the page showed it
# monthly_sales_usd: 6200                   for the reset programme
"""


# --- terminal ------------------------------------------------------------------------------------


def _tell(terminal: Terminal, standing: "Standing") -> None:
    lang, shop = terminal.lang, standing.shop
    terminal.line("")
    terminal.line(f"{shop.site}  {shop.name}  ({shop.seller_type.replace('_', '-')})  {_score(standing, lang)}")
    _table(
        terminal,
        ("points_on", "points_what", "points_cost", "points_state", "points_until", "note"),
        [_line(x, lang) for x in standing.lines],
    )
    _table(terminal, ("points_at", "points_left", "points_costs"), [_step(s, lang) for s in standing.steps])
    _table(
        terminal,
        ("points_next", "points_cost", "points_after", "points_reaches", "points_grade"),
        [_following(n, lang) for n in standing.following],
    )
    for note in standing.notes:
        terminal.field("note", _said(note, lang))


def _table(terminal: Terminal, heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """A table with a blank line before it."""
    if rows:
        terminal.line("")
        terminal.table(terminal.heads(*heads), rows)


def _score(standing: "Standing", lang: Lang) -> str:
    from kit.desk.points.scored import plain

    score = "?" if standing.score is None else plain(standing.score)
    bounded = say(lang, f"points_{standing.bound}", score=score) if standing.bound else score
    return say(lang, f"points_score_{standing.system}", score=bounded)


def _line(line: "Scored", lang: Lang) -> tuple[str, ...]:
    from kit.desk.points.scored import plain

    entry = line.entry
    what = (
        f"{entry.what}{f' x{entry.count}' if entry.count > 1 else ''}{f' ({entry.violation_id})' if entry.violation_id else ''}"
    )
    return (
        entry.on.isoformat(),
        what,
        "?" if line.cost is None else plain(line.cost),
        say(lang, f"points_state_{line.state}") + (f", {say(lang, 'points_appealed')}" if entry.status == "appealed" else ""),
        line.until.isoformat() if line.until else "",
        "; ".join(_said(note, lang) for note in line.notes),
    )


def _step(step: "Step", lang: Lang) -> tuple[str, ...]:
    from kit.desk.points.scored import plain

    left = say(lang, "points_reached") if step.is_reached else plain(step.left)
    costs = "; ".join(_said(cost, lang) for cost in step.costs)
    return plain(step.at), left, costs or say(lang, "points_no_source")


def _following(one: "Next", lang: Lang) -> tuple[str, ...]:
    from kit.desk.points.scored import plain

    sure = [plain(at) for at in one.reaches]
    maybe = [say(lang, "points_perhaps", at=plain(at)) for at in one.may_reach]
    after = sorted(set(one.after))
    return (
        one.what,
        "-".join(dict.fromkeys((plain(one.least), plain(one.most)))),
        "-".join(map(plain, after)),
        ", ".join((*sure, *maybe)),
        "; ".join((say(lang, f"policy_{one.grade}"), *(_said(note, lang) for note in one.notes))),
    )


def _said(note: "Note", lang: Lang) -> str:
    from kit.model import Statement

    values = {name: said(value, lang) if isinstance(value, Statement) else value for name, value in note.values.items()}
    if "grade" in values:
        values["grade"] = say(lang, f"policy_{values['grade']}")
    return say(lang, note.key, **values)


# --- json ----------------------------------------------------------------------------------------


def _entry(standing: "Standing", lang: Lang) -> dict[str, Any]:
    """One shop as JSON holds it; points as numbers."""
    shop = standing.shop
    return {
        "site": shop.site,
        "shop": shop.name,
        "seller_type": shop.seller_type,
        "system": standing.system,
        "score": _number(standing.score),
        "bound": standing.bound,
        "clean_since": standing.clean_since,
        "lines": [
            {
                "on": x.entry.on,
                "what": x.entry.what,
                "violation_id": x.entry.violation_id,
                "status": x.entry.status,
                "points": _number(x.cost),
                "state": x.state,
                "until": x.until,
                "notes": [_said(n, lang) for n in x.notes],
            }
            for x in standing.lines
        ],
        "steps": [
            {
                "at": _number(s.at),
                "left": _number(s.left),
                "reached": s.is_reached,
                "costs": [_said(cost, lang) for cost in s.costs],
                "grade": s.grade,
            }
            for s in standing.steps
        ],
        "next": [
            {
                "what": n.what,
                "points": [_number(n.least), _number(n.most)],
                "score": [_number(at) for at in n.after],
                "reaches": [_number(at) for at in n.reaches],
                "may_reach": [_number(at) for at in n.may_reach],
                "grade": n.grade,
                "notes": [_said(x, lang) for x in n.notes],
            }
            for n in standing.following
        ],
        "notes": [_said(n, lang) for n in standing.notes],
        "facts": list(_facts(standing)),
    }


def _facts(standing: "Standing") -> Iterator[dict[str, Any]]:
    for fact in standing.facts:
        yield {
            "id": fact.id,
            "value": fact.value,
            "unit": fact.unit,
            "grade": fact.grade,
            "source": fact.source,
            "seen": fact.seen,
        }


def _number(value: Any) -> float | int | None:
    return None if value is None else int(value) if value == int(value) else float(value)
