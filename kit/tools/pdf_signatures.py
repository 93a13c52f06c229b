"""The only door to pyHanko: whether a signed PDF is still what its signer signed. Nothing is fetched; nothing is trusted."""

import logging
from collections.abc import Iterator
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kit.tools.pdf_passwords import passwords
from kit.tools.textline import clean

UNCHECKED = "The file is signed; the signature was not checked (that needs: pip install 'poa-kit[signatures]')."
_LOST = "The bundle shows the pages; the signature itself stays with the original."


def has_checker() -> bool:
    """Whether signatures can be checked here."""
    return find_spec("pyhanko") is not None


def told(path: Path) -> tuple[str, ...]:
    """For each signature of a PDF, one sentence: by whom and when, and whether the file was changed; then what becomes of it.

    Whether the signer's certificate may be trusted is not judged: that would need the world outside.
    """
    if not has_checker():
        return (UNCHECKED,)
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # an unknown issuer is no news to us
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    with path.open("rb") as file:
        try:
            reader = PdfFileReader(file, strict=False)
            if reader.encrypted:
                _unlock(reader)
            found = tuple(_told(signature) for signature in reader.embedded_regular_signatures)
        except (PdfError, ValueError, KeyError, TypeError, AttributeError, NotImplementedError) as error:
            return (f"The file is signed; the signature cannot be checked ({' '.join(str(error).split())[:80]}).",)
    return (*found, _LOST) if found else ()


def _unlock(reader: Any) -> None:
    from pyhanko.pdf_utils.crypt import AuthStatus

    for password in ("", *passwords()):
        if reader.decrypt(password).status != AuthStatus.FAILED:
            return


def _told(signature: Any) -> str:
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.errors import SignatureValidationError
    from pyhanko_certvalidator import ValidationContext

    try:
        status = validate_pdf_signature(signature, ValidationContext(allow_fetching=False, trust_roots=[]))
    except (PdfError, SignatureValidationError, ValueError, TypeError, NotImplementedError) as error:
        return f"A signature of the file cannot be checked ({' '.join(str(error).split())[:80]})."
    head = " ".join((f"Signed by {_signer(status.signing_cert)}", *_on(status.signer_reported_dt)))
    return f"{head}: {'; '.join(_verdict(status))}."


def _verdict(status: Any) -> Iterator[str]:
    """What was found, the worst first."""
    from pyhanko.sign.diff_analysis import ModificationLevel

    if not status.intact:
        yield "the signed part was changed afterwards, the signature does not hold"
    elif not status.valid:
        yield "the signature itself does not hold"
    elif status.modification_level in (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING):
        yield (
            "nothing was changed since"
            if status.modification_level != ModificationLevel.FORM_FILLING
            else "since then only filled in"
        )
    else:
        yield "the signed part is as it was, but the file was changed afterwards"
    yield "whether the certificate can be trusted was not checked"


def _signer(certificate: Any) -> str:
    names = certificate.subject.native
    name = names.get("common_name") or names.get("organization_name") or certificate.subject.human_friendly
    return f"“{clean(str(name))[:80]}”"


def _on(moment: datetime | None) -> Iterator[str]:
    if moment is not None:
        yield f"on {moment.day} {moment:%B %Y} (the signer's clock)"
