"""JPEG: the picture itself."""

from kit.evidence import paper
from kit.evidence.kind import Kind

KIND = Kind(name="jpeg", is_one=lambda file: file.head.startswith(b"\xff\xd8\xff"), see=lambda file: paper.picture(file, "jpeg"))
