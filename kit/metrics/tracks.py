"""What the carriers' answers say, parcel by parcel: silence, stages that go back, the first event.

Never more than they can bear: events of one minute are in no order; a step back by one stage is a second scan, and what
follows a return is a return; silence counts only until the end of the journey, and up to the day of the answer.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kit.metrics.columns import Mask, among

TERMINAL = ("delivered", "returned", "cancelled")
RETURN = ("returning", "returned")
STEP_BACK = 2  # stages; back by one is a second scan
_MINUTE = "datetime64[m]"
Codes = NDArray[np.int64]
Times = NDArray[np.datetime64]


def tracks(events: pd.DataFrame, asked: Mapping[str, pd.Timestamp]) -> pd.DataFrame:
    """The parcels that have events, one row each.

    Columns: tracking_id (missing where the answer is of an order), order_id, first_at (UTC, naive), gap (the longest silence
    before the journey's end), goes_back (its stages do, within one file). `asked`: when each file was asked for; without it,
    the latest event of the file.
    """
    number = events["tracking_id"].astype("str")
    order_id = events["order_id"].astype("str") if "order_id" in events.columns else number.where(number.isna())
    codes, _ = pd.factorize(number.where(number.notna(), "order " + order_id))
    first = np.flatnonzero(~pd.Series(codes).duplicated().to_numpy())
    at = events["at"].dt.tz_convert("UTC").dt.tz_localize(None).to_numpy(dtype="datetime64[us]")
    files, names = pd.factorize(events["source_file"])
    until = _until(at, files, names, asked)
    return pd.DataFrame(
        {
            "tracking_id": number.iloc[first].to_numpy(),
            "order_id": order_id.iloc[first].to_numpy(),
            "first_at": _least(at, codes, len(first)),
            "gap": _gaps(at, codes, until, among(events["stage"], TERMINAL)),
            "goes_back": _goes_back(at, codes * (files.max(initial=0) + 1) + files, codes, events),
        }
    )


def _until(at: Times, files: Codes, names: pd.Index, asked: Mapping[str, pd.Timestamp]) -> Times:
    """For each event the moment up to which its file can know of the parcel."""
    latest = np.full(len(names), np.datetime64("NaT"), dtype="datetime64[us]")
    for number, name in enumerate(names):
        declared = asked.get(str(name))
        own = at[files == number].max()
        latest[number] = own if declared is None else max(own, declared.tz_convert("UTC").tz_localize(None).to_datetime64())
    return latest[files]


def _least(at: Times, codes: Codes, size: int) -> Times:
    order = np.lexsort((at, codes))
    starts = np.searchsorted(codes[order], np.arange(size))
    return np.asarray(at[order][starts])


def _gaps(at: Times, codes: Codes, until: Times, terminal: Mask) -> NDArray[np.timedelta64]:
    """The longest silence of each parcel: between two events, or from the last to the day of the answer."""
    order = np.lexsort((at, codes))
    at, codes, until, terminal = at[order], codes[order], until[order], terminal[order]
    size = int(codes[-1]) + 1 if len(codes) else 0
    starts = np.searchsorted(codes, np.arange(size))
    latest = np.maximum.reduceat(until, starts) if size else until
    following = np.append(at[1:], at[-1:])
    ends = np.append(starts[1:], len(codes))[: size or None] - 1
    following[ends] = np.maximum(latest, at[ends])
    ended = np.cumsum(terminal)
    live: Mask = (ended - (ended[starts] - terminal[starts])[codes]) == 0
    gaps = np.where(live, following - at, np.timedelta64(0, "us"))
    return np.asarray(np.maximum.reduceat(gaps, starts)) if size else gaps


def _goes_back(at: Times, told: Codes, codes: Codes, events: pd.DataFrame) -> Mask:
    """Parcels whose stages go back within one file. `told`: parcel and file as one number."""
    found = np.zeros(int(codes.max(initial=-1)) + 1, dtype=bool)
    rank = pd.to_numeric(events["rank"]).to_numpy(dtype=float, na_value=np.nan)
    minute = at.astype(_MINUTE)
    sent_back = pd.Series(minute).where(among(events["stage"], RETURN)).groupby(told).transform("min").to_numpy(dtype=_MINUTE)
    kept = np.flatnonzero(~np.isnan(rank) & (np.isnat(sent_back) | (minute < sent_back)))
    if not len(kept):
        return found
    kept = kept[np.lexsort((minute[kept], told[kept]))]
    same = (told[kept][1:] == told[kept][:-1]) & (minute[kept][1:] == minute[kept][:-1])
    starts = np.flatnonzero(np.append(True, ~same))
    of, own = told[kept][starts], codes[kept][starts]
    least, most = (reduce.reduceat(rank[kept], starts) for reduce in (np.minimum, np.maximum))
    _, runs = np.unique(of, return_inverse=True)
    reached = np.maximum.accumulate(most + runs * 100) - runs * 100  # within one run: an earlier run never reaches into the next
    earlier = (runs[1:] == runs[:-1]) & (least[1:] <= reached[:-1] - STEP_BACK)
    found[own[1:][earlier]] = True
    return found
