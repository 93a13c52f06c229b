"""Takes out of the parts of a client's PDF whatever does not draw: scripts, files, metadata, other pages, camera marks."""

from typing import Any

from kit.tools import images
from kit.tools.pdf_objects import Array, Dictionary, Name, Stream

_NAMED = {  # maps whose keys are free names
    *("/XObject", "/Font", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/Properties", "/CharProcs", "/Colorants"),
}
_NOT_DRAWN = {  # keys that draw nothing and may carry another file, a script, a name or another page
    *("/A", "/AA", "/AF", "/Alternates", "/Annots", "/EF", "/EmbeddedFiles", "/JS", "/JavaScript", "/LastModified", "/Metadata"),
    *("/Names", "/OPI", "/OpenAction", "/PieceInfo", "/Popup", "/Ref", "/RichMediaContent", "/StructParent", "/StructParents"),
    *("/Thumb", "/URI", "/XFA"),
}
_NOT_PARTS = {"/Page", "/Pages", "/Catalog", "/Filespec", "/EmbeddedFile", "/Annot", "/Action", "/Sig"}


class Cleaner:
    """Takes out of an exhibit's parts whatever does not draw. Each part is visited once."""

    def __init__(self) -> None:
        self._seen: set[tuple[int, int]] = set()

    def clean(self, thing: Any) -> None:
        """Clean it and all that it leads to."""
        waiting = [(thing, False)]
        while waiting:
            part, is_map = waiting.pop()
            if part.is_indirect:
                if part.objgen in self._seen:
                    continue
                self._seen.add(part.objgen)
            if isinstance(part, Array):
                waiting += [(v, False) for v in part if isinstance(v, Dictionary | Stream | Array)]
                continue
            if isinstance(part, Stream):
                _clean_stream(part)
            for key, value in list(part.items()):
                if not isinstance(value, Dictionary | Stream | Array):
                    if key in _NOT_DRAWN and not is_map:
                        del part[key]
                elif (key in _NOT_DRAWN and not is_map) or _is_foreign(value):
                    del part[key]
                elif key == "/Properties" and not is_map and isinstance(value, Dictionary):
                    _clean_properties(value)
                else:
                    waiting.append((value, key in _NAMED and not is_map and not isinstance(value, Array)))


def _is_foreign(value: Any) -> bool:
    return not isinstance(value, Array) and str(value.get("/Type", "")) in _NOT_PARTS


def _clean_properties(value: Any) -> None:
    """Of marked content's properties only layers draw."""
    for name, entry in list(value.items()):
        if not isinstance(entry, Dictionary) or entry.get("/Type") not in (Name.OCG, Name.OCMD):
            value[name] = Dictionary()


def _clean_stream(stream: Any) -> None:
    if "/F" in stream:  # its data lie in another file
        for key in ("/F", "/FFilter", "/FDecodeParms"):
            if key in stream:
                del stream[key]
        stream.write(b"")
    if stream.get("/Filter") == Name.DCTDecode:
        raw = stream.read_raw_bytes()
        try:
            bare = images.bare_jpeg(raw)
        except (images.Broken, IndexError, ArithmeticError, LookupError):
            return  # not a JPEG as we know it; the verifier looks again
        if len(bare) < len(raw):
            parms = stream.get("/DecodeParms")
            stream.write(bare, filter=Name.DCTDecode, decode_parms=parms)
