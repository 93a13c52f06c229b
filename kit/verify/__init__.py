"""Hold a built bundle against its manifest and the originals, as a reader would: with none of the builder's code."""

from kit.verify.check import verify

__all__ = ["verify"]
