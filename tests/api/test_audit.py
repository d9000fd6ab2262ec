"""The audit log: any change to what was written shows."""

from __future__ import annotations

import threading

import pytest

from api.audit import AuditLog
from vigie.errors import OperatorError


@pytest.fixture
def log(tmp_path) -> AuditLog:
    made = AuditLog(tmp_path)
    for number in range(5):
        made.write("claire", "acte vu", f"act-{number}", rank=number)
    return made


def lines_of(path):
    return (path / "audit.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)


def test_what_was_written_is_verified(log):
    assert log.verify() == 5


def test_an_empty_log_is_sound(tmp_path):
    assert AuditLog(tmp_path).verify() == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: [lines[0].replace("claire", "marc"), *lines[1:]],
        lambda lines: lines[1:],
        lambda lines: lines[:2] + lines[3:],
        lambda lines: lines[:-1],
        lambda lines: [lines[1], lines[0], *lines[2:]],
        lambda lines: [*lines, lines[-1]],
        lambda lines: ["pas du json\n", *lines[1:]],
        lambda lines: [],
    ],
)
def test_any_change_shows(log, tmp_path, change):
    (tmp_path / "audit.jsonl").write_text("".join(change(lines_of(tmp_path))), encoding="utf-8")
    with pytest.raises(OperatorError):
        log.verify()


def test_several_writers_make_one_chain(tmp_path):
    def write() -> None:
        mine = AuditLog(tmp_path)
        for number in range(10):
            mine.write("x", "acte vu", str(number))

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert AuditLog(tmp_path).verify() == 40
