"""After the approval: the metrics on later exports, what each measure leaves behind, papers that end, and what to do about it."""

from kit.desk.watch.exports import FOLDER, keep, undone_if_unread
from kit.desk.watch.look import Approved, Open, Warned, Watch, approved, noted, watch
from kit.desk.watch.papers import Ending
from kit.desk.watch.rates import Limit, Watched, Week
from kit.desk.watch.routine import Routine, Trace
from kit.desk.watch.routine import keep as keep_traces

__all__ = [
    "FOLDER",
    "Approved",
    "Ending",
    "Limit",
    "Open",
    "Routine",
    "Trace",
    "Warned",
    "Watch",
    "Watched",
    "Week",
    "approved",
    "keep",
    "keep_traces",
    "noted",
    "undone_if_unread",
    "watch",
]
