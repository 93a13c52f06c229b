"""The walk and the portfolio as pages in a browser: Voilà on this machine alone, behind a token."""

from kit.app.server import serve

__all__ = ["serve"]
