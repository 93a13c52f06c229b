"""The pictures of an original file, decoded again: nothing that the bundle's builder made of them is used."""

import io
import warnings
from pathlib import Path
from typing import Any

_ORIENTATION = 0x0112


class Frame:
    """One picture on white in RGB: as its file holds it, and upright as it is shown."""

    is_single = False

    def __init__(self, content: bytes) -> None:
        """`content` is a JPEG or PNG; raises ValueError or OSError."""
        self._flat, turned = _opened(content)
        self.upright = self._flat if turned is None else self._flat.transpose(turned)

    def coded(self) -> bytes:
        """Nothing: a PDF wraps the data of a picture's file otherwise."""
        return b""

    def pixels(self) -> Any:
        """A Pillow image, not turned."""
        return self._flat

    seen = pixels  # what shines through is on white already


def frames(media: str, path: Path) -> list[Frame]:
    """The pictures of a file."""
    from kit.tools import decoding

    content = path.read_bytes()
    if media == "tiff":
        return [Frame(page.content) for page in decoding.tiff(content)]
    decode = {"webp": decoding.webp, "gif": decoding.gif, "heic": decoding.heic}.get(media)
    return [Frame(decode(content).content if decode else content)]


def _opened(content: bytes) -> tuple[Any, Any]:
    """The picture, and how it is to be turned."""
    from PIL import Image

    way = Image.Transpose
    ways = {
        2: way.FLIP_LEFT_RIGHT, 3: way.ROTATE_180, 4: way.FLIP_TOP_BOTTOM, 5: way.TRANSPOSE,
        6: way.ROTATE_270, 7: way.TRANSVERSE, 8: way.ROTATE_90,
    }  # fmt: skip
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as image:
            return _flat(image), ways.get(image.getexif().get(_ORIENTATION, 1))
    except Image.DecompressionBombError as error:
        raise ValueError(str(error)) from None


def _flat(picture: Any) -> Any:
    """In RGB on white, through its own colour profile."""
    from PIL import Image

    if picture.mode.startswith("I;16"):
        return _in_eight_bits(picture).convert("RGB")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        ground = Image.new("RGBA", picture.size, "white")
        ground.alpha_composite(picture.convert("RGBA"))
        return ground.convert("RGB")
    profile = picture.info.get("icc_profile")
    return (_in_srgb(picture, profile) if isinstance(profile, bytes) else None) or picture.convert("RGB")


def _in_srgb(picture: Any, profile: bytes) -> Any | None:
    """The picture as its profile means it; None for sRGB itself, and where the profile does not fit."""
    from PIL import ImageCms

    space = {"L": b"GRAY", "RGB": b"RGB ", "CMYK": b"CMYK"}.get(picture.mode)
    if profile[16:20] != space or b"sRGB" in profile or b"s\0R\0G\0B" in profile:
        return None
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return None


def _in_eight_bits(picture: Any) -> Any:
    """Sixteen bits of grey on white; Pillow itself would cut them off at 255."""
    import numpy as np
    from PIL import Image

    tones = np.asarray(picture)
    grey = (tones >> 8).astype("uint8")
    grey[tones == picture.info.get("transparency", -1)] = 255
    return Image.fromarray(grey)
