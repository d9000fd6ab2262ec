"""The accounts of the service, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.audit import AuditLog
from api.people import People, Role
from vigie.__main__ import app
from vigie.errors import UserError

SECRET = "un mot de passe long"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VIGIE_HOME", str(tmp_path))
    runner = CliRunner()
    return lambda *words: runner.invoke(app, ["accounts", *words])


def test_add_list_change_disable(run, tmp_path, capfd):
    added = run("add", "lea", "--name", "Léa Martin", "--role", "head", "--password", SECRET)
    assert added.exit_code == 0
    people = People(tmp_path, demo=False)
    assert people.sign_in("lea", SECRET).role is Role.HEAD
    capfd.readouterr()
    run("list", "--json")
    listed = json.loads(capfd.readouterr().out)
    assert listed == [{"login": "lea", "name": "Léa Martin", "role": "head"}]
    assert run("password", "lea", "--new", SECRET + " changé").exit_code == 0
    assert people.sign_in("lea", SECRET) is None
    cookie = people.cookie(people.known("lea"))
    run("add", "marc", "--name", "Marc", "--password", SECRET)
    assert run("disable", "lea").exit_code == 0
    assert people.session(cookie) is None
    assert AuditLog(tmp_path).verify() == 4
    assert "dernier compte" in str(run("disable", "marc").exception)


@pytest.mark.parametrize(
    "words",
    [
        ("add", "lea", "--name", "Léa", "--role", "chef", "--password", SECRET),
        ("add", "lea", "--name", "Léa", "--password", "court"),
        ("disable", "personne"),
        ("password", "personne", "--new", SECRET),
    ],
    ids=["role", "short", "unknown", "unknown-password"],
)
def test_what_cannot_be_done_is_said(run, words):
    assert isinstance(run(*words).exception, UserError)
