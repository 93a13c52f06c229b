"""The schema of the ledger and its steps: one append-only history, and a view for each kind of thing."""

from kit.ledger.entry import KINDS

_HISTORY = """
create table history (
    id integer primary key autoincrement,  -- the order; without gaps
    at text not null,                      -- UTC
    actor text not null,
    kind text not null,
    key text not null,
    body text not null,                    -- JSON
    previous text not null,                -- hash of the entry before
    hash text not null unique
) strict
"""
_REFUSED = "the history is append-only"


def _kept(event: str) -> str:
    return f"create trigger history_no_{event} before {event} on history begin select raise(abort, '{_REFUSED}: no {event}'); end"


def _view(kind: str) -> str:
    """All entries of a kind; `is_latest` marks the one that holds for its key."""
    plural = {"watch": "watches"}.get(kind, f"{kind}s")
    newest = "not exists (select 1 from history n where n.kind = h.kind and n.key = h.key and n.id > h.id)"
    chosen = f"select h.id, h.at, h.actor, h.key, h.body, {newest} as is_latest"
    return f"create view {plural} as {chosen} from history h where h.kind = '{kind}'"


_USE_BEFORE = """
create table if not exists evidence_use (
    violation text not null, client text not null, event text not null, evidence text not null, sort text not null,
    mark blob not null, said text not null, primary key (violation, evidence, sort, mark)
) strict
"""
_EVIDENCE = """
create table evidence_mark (                -- what tells a piece of evidence again; made anew by each look, so no history
    violation text not null,
    attempt integer not null,
    client text not null,                   -- whose case: its id
    named text not null,                    -- hash of its legal name; "": not known
    shop text not null,
    event text not null,                    -- the group of cases of one event, which share their papers; "" for none
    evidence text not null,
    sort text not null,                     -- file, picture, number
    mark blob not null,                     -- SHA-256, small grey pixels and ink, the number as it is compared
    said text not null,                     -- the number as written, or the file's SHA-256
    file text not null,                     -- SHA-256 of the file that shows it; "" for what case.yaml states
    primary key (violation, attempt, client, evidence, sort, mark)
) strict
"""
_CARRIED = """
insert into evidence_mark
select violation, 1, client, '', '', event, evidence, sort, mark, said, case sort when 'file' then said else '' end
from evidence_use where sort != 'picture'
"""


_LOOKED_AT = """
create table evidence_look (                -- the files whose pictures were looked at, and how: others are looked at again
    file text primary key,                  -- SHA-256
    way integer not null,                   -- number of the way to look
    pictures integer not null,              -- so many different ones it has
    missed integer not null                 -- so many were too large, too many or damaged
) strict
"""


_PAIRS = """
create table evidence_pair (                -- pictures that were looked at closely: each pair once
    one blob not null,                      -- hash of its small copy; the lesser of the two
    other blob not null,
    way integer not null,                   -- number of the way to look
    is_same integer not null,
    primary key (one, other)
) strict, without rowid
"""


STEPS: tuple[tuple[str, ...], ...] = (
    (
        _HISTORY,
        "create index history_of on history (kind, key, id)",
        "create index history_about on history (key, id)",
        *(_kept(event) for event in ("update", "delete")),
        *(_view(kind) for kind in KINDS),
    ),
    (
        _USE_BEFORE,  # was made beside the schema; its pictures were smaller, and are looked at again
        _EVIDENCE,
        _CARRIED,
        "drop table evidence_use",
        "create index evidence_mark_of on evidence_mark (sort, mark)",
        "create index evidence_mark_file on evidence_mark (file, sort)",
    ),
    (
        "delete from evidence_mark where client = 'seller' and named = ''",  # whose it was nobody knows; looked at again
        "update evidence_mark set client = 'client-' || substr(named, 1, 8) where client = 'seller'",  # as Seller reads that id
    ),
    (
        _LOOKED_AT,
        "alter table evidence_mark add column page integer not null default 0",  # of the file; 0: the file itself
    ),
    (_PAIRS, "create index evidence_pair_of on evidence_pair (other)"),
)
"""Step n brings a ledger from schema n to n + 1. A step that was released is never changed."""

VERSION = len(STEPS)
