"""The command line as `commands.toml` declares it; the functions that do the commands lie in the modules here."""

import argparse
import os
import re
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import Any, Final, NoReturn, TextIO

from policy_report.text.toml import beside

COMMANDS: Final[dict[str, dict[str, Any]]] = beside(__file__, "commands")
_MEANT: Final = {"int": int, "path": Path, "boolean": argparse.BooleanOptionalAction, "absent": argparse.SUPPRESS}

Commands = argparse._SubParsersAction  # the only name argparse gives this type


class _Help(argparse.HelpFormatter):
    """Fills paragraphs, and leaves examples on lines of their own."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return text if text.startswith("examples:\n") else super()._fill_text(text, width, indent)


class Parser(argparse.ArgumentParser):
    """Reads arguments without guessing what a cut option means, and names the nearest where there is no such one."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named | {"allow_abbrev": False})
        # A phrase may begin with a minus (-26.38%), which is no option; argparse lets bare numbers only.
        self._negative_number_matcher = re.compile(r"-[0-9]")

    def error(self, message: str) -> NoReturn:
        """End with 2, and say what is wrong: with what may have been meant, or with usage if that is not known."""
        if near := self._meant(message):
            wrong = message.partition(" (choose from")[0]
            self.exit(2, f"{self.prog}: error: {wrong}\ndid you mean {' or '.join(near)}?\n")
        names = [str(name) for action in self._actions for name, _ in _choices(action)]
        may_stand = [", ".join(names), self.epilog or ""] if "are required" in message else []
        super().error("\n".join([message, *filter(None, may_stand)]))

    def _meant(self, message: str) -> list[str]:
        wrong = re.search(r"invalid choice: '([^']+)'|unrecognized arguments:.*?(--?[\w-]+)", message)
        if wrong is None:
            return []
        from difflib import get_close_matches

        choices = {str(name): one for action in self._actions for name, one in _choices(action)}
        parsers = [self, *(one for one in choices.values() if isinstance(one, argparse.ArgumentParser))]
        options = {name for parser in parsers for action in parser._actions for name in action.option_strings}
        return get_close_matches(wrong[1] or wrong[2], choices if wrong[1] else options, n=3, cutoff=0.5)


def _choices(action: argparse.Action) -> Iterable[tuple[object, object]]:
    """What may be chosen for an argument, each with its own parser if it is a command."""
    given = action.choices or ()
    return given.items() if isinstance(given, dict) else ((name, None) for name in given)


def add_commands(commands: "Commands[Any]") -> None:
    """Add every command of `commands.toml` to the command line."""
    groups = {"": commands}
    for name, said in COMMANDS.items():
        group, _, word = name.rpartition(" ")
        examples = "\n  ".join(("examples:", *said["examples"])) if "examples" in said else None
        command = groups[group].add_parser(
            word, help=said["short"], description=said["about"], epilog=examples, formatter_class=_Help
        )
        if said.get("json"):
            command.add_argument("--json", action="store_true", help="print data instead of text")
        for argument, how in said.get("arguments", {}).items():
            command.add_argument(argument, **{key: _meant(key, value) for key, value in how.items()})
        if "run" in said:
            command.add_argument("--trust", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
            command.set_defaults(run=_runner(said["run"]), usage_error=command.error)
        if "parts" in said:
            groups[name] = command.add_subparsers(**said["parts"])


def _meant(key: str, value: Any) -> Any:
    """What a value of the file stands for, where that is no text."""
    return _MEANT.get(value, value) if key in ("type", "action", "default") and isinstance(value, str) else value


def _runner(place: str) -> Callable[[argparse.Namespace], int | None]:
    """What runs a function of this package, `module.function`, whose module is imported only then."""
    module, _, function = place.partition(".")

    def run(options: argparse.Namespace) -> int | None:
        code: int | None = getattr(import_module(f"{__name__}.{module}"), function)(options)
        return code

    return run


_PLACE = re.compile(r"^(?P<before> *)(?P<file>[\w./ -]+\.\w+)(?P<row>:\d+)?(?=$|:)", re.MULTILINE)
_CODE = re.compile(r"\[([a-z-]+)\] ")


def on_terminal(text: str, stream: TextIO) -> str:
    """A text with links to the files that it names and colour on codes, where a terminal shows it and may have them."""
    if not stream.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return text
    return _CODE.sub("[\x1b[31m\\1\x1b[0m] ", _PLACE.sub(_linked, text), count=1)


def _linked(place: re.Match[str]) -> str:
    """The name of a file as a link to it (OSC 8); a name of none as it stands."""
    path, said = Path(place["file"]), place[0].lstrip(" ")
    if not path.is_file():
        return place[0]
    return f"{place['before']}\x1b]8;;{path.resolve().as_uri()}\x1b\\{said}\x1b]8;;\x1b\\"
