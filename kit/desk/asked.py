"""What each was asked for, by the numbers of the first message: the walk and `poa request` count on from the same list."""

from dataclasses import replace

from kit.desk.checklist import Ask
from kit.desk.quote import Quote
from kit.desk.requests import Request, numbered, requests
from kit.desk.unfinished import Unfinished


def asked(kept: Unfinished, quote: Quote, asks: tuple[Ask, ...]) -> tuple[Request, ...]:
    """What each is asked for, or was and has not sent yet; the numbers are kept, for the reply names things by them."""
    missing = tuple(replace(ask, state="missing") if ask.state == "applying" else ask for ask in asks)
    found = {one.giver.id: replace(one, items=(), later=0) for one in requests(quote, missing) if order(kept, one.giver.id)}
    found |= {one.giver.id: one for one in requests(quote, asks)}
    return tuple(_held(kept, one, {ask.ask.id for ask in asks if ask.is_open}) for one in found.values())


def order(kept: Unfinished, giver: str) -> tuple[str, ...]:
    """The names of what a giver was asked for, as the messages count them."""
    return tuple(kept.get(f"request.order_{giver}").split())


def _held(kept: Unfinished, one: Request, is_open: set[str]) -> Request:
    """With its numbers, which begin anew once all has come."""
    held = order(kept, one.giver.id)
    again, now = numbered(one, held if is_open & set(held) else ())
    kept.put(f"request.order_{one.giver.id}", " ".join(now))
    return again
