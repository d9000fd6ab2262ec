"""The audit log: who saw, took out and decided what; only added to, each line bound to the last.

A line is JSON; ``chain`` is the sha256 of the chain before and of the line itself, so that a line
changed, taken out or moved breaks every chain after it. The head is also kept apart, so that
lines taken off the end show too. Acts are named by id: no personal data stands here.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from filelock import FileLock

from vigie.errors import OperatorError

START = "0" * 64
TAIL = 4096


class AuditLog:
    """The log of one home: ``audit.jsonl``, with its head in ``audit.head``."""

    def __init__(self, home: Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self._file, self._head = home / "audit.jsonl", home / "audit.head"
        self._lock = FileLock(home / "audit.lock")

    def write(self, by: str, what: str, on: str | None, **more: Any) -> None:
        """Add one line; it is on disk when this returns."""
        with self._lock:
            number, before = self._last()
            row = {
                "n": number + 1,
                "at": dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds"),
                "by": by,
                "what": what,
                "on": on,
                **({"more": more} if more else {}),
            }
            row["chain"] = _chain(before, row)
            line = json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"
            with self._file.open("ab") as file:
                file.write(line.encode())
                file.flush()
                os.fsync(file.fileno())
            self._head.write_text(f"{row['n']} {row['chain']}\n", encoding="ascii")

    def verify(self) -> int:
        """How many lines there are, all in order.

        Raises:
            OperatorError: a line was changed, taken out, moved or added by hand; names the first.
        """
        chain, count = START, 0
        for count, row in enumerate(self.rows(), 1):
            said = row.pop("chain", None)
            if row.get("n") != count or said != _chain(chain, row):
                raise OperatorError(
                    f"Journal {self._file} : la ligne {count} n'est pas celle qui fut écrite. "
                    "Garder ce fichier à part et restaurer la sauvegarde."
                )
            chain = said
        head = self._kept_head()
        if head != (count, chain):
            raise OperatorError(
                f"Journal {self._file} : {count} lignes là où {head[0]} furent écrites. "
                "Garder ce fichier à part et restaurer la sauvegarde."
            )
        return count

    def rows(self) -> Iterator[dict[str, Any]]:
        """The lines, oldest first."""
        if not self._file.is_file():
            return
        with self._file.open(encoding="utf-8") as lines:
            for line in lines:
                try:
                    yield json.loads(line)
                except ValueError:
                    yield {}

    def _last(self) -> tuple[int, str]:
        """Number and chain of the last line on disk: after a power cut the head may be behind."""
        if not self._file.is_file():
            return 0, START
        with self._file.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - TAIL))
            lines = file.read().splitlines()
        if not lines:
            return 0, START
        try:
            row = json.loads(lines[-1])
        except ValueError as error:
            raise OperatorError(
                f"Journal {self._file} : sa dernière ligne est coupée. La retirer, puis relancer."
            ) from error
        return int(row["n"]), str(row["chain"])

    def _kept_head(self) -> tuple[int, str]:
        if not self._head.is_file():
            return 0, START
        number, _, chain = self._head.read_text(encoding="ascii").strip().partition(" ")
        return int(number), chain


def _chain(before: str, row: dict[str, Any]) -> str:
    body = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{before}{body}".encode()).hexdigest()
