"""A watched folder: what is whole is taken, what is still being written waits.

By looking again and again: a network share tells nobody of its changes. A file is whole when its
size and its time have not moved between two looks; one that lacks its end (a PDF, a zip) is given
longer, since its copy may have stalled. It is moved only once it is in the ledger: cut
in between, it is received a second time, as the duplicate that it is.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ingest.receive import Received, receive_file
from vigie.errors import UserError
from vigie.store import Store

DONE = "traites"  # beside what arrives: a move inside one share is one step
UNFINISHED = (".part", ".tmp", ".crdownload", ".filepart", ".partial", ".swp")
LOOKS_CUT = 30  # a file without its end may yet be written: it waits this many looks
TAIL = 70_000  # bytes that hold the end of a zip, with its longest comment
ENDS = ((b"%PDF", b"%%EOF"), (b"PK\x03\x04", b"PK\x05\x06"))

Stamp = tuple[int, int]


@dataclass(slots=True)
class Watch:
    """One watched folder and what was seen of it so far."""

    folder: Path
    seen: dict[Path, tuple[Stamp, int]] = field(default_factory=dict)
    unreadable: dict[Path, str] = field(default_factory=dict)

    def whole(self) -> tuple[Path, ...]:
        """The files that have not moved since the last look; by name."""
        now = {path: stamp for path in sorted(self._files()) if (stamp := _stamp(path))}
        before, self.seen = self.seen, {}
        found = []
        for path, stamp in now.items():
            last, looks = before.get(path, (None, 0))
            looks = looks + 1 if stamp == last else 0
            self.seen[path] = (stamp, looks)
            if looks >= LOOKS_CUT or (looks and _has_end(path, stamp[0])):
                found.append(path)
        return tuple(found)

    def take(self, store: Store, *, max_bytes: int, today: date) -> Iterator[Received]:
        """Receive what is whole, then move it to the folder of the day.

        A file that cannot be read (rights, lock of another program) is left and tried again.
        """
        for path in self.whole():
            try:
                received = receive_file(store, path, max_bytes=max_bytes)
            except UserError as error:
                self.unreadable[path] = str(error)
                continue
            self.unreadable.pop(path, None)
            self._move(path, today)
            self.seen.pop(path, None)
            yield received

    def _move(self, path: Path, today: date) -> None:
        inside = path.relative_to(self.folder)
        target = self.folder / DONE / today.isoformat() / inside
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(_free(target))

    def _files(self) -> Iterator[Path]:
        for parent, folders, names in os.walk(self.folder):
            top = Path(parent) == self.folder
            folders[:] = [n for n in folders if not n.startswith(".") and not (top and n == DONE)]
            for name in names:
                hidden = name.startswith((".", "~"))
                if not hidden and not name.lower().endswith(UNFINISHED):
                    yield Path(parent, name)


def _stamp(path: Path) -> Stamp | None:
    """Size and time of a plain file; None for anything else, or for one that just left."""
    try:
        about = path.stat()
    except OSError:
        return None
    return (about.st_size, about.st_mtime_ns) if path.is_file() else None


def _has_end(path: Path, size: int) -> bool:
    """False for an empty file, and for one whose format has an end that is not there."""
    try:
        with path.open("rb") as file:
            head = file.read(1024)
            file.seek(max(0, size - TAIL))
            tail = file.read()
    except OSError:
        return True  # said when it is taken
    for start, end in ENDS:
        if start in head:
            return end in tail
    return size > 0


def _free(path: Path) -> Path:
    """The same path, or the next one that no file has."""
    rank, found = 1, path
    while found.exists():
        rank += 1
        found = path.with_name(f"{path.stem} ({rank}){path.suffix}")
    return found
