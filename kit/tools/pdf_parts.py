"""Parts of a PDF that the kit makes: numbers, embedded fonts, pictures, and pictures that may become smaller."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from kit.tools import bilevel, images
from kit.tools.pdf_objects import Array, Dictionary, Name, Pdf, PdfError, Stream, String
from kit.tools.textline import Subset


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A picture in the bundle that may be made smaller. One of a single bit a pixel can only be coded better, without loss."""

    image: Any
    width: int
    height: int
    bytes: int
    bits: Literal[1, 8] = 8

    def original(self) -> images.Original:
        """The picture as it stands in the bundle now; without content where it cannot be decoded."""
        if self.image.Filter == Name.DCTDecode:
            return images.Original(content=self.image.read_raw_bytes())
        if self.image.Filter == Name.JPXDecode:
            return images.of_jpeg2000(self.image.read_raw_bytes())
        try:
            content = self.image.read_bytes()
        except PdfError:
            content = b""
        return images.Original(content=content, width=self.width, height=self.height)

    @property
    def is_opaque(self) -> bool:
        """Whether it has no mask of its own."""
        return "/SMask" not in self.image and "/Mask" not in self.image

    def replace(self, made: images.Smaller | bilevel.Coded) -> None:
        """Put the JPEG, or the page in black and white, in its place."""
        if isinstance(made, bilevel.Coded):
            how = Dictionary(K=-1, Columns=made.width, Rows=made.height, BlackIs1=False)
            self.image.write(made.content, filter=Name.CCITTFaxDecode, decode_parms=how)
            if self.bits == 8:  # single bits keep what they stand for: grey, one of two colours, ink or nothing
                self.image.BitsPerComponent, self.image.ColorSpace = 1, Name.DeviceGray
        else:
            self.image.write(made.content, filter=Name.DCTDecode)
            self.image.BitsPerComponent = 8
            if "/ColorSpace" not in self.image:  # JPEG 2000 says it itself; a JPEG may not
                self.image.ColorSpace = Name.DeviceRGB if images.pixels(made.content).colours == 3 else Name.DeviceGray
        self.image.Width, self.image.Height = made.width, made.height

    def tightened(self) -> bool:
        """Code single bits as G4 where that takes fewer bytes; says whether it does."""
        made = bilevel.of(self.original()) if self.bits == 1 else None
        if made is None or len(made.content) >= self.bytes:
            return False
        self.replace(made)
        return True


def array(numbers: Iterable[float]) -> Any:
    """An array of numbers, rounded so that it stays short."""
    return Array([round(n, 4) if isinstance(n, float) else n for n in numbers])


def numbers(numbers: Iterable[float]) -> bytes:
    """Numbers as operators take them."""
    return b" ".join(b"%.6g" % n for n in numbers)


def image_keys(pdf: Pdf, coded: images.Pixels) -> dict[str, Any]:
    """What a picture's stream says about its coded bytes."""
    base = Name.DeviceRGB if coded.colours == 3 else Name.DeviceGray
    space: Any = base
    if coded.palette:
        space = Array([Name.Indexed, Name.DeviceRGB, len(coded.palette) // 3 - 1, String(coded.palette)])
    elif coded.profile:
        profile = Stream(pdf, coded.profile)
        profile.N, profile.Alternate = coded.colours, base
        space = Array([Name.ICCBased, pdf.make_indirect(profile)])
    keys = {
        "/Type": Name.XObject,
        "/Subtype": Name.Image,
        "/Width": coded.width,
        "/Height": coded.height,
        "/BitsPerComponent": coded.bits,
        "/ColorSpace": space,
        "/Filter": Name(f"/{coded.coding}"),
    }
    if coded.coding == "FlateDecode":
        keys["/DecodeParms"] = Dictionary(Predictor=15, Colors=coded.colours, BitsPerComponent=coded.bits, Columns=coded.width)
    return keys


def slot(image: Any, least: int) -> Slot | None:
    """The picture if it is large and plain enough to become a JPEG or, of one bit a pixel (masks too), G4."""
    width, height = int(image.get("/Width", 0)), int(image.get("/Height", 0))
    size = int(image.stream_dict.get("/Length", 0))
    coding, space = image.get("/Filter"), image.get("/ColorSpace")
    is_mask = bool(image.get("/ImageMask", False))
    bits = 1 if is_mask else image.get("/BitsPerComponent")
    if size < least:
        return None
    if bits == 1 and (is_mask or _is_single(space)) and coding == Name.FlateDecode:
        return Slot(image=image, width=width, height=height, bytes=size, bits=1)
    is_own = coding == Name.JPXDecode and space is None  # it says its colours itself
    is_plain = (is_own or _colours(space) in (1, 3)) and "/Decode" not in image and not isinstance(image.get("/Mask"), Array)
    if coding == Name.JPXDecode and not image.get("/SMaskInData", 0):
        bits = 8  # what it says of its samples itself is what counts
    if bits != 8 or not is_plain or coding not in (Name.DCTDecode, Name.FlateDecode, Name.JPXDecode):
        return None
    return Slot(image=image, width=width, height=height, bytes=size)


def _is_single(space: Any) -> bool:
    """Whether a pixel is one number: a grey, a place in a palette, or the amount of one ink."""
    return _colours(space) == 1 or (isinstance(space, Array) and len(space) > 1 and space[0] in (Name.Indexed, Name.Separation))


def _colours(space: Any) -> int | None:
    if isinstance(space, Array) and len(space) == 2 and space[0] == Name.ICCBased:
        return int(space[1].get("/N", 0))
    return {"/DeviceGray": 1, "/CalGray": 1, "/DeviceRGB": 3, "/CalRGB": 3}.get(str(space) if isinstance(space, Name) else "")


def font(pdf: Pdf, subset: Subset) -> Any:
    """A Type0 font: two-byte codes from 1, their glyphs, widths and texts."""
    name = Name(f"/{subset.name}")
    program = Stream(pdf, subset.content)
    program.Length1 = len(subset.content)
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=4,
        FontBBox=array(subset.box),
        ItalicAngle=0,
        Ascent=round(subset.ascent),
        Descent=round(subset.descent),
        CapHeight=660,
        StemV=80,
        FontFile2=pdf.make_indirect(program),
    )
    glyphs = b"".join(g.to_bytes(2) for g in subset.glyph_of)
    child = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=0,
        W=Array([1, array(round(w, 2) for w in subset.widths[1:])]),
        CIDToGIDMap=pdf.make_indirect(Stream(pdf, glyphs)),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(child)]),
            ToUnicode=pdf.make_indirect(Stream(pdf, _to_unicode(subset.texts))),
        )
    )


def _to_unicode(texts: Sequence[str]) -> bytes:
    rows = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in enumerate(texts) if text]
    blocks = [rows[n : n + 100] for n in range(0, len(rows), 100)]
    maps = "\n".join("\n".join([f"{len(b)} beginbfchar", *b, "endbfchar"]) for b in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{maps}\nendcmap\n"
        "CMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode()
