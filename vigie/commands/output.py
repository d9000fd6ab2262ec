"""What commands print: results on stdout, everything said to a person on stderr."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO

import typer

DONE = 0
SOME_SET_ASIDE = 1
WRONG_USE = 2


def say(text: str) -> None:
    """One line for the person at the keyboard."""
    typer.echo(text, err=True)


def set_aside(name: str, reason: str) -> None:
    """Name one input that was set aside, and why."""
    say(f"mis de côté : {name} : {reason}")


def as_json(value: Any, *, indent: int | None = None) -> str:
    """A value as JSON that people can read too."""
    return json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)


@contextmanager
def results_only() -> Iterator[TextIO]:
    """Stdout for results alone: whatever else writes there meanwhile goes to stderr.

    Worker processes and native libraries write where they please; a program that reads our
    JSON must not see it.
    """
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        with os.fdopen(os.dup(kept), "w", encoding="utf-8") as results:
            yield results
    finally:
        sys.stdout.flush()
        os.dup2(kept, 1)
        os.close(kept)


def write_line(results: TextIO, value: Any) -> None:
    """One JSON object on a line of its own, at once."""
    results.write(as_json(value) + "\n")
    results.flush()


@contextmanager
def progress(label: str, total: int | None) -> Iterator[Any]:
    """A progress bar on stderr; call what it yields once a step."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(label, total=total)
        yield lambda: bar.advance(task)


@contextmanager
def counted(label: str, total: int) -> Iterator[Callable[[int, int], None]]:
    """A progress bar for work that says how much is done, of how much."""
    said = 0

    with progress(label, total) as advance:

        def tell(done: int, _of: int) -> None:
            nonlocal said
            while said < done:
                advance()
                said += 1

        yield tell


def followed(label: str, steps: Iterable[Any], total: int | None) -> Iterator[Any]:
    """Steps of some work, with a progress bar on stderr."""
    with progress(label, total) as advance:
        for step in steps:
            yield step
            advance()
