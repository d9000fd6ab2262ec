"""The morning's e-mail: references and links, and nobody is sent it until told so."""

from __future__ import annotations

import smtplib

import pytest

from api.digest import message, recipients, send
from tests.api.memory import TODAY, MemoryDesk, an_act
from vigie.errors import OperatorError
from vigie.settings import Settings


@pytest.fixture
def board():
    return MemoryDesk([an_act(index) for index in range(1, 31)]).board(TODAY)


def test_references_and_links_only(board, tmp_path):
    settings = Settings(home=tmp_path, public_url="https://vigie.example/")
    text = message(board, TODAY, settings).get_content()
    for entry in board.picked:
        facts = entry.record.dossier.facts
        assert facts.dossier_number.value in text
        assert f"https://vigie.example/actes/{entry.record.act_id}" in text
        assert facts.works.value not in text
        assert facts.applicant_name.value not in text
        assert entry.record.findings[0].because not in text


def test_off_by_default(board, tmp_path):
    settings = Settings(home=tmp_path)
    assert recipients(settings) == ()
    with pytest.raises(OperatorError, match="VIGIE_DIGEST_TO"):
        send(message(board, TODAY, settings), settings)


def test_sent_to_those_named(board, tmp_path, monkeypatch):
    sent = []

    class Server:
        def __init__(self, host, port, timeout):
            self.place = (host, port)

        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

        def send_message(self, mail):
            sent.append((self.place, mail["To"]))

    monkeypatch.setattr(smtplib, "SMTP", Server)
    to = "lea@exemple.fr, marc@exemple.fr"
    settings = Settings(home=tmp_path, digest_to=to, smtp_host="courrier.exemple.fr")
    send(message(board, TODAY, settings), settings)
    assert sent == [(("courrier.exemple.fr", 25), to)]
