"""The sheet of an act: one page, tagged, read in its order, without the name of anybody."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pdfplumber
import pikepdf
import pytest

from tests.api.memory import a_finding, an_act
from vigie.domain.finding import Theme, Verdict

Read = list[tuple[str, str]]  # tag and text, in the order of the structure tree
LONG = "La cote de référence n'est pas reprise par les prescriptions de l'arrêté accordé. " * 6


def sheet(client, act_id="act-001") -> bytes:
    answer = client.get(f"/actes/{act_id}/fiche.pdf")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    return answer.content


def spoken(pdf: bytes) -> Read:
    """What a screen reader says, element by element."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        page = opened.pages[0]
        said: dict[int, str] = {}
        for char in page.chars:
            if char["mcid"] is not None:
                said[char["mcid"]] = said.get(char["mcid"], "") + char["text"]
        return [row for root in page.structure_tree for row in _walk(root, said)]


def _walk(element, said: dict[int, str]) -> Iterator[tuple[str, str]]:
    text = "".join(said.pop(mcid, "") for mcid in element.get("mcids", ()))
    yield element["type"], text
    for child in element.get("children", ()):
        yield from _walk(child, said)


def unspoken(pdf: bytes) -> str:
    """Letters drawn outside the structure."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return "".join(char["text"] for char in opened.pages[0].chars if char["mcid"] is None)


def test_it_says_that_it_is_accessible(client):
    with pikepdf.open(io.BytesIO(sheet(client))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "fr"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        assert "Fiche de l'acte PC 034003 26 V0001" in pdf.open_metadata()["dc:title"]
        assert pdf.pages[0].Tabs == "/S" or "/Annots" not in pdf.pages[0]
        fonts = pdf.pages[0].Resources.Font.values()
        assert all("/ToUnicode" in font for font in fonts)


def test_it_is_read_in_the_order_in_which_it_is_written(client):
    pdf = sheet(client)
    read = spoken(pdf)
    headings = [
        "".join(text for _, text in read[i : i + 3])
        for i, (tag, _) in enumerate(read)
        if tag in ("H1", "H2")
    ]
    wanted = ["PC 034003 26 V0001", "Délais", "Motifs relevés", "Terrain", "Ce que dit l'acte"]
    assert len(headings) == len(wanted)
    assert all(title.startswith(start) for title, start in zip(headings, wanted, strict=True))
    aloud = "".join(text for _, text in read)
    places = [aloud.index(part) for part in ("Recours gracieux", "Logement nouveau", "Rn", "128,5")]
    assert places == sorted(places)
    assert unspoken(pdf).strip() == ""
    assert {"Table", "TR", "TH", "TD", "L", "LI"} <= {tag for tag, _ in read}


def test_each_cell_names_its_heads(client):
    with pikepdf.open(io.BytesIO(sheet(client))) as pdf:
        every = list(_elements(pdf.Root.StructTreeRoot))
        heads = {bytes(one.ID) for one in every if one.S == "/TH"}
        cells = [set(map(bytes, one.A.Headers)) for one in every if one.S == "/TD"]
    assert len(cells) > 10
    assert all(len(named) == 2 and named <= heads for named in cells)


def _elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    children = element.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from _elements(child)


@pytest.mark.parametrize("count", [0, 2, 15])
def test_it_holds_on_one_page(client, desk, count):
    findings = tuple(
        a_finding(f"INO-{n}", theme=Theme.FLOOD, verdict=Verdict.BREACH, because=LONG)
        for n in range(count)
    )
    desk.records["act-001"] = replace(an_act(1), findings=findings)
    pdf = sheet(client)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) == 1
    aloud = "".join(text for _, text in spoken(pdf))
    shown = aloud.count("INO-")
    assert ("autres motifs" in aloud) == (shown < count)
    assert shown == count or 2 <= shown < count
    assert aloud.rstrip().endswith("risque 3.")


def test_nobody_is_named(client):
    aloud = "".join(text for _, text in spoken(sheet(client)))
    assert "128,5" in aloud
    assert "Inventé" not in aloud


def test_the_score_of_an_act_drawn_at_random_stays_hidden(client, desk):
    drawn = next(one for one in desk.queue(desk.today()).entries if one.stratum.value == "random")
    act_id = drawn.record.act_id
    assert "Modèle" not in "".join(text for _, text in spoken(sheet(client, act_id)))


def test_reading_it_is_noted(client, tmp_path):
    sheet(client)
    assert '"fiche"' in (tmp_path / "audit.jsonl").read_text(encoding="utf-8")
