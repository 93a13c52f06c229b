"""Fields that write the client's own file above the case instead of case.yaml: the same fields, another file."""

from typing import Any

from kit.desk.edits import Change, ClientFile
from kit.errors import BadFile, KitError
from kit.ui.walk.page import Page
from kit.ui.walk.session import Session


class ClientSession:
    """The session of a walk with client.yaml as its file; the case is read again after each change."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.folder = session.folder.resolve().parent
        self.file = ClientFile(self.folder)

    def write(self, change: Change, *, typed: str = "") -> str:
        """Write the change at once; gives what is wrong, or nothing. One that the case could not stand is taken back."""
        try:
            if not self.file.write(change):
                return ""
            self._session.file.reread()
            _ = self._session.opened
        except BadFile as error:
            if self.file.can_undo and error.path != str(self.file.path):
                self.file.undo()
                self._session.file.reread()
            return "; ".join(error.problems) or error.message
        except KitError as error:
            return f"{error.in_one_line}{f' ({typed})' if typed else ''}"
        self._session.changed()
        return ""

    def undo(self) -> None:
        """Take the last change of client.yaml back."""
        if self.file.undo():
            self._session.file.reread()
            self._session.changed()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)


class ClientPage:
    """A page of the walk whose fields write client.yaml."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.session = ClientSession(page.session)

    def act(self, change: Change) -> None:
        """Write a change that lists something more or less, and show the step anew; or say what is wrong."""
        if problem := self.session.write(change):
            self._page.say(problem)
        else:
            self._page.draw()

    def undo(self) -> None:
        """Take the last change of client.yaml back, and show the step anew."""
        self.session.undo()
        self._page.draw()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._page, name)
