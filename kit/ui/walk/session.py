"""What the steps of a walk share: the case file, the language, one worker beside the screen, and what was found last."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from kit.appeal import Appeal
from kit.checked import Checked, check_case
from kit.desk.edits import CaseFile, Change, Changed
from kit.desk.unfinished import Unfinished
from kit.errors import BadFile, KitError
from kit.model import Case, Family, Finding, OpenCase, Policy
from kit.phrases import Lang

Progress = Callable[[int, int, str], None]


class Session:
    """One walk through one case. The case itself is the only memory; `choices` holds what is picked on the screen."""

    def __init__(self, folder: Path, lang: Lang = "en", *, now: Callable[[], datetime] | None = None) -> None:
        self.folder = folder
        self.file = CaseFile(folder)
        self.unfinished = Unfinished(folder)
        self.lang: Lang = lang
        self.now = now or (lambda: datetime.now(UTC))
        self.choices: dict[str, Any] = {}
        self.checked: Checked | None = None
        self.on_change: list[Callable[[], None]] = []
        self.on_conflict: list[Callable[[str], None]] = []
        self.on_work: list[Callable[[str, int, int], None]] = []
        self._checked_text = ""
        self._appeal: tuple[str, Appeal] | None = None
        self._futures: list[Future[Any]] = []

    def t(self, english: str, chinese: str) -> str:
        """What is said, in the language of the screen."""
        return chinese if self.lang == "zh" else english

    # --- the case ----------------------------------------------------------------------------------

    @property
    def opened(self) -> OpenCase:
        """The case as it stands; raises BadFile."""
        return self.file.opened

    @property
    def case(self) -> Case:
        """What people stated."""
        return self.opened.case

    @property
    def appeal(self) -> Appeal:
        """The case as an appeal, one for each text of the file."""
        text = self.file.document.text
        if self._appeal is None or self._appeal[0] != text:
            self._appeal = (text, Appeal(self.opened))
        return self._appeal[1]

    @property
    def family(self) -> Family:
        """What this kind of violation asks for."""
        return self.appeal.family

    @property
    def policy(self) -> Policy:
        """The facts that hold for the shop."""
        return self.appeal.policy

    def write(self, change: Change, *, typed: str = "") -> str:
        """Write the change at once; gives what is wrong, or nothing. `typed`: what is told to a person whose text was not written."""
        try:
            is_new = self.file.write(change)
        except Changed:
            self._conflict(typed)
            return self.t("not written", "未写入")
        except KitError as error:
            return "; ".join(error.problems) or error.message
        if is_new:
            self.changed()
        return ""

    def by_other(self) -> AbstractContextManager[None]:
        """For a block that writes the file by its own ways."""
        return self.file.by_other()

    def changed(self) -> None:
        """Tell the screen that the case is another."""
        for tell in self.on_change:
            tell()

    def undo(self) -> bool:
        """Take the last change back; raises `NotOurs` where another hand made it."""
        try:
            is_done = self.file.undo()
        except Changed:
            self._conflict("")
            return False
        if is_done:
            self.changed()
        return is_done

    def reload(self) -> None:
        """Take the file as another hand wrote it."""
        self.file.reread()
        self.changed()

    def _conflict(self, typed: str) -> None:
        for tell in self.on_conflict:
            tell(typed)

    # --- work beside the screen --------------------------------------------------------------------

    @cached_property
    def _worker(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(1, thread_name_prefix="walk")

    def work(self, what: str, job: Callable[[Progress], Any], done: Callable[[Any, str], None]) -> None:
        """Do the job off the screen's thread, one after the other; then `done` gets its value and what went wrong."""

        def progress(step: int, steps: int, name: str) -> None:
            self._tell(f"{what}: {name}", step, steps)

        def run() -> None:
            self._tell(what, 0, 0)
            value, problem = None, ""
            try:
                value = job(progress)
            except Changed:
                self._conflict("")
                problem = self.t("not written", "未写入")
            except KitError as error:
                problem = error.in_one_line
            except Exception as error:
                problem = f"{type(error).__name__}: {error}"  # nobody waits for the worker: the screen alone can say it
                raise
            finally:
                self._tell("", 0, 0)
                done(value, problem)

        self._futures = [f for f in self._futures if not f.done()]
        self._futures.append(self._worker.submit(run))

    def wait(self) -> None:
        """Until all work is done; raises what a job did not expect."""
        while self._futures:
            self._futures.pop(0).result()

    def _tell(self, what: str, step: int, steps: int) -> None:
        for tell in self.on_work:
            tell(what, step, steps)

    # --- what was found ----------------------------------------------------------------------------

    def check(self, done: Callable[[str], None]) -> None:
        """Run every rule on the case as it stands, off the screen's thread; `done` gets what went wrong, or nothing."""
        text = self.file.document.text

        def found(checked: Checked | None, problem: str) -> None:
            if checked is not None:
                self.checked, self._checked_text = checked, text
            self.changed()
            done(problem)

        self.work(self.t("Checking", "检查中"), lambda progress: check_case(self.folder, progress=progress), found)

    @property
    def is_checked(self) -> bool:
        """Whether the last check was of the case as it stands."""
        return self.checked is not None and self._checked_text == self.file.document.text

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the last check found, of this text or of an earlier one."""
        return self.checked.findings if self.checked else ()

    @property
    def problems(self) -> tuple[str, ...]:
        """Why the case cannot be read, if it cannot."""
        try:
            _ = self.opened
        except BadFile as error:
            return error.problems
        return ()
