"""The Chinese review copy: what is said in the client's name, line by line, for the client to check and sign; never in the bundle."""

from kit.desk.review_copy.made import Made, make
from kit.desk.review_copy.said import Copy, copied
from kit.desk.review_copy.signed import FOLDER, Signature, confirm, demanded, latest, outdated, refusals, states

__all__ = [
    "FOLDER",
    "Copy",
    "Made",
    "Signature",
    "confirm",
    "copied",
    "demanded",
    "latest",
    "make",
    "outdated",
    "refusals",
    "states",
]
