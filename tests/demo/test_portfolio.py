"""A portfolio covers what the kit knows, is the same on every run, and breaks what its README says."""

import hashlib
from functools import cache

import pytest

from kit import policy
from kit.appeal import Appeal
from kit.batch.jobs import find
from kit.cli import main
from kit.demo import portfolio
from kit.demo.portfolio import readme, situation
from kit.demo.portfolio.flaws import FLAWS
from kit.errors import BadFile


@cache
def hundred():
    """The cases of a portfolio of a hundred, planned and not written."""
    return portfolio.planned(100, portfolio.SEED)


def digests(folder):
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.rglob("*") if p.is_file()
    }


def test_a_hundred_cases_are_of_every_situation_and_site():
    told = {str(situation.situation(name)["family"]) for name in situation.names()}
    assert {case.subject.family for case in hundred()} == told
    assert told == set(policy.families())
    assert {case.subject.site for case in hundred()} == set(policy.codes())
    assert {case.subject.situation for case in hundred()} == set(situation.names())
    assert len({case.path for case in hundred()}) == len({case.subject.violation for case in hundred()}) == 100
    assert len({case.subject.client.id for case in hundred()}) == len({case.subject.client.seller for case in hundred()}) == 25


def test_a_third_is_broken_in_every_way():
    broken = [case for case in hundred() if case.flaw]
    assert 30 <= len(broken) <= 36
    assert {case.subject.situation for case in broken} == set(situation.names())
    assert {case.subject.situation for case in hundred() if not case.flaw} == set(situation.names())
    assert {case.flaw for case in broken} == set(FLAWS)
    assert len({flaw.id for flaw in FLAWS}) == len(FLAWS)
    assert all((case.twin is not None) == (case.flaw is not None and case.flaw.needs == "twin") for case in hundred())


def test_the_readme_counts_what_becomes_ready():
    kept = [case for case in hundred() if case.flaw is None or case.flaw.state == "ready"]
    noted = [case for case in kept if case.flaw]
    assert noted
    assert f"Of the 100 cases {len(kept)} become `ready`, {len(noted)} of them with" in readme.text(hundred())


def test_a_longer_portfolio_begins_with_the_shorter_one_and_another_seed_gives_another():
    assert portfolio.planned(30, portfolio.SEED) == hundred()[:30]
    others = portfolio.planned(30, 7)
    assert not {case.path for case in others} & {case.path for case in hundred()[:30]}


def test_the_same_command_makes_the_same_files(tmp_path, capsys):
    assert main(["demo", "--cases", "2", "--out", str(tmp_path / "one"), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "2 cases" in said
    assert "poa batch" in said
    portfolio.make(2, tmp_path / "two")
    assert digests(tmp_path / "one") == digests(tmp_path / "two")
    before = digests(tmp_path / "one")
    assert main(["demo", "--cases", "9", "--out", str(tmp_path / "one"), "--json"]) == 0
    assert portfolio.planned(1, portfolio.SEED)[0].path in capsys.readouterr().out
    assert digests(tmp_path / "one") == before
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("mine")
    assert main(["demo", "--cases", "9", "--out", str(tmp_path / "other")]) == 2


def told(job):
    """State and words of a case, as its notebook would find them."""
    if job.problem:
        return "failed", f"{job.file} {job.problem}"
    try:
        found = [f for f in Appeal.open(job.folder).findings if f.severity == "error"]
    except BadFile as error:
        return "failed", str(error)
    return ("refused" if found else "ready"), " ".join(f"{f.where}: {f.message}" for f in found)


@pytest.mark.slow
def test_what_is_broken_is_told_and_nothing_else_is(tmp_path):
    """One case of each flaw, and a sound one of each situation in which none of them lets the letter be read."""
    broken = {case.flaw.id: case for case in reversed(hundred()) if case.flaw}
    read = {case.subject.situation for case in broken.values() if case.flaw.state != "failed"}
    sound = {c.subject.situation: c for c in reversed(hundred()) if not c.flaw and c.subject.situation not in read}
    twins = {case.twin.number for case in broken.values() if case.twin}
    chosen = {*sound.values(), *broken.values()}
    cases = [case for case in hundred() if case in chosen or case.subject.number in twins]
    folders = portfolio.write(cases, tmp_path)
    jobs = {job.folder: job for job in find(tmp_path)}
    page = (tmp_path / "README.md").read_text(encoding="utf-8")
    for case, folder in zip(cases, folders, strict=True):
        state, words = told(jobs[folder.resolve()])
        if case.flaw is None:
            assert (state, words) == ("ready", ""), case.path
            assert f"| {case.path} |" not in page
            continue
        assert state == case.flaw.state, (case.path, words)
        assert not [part for part in (*case.flaw.says, case.flaw.place) if part not in words], (case.path, words)
        assert f"| {case.path} | {case.flaw.broken} | {state}" in page
    assert next(iter(sorted(jobs.values(), key=lambda job: job.deadline is None))).deadline
