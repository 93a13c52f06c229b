"""`poa`: the commands. Each opens a room, prints what it finds, and gives an exit code of DESIGN §8."""

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import Annotated, Any, cast

import typer

from kit import __version__
from kit.commands import around, checking, one_case, practice
from kit.commands.given import lang_given
from kit.errors import Exit, KitError
from kit.phrases import say
from kit.terminal import complain

BUG = 70  # a fault of the kit itself; 130 and 141 are the shell's own for Ctrl-C and a closed pipe

app = typer.Typer(
    name="poa",
    help="From a folder of a client's files to a checked Plan of Action in one PDF.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # help by rich would cost more than everything else together
    pretty_exceptions_enable=False,
)

_COMMANDS: dict[str, Callable[..., int]] = {  # in the order of the help
    "new": one_case.new,
    "intake": one_case.intake,
    "check": checking.check,
    "review": checking.review,
    "build": one_case.build,
    "orders": one_case.orders,
    "map": one_case.map_,
    "mask": one_case.mask,
    "facts": one_case.facts,
    "verify": around.verify,
    "policy": around.policy,
    "batch": around.batch,
    "status": around.status,
    "points": practice.points,
    "pack": practice.pack,
    "unpack": practice.unpack,
    "request": practice.request,
    "quote": practice.quote,
    "confirm": practice.confirm,
    "submit": practice.submit,
    "outcome": practice.outcome,
    "messages": practice.messages,
    "watch": practice.watch,
    "ledger": practice.ledger,
    "doctor": around.doctor,
    "app": around.app,
    "lab": around.lab,
    "demo": around.demo,
}
for _name, _command in _COMMANDS.items():
    app.command(_name)(_command)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; gives its exit code. Only here do errors become exit codes."""
    _never_fail_to_print()
    try:
        code = app(args=argv, prog_name="poa", standalone_mode=False)
        sys.stdout.flush()
    except KitError as error:
        complain(error)
        return int(error.exit)
    except typer.TyperException as error:  # a wrong option or argument
        cast("Any", error).show()
        return int(Exit.USAGE)
    except (KeyboardInterrupt, typer.Abort):
        code = 130
    except (BrokenPipeError, SystemExit):  # SystemExit: typer's own answer to a closed pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # so that the interpreter's last flush is silent
        return 141
    except Exception:  # noqa: BLE001 - the last stop before the interpreter's own
        traceback.print_exc()
        print(
            f"poa: {say(lang_given(None), 'bug')} (poa {__version__}, Python {sys.version.split()[0]}, {sys.platform})",
            file=sys.stderr,
        )
        return BUG
    if code == 130:
        print(f"poa: {say(lang_given(None), 'stopped')}", file=sys.stderr)
    return int(code or 0)


def commands() -> dict[str, Any]:
    """Every command by its name, `poa` itself first, as the library that parses them sees them."""
    group = cast("Any", typer.main.get_command(app))
    return {"poa": group, **{f"poa {name}": command for name, command in group.commands.items()}}


@app.callback(invoke_without_command=True)
def _root(
    *,
    version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False,
) -> None:
    if version:
        print(f"poa {__version__}")
        raise typer.Exit


def _never_fail_to_print() -> None:
    """A terminal that cannot show a character gets a question mark, not a crash."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


if __name__ == "__main__":
    sys.exit(main())
