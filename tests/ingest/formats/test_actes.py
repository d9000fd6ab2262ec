"""Transmissions of @CTES, made up here; real ones in ``test_real_files``."""

from __future__ import annotations

import gzip
import tarfile
import tracemalloc
from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from ingest.formats import actes, named, recognise
from ingest.formats.actes_messages import file_name, insee_of
from vigie.domain.dossier import DocumentRole
from vigie.domain.finding import Theme
from vigie.domain.outcome import Rung
from vigie.errors import Refused

NAMES = 'xmlns:actes="http://www.interieur.gouv.fr/ACTES#v1.1-20040216"'
ID = "034-213401508-20250204-PC03415024V0036-AI"
PDF = b"%PDF-1.4 made up"


def act_xml(*, subject: str = "PC 034 150 24 V0036 - villa", matter: str = "2") -> bytes:
    body = (
        f'<actes:Acte {NAMES} actes:Date="2025-02-04" actes:NumeroInterne="PC03415024V0036"'
        f' actes:CodeNatureActe="3"><actes:CodeMatiere1 actes:CodeMatiere="{matter}"/>'
        f'<actes:CodeMatiere2 actes:CodeMatiere="2"/><actes:Objet>{subject}</actes:Objet>'
        "</actes:Acte>"
    )
    return f'<?xml version="1.0" encoding="ISO-8859-1"?>\n{body}'.encode("iso-8859-1")


def message(root: str, attributes: str = "", inside: str = "") -> bytes:
    return (
        f'<actes:{root} {NAMES} actes:IDActe="{ID}" {attributes}>{inside}</actes:{root}>'.encode()
    )


def archive(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, BytesIO(data))
    return out.getvalue()


def with_member(info: tarfile.TarInfo, data: bytes = b"") -> bytes:
    out = BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        info.size = len(data)
        tar.addfile(info, BytesIO(data))
    return out.getvalue()


def test_an_envelope_gives_the_act_its_annexes_and_what_names_them() -> None:
    data = archive(
        {
            "EACT--213401508--20250205-1.xml": message("EnveloppeCLMISILL"),
            f"{ID}-1-1_0.xml": act_xml(),
            f"99_AI-{ID}-1-1_1.pdf": PDF,
            f"22_AV-{ID}-1-1_2.pdf": PDF + b"2",
        }
    )
    assert recognise(data) is actes.READER
    found = actes.read(data, "envoi.tar.gz")
    assert [(piece.data, piece.role) for piece in found.pieces] == [
        (PDF, DocumentRole.ACT),
        (PDF + b"2", DocumentRole.ANNEX),
    ]
    (row,) = found.controls
    assert (row.actes_id, row.dossier_number) == (ID, "PC 034150 24 V0036")
    assert (row.decided_on, row.received_on) == (date(2025, 2, 4), None)
    assert row.commune_insee == "34150"
    assert row.outcomes == ()


def test_a_letter_of_the_prefecture_comes_with_its_message() -> None:
    files = {f"{ID}-4-1_0.xml": message("LettreObservations"), f"{ID}-4-1_1.pdf": PDF}
    (piece,) = actes.read(archive(files), "envoi.tar.gz").pieces
    assert (piece.role, piece.names[0]) == (DocumentRole.LETTER, ID)


def test_the_receipt_says_when_the_clock_starts() -> None:
    inner = '<actes:ActeRecu actes:Date="2025-02-04" actes:NumeroInterne="1"/>'
    data = message("ARActe", 'actes:DateReception="2025-02-06"', inner)
    (row,) = actes.read(data, "ar.xml").controls
    assert (row.received_on, row.decided_on) == (date(2025, 2, 6), date(2025, 2, 4))


@pytest.mark.parametrize(
    ("root", "rung"),
    [
        ("CourrierSimple", Rung.PIECES_ASKED),
        ("DemandePieceComplementaire", Rung.PIECES_ASKED),
        ("LettreObservations", Rung.OBSERVATIONS),
    ],
)
def test_letters_of_the_prefecture_are_outcomes(root: str, rung: Rung) -> None:
    data = message(root, 'actes:DateCourrierPref="2025-03-01"')
    (row,) = actes.read(data, "m.xml").controls
    assert [(one.rung, one.known_on) for one in row.outcomes] == [(rung, date(2025, 3, 1))]


def test_observations_carry_their_themes_and_start_the_recours() -> None:
    inside = "<actes:Motif>Zone rouge du PPRI inondation ; L. 121-8</actes:Motif>"
    data = message("LettreObservations", 'actes:DateCourrierPref="2025-03-01"', inside)
    (row,) = actes.read(data, "m.xml").controls
    assert row.recours_sent_on == date(2025, 3, 1)
    assert row.outcomes[0].themes == (Theme.FLOOD, Theme.LITTORAL)


def test_a_defere_is_dated_by_its_filing() -> None:
    data = message("DefereTA", inside="<actes:DateDepot>2025-04-02</actes:DateDepot>")
    (row,) = actes.read(data, "m.xml").controls
    assert [(one.rung, one.known_on) for one in row.outcomes] == [(Rung.DEFERE, date(2025, 4, 2))]


def test_the_receipt_of_a_reply_names_its_act_inside() -> None:
    inner = f'<actes:InfosCourrierPref actes:IDActe="{ID}" actes:DateCourrierPref="2025-03-01"/>'
    for root, field in (
        ("ARPieceComplementaire", "pieces_received_on"),
        ("ARReponseRejetLettreObservations", "recours_answered_on"),
    ):
        opening = f'<actes:{root} {NAMES} actes:DateReception="2025-04-03">'
        (row,) = actes.read(f"{opening}{inner}</actes:{root}>".encode(), "m.xml").controls
        assert row.actes_id == ID
        assert getattr(row, field) == date(2025, 4, 3)
        assert row.received_on is None


def test_an_anomaly_is_told_and_is_no_reception() -> None:
    inside = "<actes:Date>2025-02-05</actes:Date><actes:Detail>classification</actes:Detail>"
    found = actes.read(message("AnomalieActe", inside=inside), "anomalie.xml")
    assert found.controls == ()
    assert "classification" in found.notes[0]


def test_an_act_of_another_matter_is_told_not_read() -> None:
    files = {f"{ID}-1-1_0.xml": act_xml(subject="Tarifs de la cantine", matter="7"),
             f"{ID}-1-1_1.pdf": PDF}  # fmt: skip
    other = {name.replace("PC03415024V0036", "2025_12"): data for name, data in files.items()}
    xml = next(iter(other))
    other[xml] = other[xml].replace(b"PC03415024V0036", b"2025_12")
    found = actes.read(archive(other), "envoi.tar.gz")
    assert found.pieces == ()
    assert "matière 7.2" in found.notes[0]


def test_an_act_sent_as_a_picture_becomes_a_page_always_the_same() -> None:
    out = BytesIO()
    Image.new("L", (200, 300), 255).save(out, "PNG")
    data = archive({f"{ID}-1-1_0.xml": act_xml(), f"{ID}-1-1_1.png": out.getvalue()})
    (piece,) = actes.read(data, "a.tar.gz").pieces
    assert piece.data.startswith(b"%PDF-")
    assert piece.role is DocumentRole.ACT
    assert actes.read(data, "a.tar.gz").pieces == (piece,)


def test_identifiers_with_dashes_and_communes_by_siren() -> None:
    said = file_name("99_AI-034-213401508-20250204-52-2025-AI-1-1_12.pdf")
    assert said is not None
    assert (said.actes_id, said.message, said.rank) == (
        "034-213401508-20250204-52-2025-AI",
        "1-1",
        12,
    )
    assert insee_of(ID) == "34150"
    assert insee_of("034-243400017-20250204-1-AI") is None  # an EPCI


def link() -> tarfile.TarInfo:
    info = tarfile.TarInfo("lien.pdf")
    info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
    return info


def device() -> tarfile.TarInfo:
    info = tarfile.TarInfo("peripherique")
    info.type = tarfile.CHRTYPE
    return info


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (with_member(link()), "autre chose que des fichiers"),
        (with_member(device()), "autre chose que des fichiers"),
        (with_member(tarfile.TarInfo("../../etc/passwd"), b"x"), "chemin"),
        (with_member(tarfile.TarInfo("/etc/passwd"), b"x"), "chemin"),
        (archive({"autre.tar.gz": b"x"}), "archive dans une archive"),
        (archive({f"{n}.txt": b"" for n in range(401)}), "401|400"),
        (archive({"a.pdf": PDF}), "sans message"),
        (archive({f"{ID}-1-1_0.xml": act_xml()})[:-30], "endommagée"),
    ],
    ids=["link", "device", "climbs", "absolute", "nested", "too many", "no message", "cut"],
)
def test_archives_that_hold_anything_else_are_refused(data: bytes, reason: str) -> None:
    assert actes.recognises(data)
    with pytest.raises(Refused, match=reason):
        actes.read(data, "a.tar.gz")


def test_an_archive_of_zeros_is_stopped_early() -> None:
    bomb = with_member(tarfile.TarInfo("a.pdf"), bytes(100 * 2**20))
    assert len(bomb) < 200_000
    tracemalloc.start()
    with pytest.raises(Refused, match="démesurée"):
        actes.read(bomb, "a.tar.gz")
    assert tracemalloc.get_traced_memory()[1] < 60 * 2**20
    tracemalloc.stop()


def test_a_giant_header_is_stopped_too() -> None:
    header = tarfile.TarInfo("x")
    header.type, header.size = tarfile.XHDTYPE, 2**31
    data = gzip.compress(header.tobuf(tarfile.USTAR_FORMAT) + bytes(30 * 2**20))
    with pytest.raises(Refused):
        actes.read(data, "a.tar.gz")


def test_entities_are_refused() -> None:
    data = (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;">]>'
        + message("ARActe", inside="&y;")
    )
    with pytest.raises(Refused, match="illisible"):
        actes.read(data, "a.xml")


def test_other_files_are_not_taken() -> None:
    for data in (b"", PDF, gzip.compress(b"text" * 400), b"<html></html>", b"\x1f\x8bxx"):
        assert not actes.recognises(data)
    assert named("actes") is actes.READER


def test_a_message_cut_costs_only_itself() -> None:
    files = {
        f"{ID}-1-1_0.xml": act_xml(),
        f"99_AI-{ID}-1-1_1.pdf": PDF,
        "034-213401508-20250205-AUTRE-AI-1-1_0.xml": act_xml()[:250],
    }
    found = actes.read(archive(files), "envoi.tar.gz")
    assert [row.actes_id for row in found.controls] == [ID]
    assert [piece.data for piece in found.pieces] == [PDF]
    (refused,) = found.refused_rows
    assert "AUTRE" in refused.where
    assert "illisible" in refused.reason


def test_a_message_that_lies_about_its_encoding_is_read() -> None:
    data = act_xml(subject="PC 034 150 24 V0036 - surélévation")
    data = data.replace(b"ISO-8859-1", b"UTF-8")
    (row,) = actes.read(archive({f"{ID}-1-1_0.xml": data}), "envoi.tar.gz").controls
    assert (row.actes_id, row.dossier_number) == (ID, "PC 034150 24 V0036")


def test_a_picture_that_cannot_be_opened_costs_only_itself() -> None:
    broken = b"\xff\xd8\xff\xe0 nothing behind"
    files = {
        f"{ID}-1-1_0.xml": act_xml(),
        f"99_AI-{ID}-1-1_1.pdf": PDF,
        f"22_DP-{ID}-1-1_2.jpg": broken,
    }
    pieces = actes.read(archive(files), "envoi.tar.gz").pieces
    assert [piece.data for piece in pieces] == [PDF, broken]
    assert recognise(broken) is None  # so that it is set aside with a reason of its own
