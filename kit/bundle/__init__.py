"""The one PDF: letter, index, and every exhibit page under a band that says what it is."""

from kit.bundle.build import build
from kit.bundle.channels import channels
from kit.bundle.manifest import manifest

__all__ = ["build", "channels", "manifest"]
