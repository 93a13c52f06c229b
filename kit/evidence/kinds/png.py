"""PNG: the picture itself."""

from kit.evidence import paper
from kit.evidence.kind import Kind

KIND = Kind(
    name="png", is_one=lambda file: file.head.startswith(b"\x89PNG\r\n\x1a\n"), see=lambda file: paper.picture(file, "png")
)
