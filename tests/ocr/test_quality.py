from __future__ import annotations

import pytest

from ocr.look import is_receipt
from ocr.quality import look_at_text

PROSE = (
    "Vu le code de l'urbanisme, notamment ses articles L.421-1 et suivants ; considérant que le "
    "projet est situé en zone inondable et que le règlement de la zone interdit les remblais, le "
    "permis de construire est accordé sous réserve du respect des prescriptions énoncées à "
    "l'article 2 du présent arrêté, transmis au représentant de l'État. "
) * 2


def shifted(text: str) -> str:
    return "".join(chr((ord(c) - 97 + 7) % 26 + 97) if "a" <= c <= "z" else c for c in text)


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        PROSE.upper(),
        "The council has decided to grant the application for two houses on this site. " * 5,
        "• Article 1 • Article 2 \uf0b7 voir plan \uf0a8",
        "AB 12 CD 34 EF 56",
        "",
    ],
)
def test_readable_text_is_trusted(text):
    assert look_at_text(text).fault is None


@pytest.mark.parametrize(
    "text",
    [
        PROSE.replace("é", "\ufffd"),
        PROSE.replace("é", "\uf0e9"),
        PROSE.replace("é", ""),
        shifted(PROSE),
        " ".join(PROSE.replace(" ", "")),
        "\ue001\ue002\ue003\ue004",
    ],
)
def test_a_font_that_lies_is_found_out(text):
    if text == PROSE.replace("é", ""):
        text = "".join(c for c in PROSE * 2 if c not in "éàèêÉ")
    assert look_at_text(text).fault is not None


def test_a_receipt_is_told_from_a_stamped_act():
    receipt = (
        "Acte reçu par : Préfecture de l'Hérault\nNature transaction : AR de transmission d'acte\n"
        "Numéro Acte : 2025_034\nObjet acte : permis de construire\nMatière : 2.2\n"
        "Identifiant Acte : 034-213400012-20250612-2025_034-AI"
    )
    stamp = (
        "Accusé de réception en préfecture\n034-213400012-20250612-2025_034-AI\n"
        "Date de télétransmission : 12/06/2025\nDate de réception préfecture : 12/06/2025"
    )
    assert is_receipt(receipt)
    assert not is_receipt(stamp + PROSE)
