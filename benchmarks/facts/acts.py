"""Made acts with what they say: the truth of the benchmark."""
# ruff: noqa: E501 - phrases of acts are kept whole

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from benchmarks.facts import wording as w

TOWNS = (
    ("Marseillan", "150"),
    ("Gignac", "114"),
    ("Lunel-Viel", "146"),
    ("Vendres", "329"),
    ("Clermont-l'Hérault", "079"),
    ("Le Crès", "090"),
)
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
PLU_ZONES = ("UA", "UBa", "1AUh", "A", "Ap", "N", "UE2", "Nl")
RISK_ZONES = {"PPRI": ("Rn", "BU", "Ru", "Z1", "R"), "PPRIF": ("B1", "A", "B2")}


@dataclass
class MadeAct:
    """What an act says, and the words it says it with."""

    truth: dict[str, Any]
    town: str
    number: str
    title: str
    name: str
    asked_by: str
    home: str
    site: str
    parcels: str
    works: str
    visas: list[str]
    reasons: list[str]
    decision: str
    conditions: list[str]
    signer: tuple[str, str]
    fields: dict[str, str]
    boiler: tuple[str, ...] = field(default=w.BOILER)


def make(rng: random.Random) -> MadeAct:
    """One act, drawn."""
    town, code = rng.choice(TOWNS)
    kind = rng.choices(("PC", "DP", "PA", "PD", "CU"), (10, 9, 3, 1, 2))[0]
    filed = date(2022, 1, 3) + timedelta(days=rng.randrange(1500))
    decided = filed + timedelta(days=rng.randrange(25, 160))
    parts = (code, f"{filed:%y}", rng.choice("ABCKSZ0") + f"{rng.randrange(1, 400):04d}")
    suffix = rng.choice((" M01", " M02", " T01")) if kind == "PC" and rng.random() < 0.15 else ""
    truth: dict[str, Any] = {
        "dossier_number": f"{kind} 034{parts[0]} {parts[1]} {parts[2]}{suffix}", "commune_insee": f"34{code}",
        "filed_on": filed, "decided_on": decided, "in_the_name_of": "commune",
        "act_type": "CUb" if kind == "CU" else kind, "stage": {" M": "modificatif", " T": "transfert"}.get(suffix[:2], "initial"),
    }  # fmt: skip
    number = rng.choice(
        (
            "{k} 034 {c} {y} {r}{s}",
            "{k} 034{c} {y} {r}{s}",
            "{k}034{c}{y}{r}{s}",
            "{k} 034.{c}.{y}.{r}{s}",
        )
    ).format(k=kind, c=parts[0], y=parts[1], r=parts[2], s=suffix)
    decision, conditions, title = _decision(rng, kind, truth, filed, suffix)
    name, asked_by = _applicant(rng, truth, town)
    fields, works = _project(rng, kind, truth, filed)
    visas, reasons = _visas(rng, truth, town, filed)
    signer = _signer(rng, truth)
    parcels = _parcels(rng, truth, code)
    street = rng.choice(
        ("rue des Barrys", "chemin de la Peyrade", "avenue du Causse", "impasse des Amandiers")
    )
    return MadeAct(
        truth, town, number, title, name, asked_by, f"{rng.randrange(1, 90)} {street}, 34070 MONTPELLIER", f"{rng.randrange(1, 90)} {street}",
        parcels, works, visas, reasons, decision, conditions, signer, fields,
    )  # fmt: skip


def day(rng: random.Random, value: date) -> str:
    """A date as one of the ways acts print it."""
    long = f"{'1er' if value.day == 1 else value.day} {MONTHS[value.month - 1]} {value.year}"
    return rng.choice((f"{value:%d/%m/%Y}", long, f"{value:%d.%m.%Y}", long))


def _decision(
    rng: random.Random, kind: str, truth: dict[str, Any], filed: date, suffix: str
) -> tuple[str, list[str], str]:
    level = round(rng.uniform(1.5, 40), 2)
    count = rng.randrange(1, 5)
    texts = [
        c.format(level=f"{level:.2f}".replace(".", ",")) for c in rng.sample(w.CONDITIONS, count)
    ]
    if kind == "CU":
        sense, phrases = rng.choice((("positive", w.POSITIVE), ("negative", w.NEGATIVE)))
        truth["decision"] = sense
        return rng.choice(phrases), [], "CERTIFICAT D'URBANISME OPÉRATIONNEL"
    words = {
        "PC": "PERMIS DE CONSTRUIRE",
        "PA": "PERMIS D'AMÉNAGER",
        "PD": "PERMIS DE DÉMOLIR",
        "DP": "DÉCLARATION PRÉALABLE",
    }[kind]
    extra = {" M": " MODIFICATIF", " T": ""}.get(suffix[:2], "")
    if kind == "DP":
        table = (
            ("non_opposition", w.NO_OPPOSITION),
            ("non_opposition_with_conditions", w.NO_OPPOSITION_WITH),
            ("opposed", w.OPPOSED),
        )
    else:
        table = (
            ("granted", w.GRANTED),
            ("granted_with_conditions", w.GRANTED_WITH),
            ("refused", w.REFUSED),
            ("deferred", w.DEFERRED),
        )
    weights = (4, 4, 2, 1)[: len(table)]
    sense, phrases = rng.choices(table, weights)[0]
    if kind != "DP" and not suffix and rng.random() < 0.06:
        sense, phrases, truth["stage"] = "withdrawn", w.WITHDRAWN, "retrait"
    truth["decision"] = sense
    title = {
        "refused": f"REFUS DE {words}", "opposed": f"OPPOSITION À UNE {words}", "withdrawn": f"RETRAIT D'UN {words}", "deferred": f"ARRÊTÉ DE SURSIS À STATUER - {words}",
    }.get(sense, f"ARRÊTÉ RELATIF À UNE {words}" if kind == "DP" else f"TRANSFERT DE {words}" if suffix.startswith(" T") else f"ARRÊTÉ DE {words}{extra}")  # fmt: skip
    if not sense.endswith("with_conditions"):
        texts = []
    else:
        truth["conditions"] = texts
        if any("NGF" in text for text in texts):
            truth["flood_level_ngf"] = level
    return rng.choice(phrases).format(earlier=day(rng, filed + timedelta(days=20))), texts, title


def _applicant(rng: random.Random, truth: dict[str, Any], town: str) -> tuple[str, str]:
    draw = rng.random()
    if draw < 0.6:
        truth["applicant_kind"] = "person"
        name = f"{rng.choice(('Monsieur', 'Madame', 'M.', 'Mme'))} {rng.choice(w.FORENAMES)} {rng.choice(w.SURNAMES).upper()}"
    elif draw < 0.9:
        truth["applicant_kind"] = "company"
        name = rng.choice(w.COMPANIES)
    else:
        truth["applicant_kind"] = "public_body"
        name = rng.choice(w.PUBLIC).format(town=town)
    return name, name


def _project(
    rng: random.Random, kind: str, truth: dict[str, Any], filed: date
) -> tuple[dict[str, str], str]:
    choices = [x for x in w.WORKS if kind in x[4]] or [x for x in w.WORKS if "PC" in x[4]]
    text, kinds, use, dwellings, _ = rng.choice(choices)
    truth["works_kinds"] = sorted(kinds)
    fields: dict[str, str] = {}
    if use:
        truth["destination"] = use
        fields["use"] = rng.choice(w.USES[use])
    if kind in ("PC", "DP") and rng.random() < 0.8:
        area = round(rng.uniform(8, 900), rng.choice((0, 1, 2)))
        truth["floor_area_created_m2"] = float(area)
        fields["area"] = f"{area:g}".replace(".", ",") + rng.choice((" m²", " m2", "m²"))
    if dwellings is not None:
        truth["dwellings_created"] = dwellings
        fields["dwellings"] = str(dwellings)
    if rng.random() < 0.7:
        site = rng.randrange(120, 9000)
        truth["site_area_m2"] = float(site)
        fields["site_area"] = f"{site:,}".replace(",", " ") + " m²"
    if kind == "PC" and rng.random() < 0.4:
        truth["architect_named"] = True
        fields["architect"] = f"{rng.choice(w.FORENAMES)} {rng.choice(w.SURNAMES).upper()}"
    fields["filed"] = day(rng, filed)
    return fields, text


def _visas(
    rng: random.Random, truth: dict[str, Any], town: str, filed: date
) -> tuple[list[str], list[str]]:
    visas: list[str] = []
    articles: list[str] = []
    for line, cited in rng.sample(w.ARTICLES, rng.randrange(1, 4)):
        visas.append(line)
        articles += cited
    truth["articles_cited"] = sorted(set(articles))
    if rng.random() < 0.8:
        zone = rng.choice(PLU_ZONES)
        truth["plu_zone"] = zone
        visas.append(
            rng.choice(w.PLU_VISAS).format(
                town=town, day=day(rng, filed - timedelta(days=900)), zone=zone
            )
        )
    if rng.random() < 0.5:
        line, plan = rng.choice(w.RISK_VISAS)
        zone = rng.choice(RISK_ZONES[plan])
        truth["risk_zones_cited"] = [f"{plan} {zone}"]
        visas.append(line.format(day=day(rng, filed - timedelta(days=2000)), zone=zone))
    opinions = []
    for body in rng.sample(sorted(w.BODIES), rng.randrange(0, 4)):
        sense = rng.choice(sorted(w.SENSES))
        opinions.append(f"{body} {sense}")
        given = day(rng, filed + timedelta(days=rng.randrange(5, 22)))
        visas.append(rng.choice(w.SENSES[sense]).format(body=rng.choice(w.BODIES[body]), day=given))
    if opinions:
        truth["opinions"] = sorted(opinions)
    reasons = []
    if truth["decision"] in ("refused", "opposed", "deferred", "negative", "withdrawn"):
        reasons = [
            "Considérant que le projet ne peut être accordé que si les réseaux sont suffisants ; que tel n'est pas le cas ;"
        ]
    return visas, reasons


def _signer(rng: random.Random, truth: dict[str, Any]) -> tuple[str, str]:
    block, role, delegated = rng.choice(w.SIGNERS)
    truth["signatory"] = f"{role} {delegated}"
    return block, f"{rng.choice(w.FORENAMES)} {rng.choice(w.SURNAMES).upper()}"


def _parcels(rng: random.Random, truth: dict[str, Any], code: str) -> str:
    section = rng.choice(("AB", "CX", "D", "ZH", "BK"))
    numbers = sorted(rng.sample(range(1, 900), rng.randrange(1, 4)))
    truth["parcels"] = [f"34{code}000{section.zfill(2)}{n:04d}" for n in numbers]
    style = rng.randrange(4)
    if style == 0:
        return ", ".join(f"{section}{n}" for n in numbers)
    if style == 1:
        return f"section {section} n° " + " et ".join(str(n) for n in numbers)
    if style == 2:
        return " - ".join(f"{section} {n:04d}" for n in numbers)
    return f"{code} {section} {numbers[0]}" + "".join(f", {section} {n}" for n in numbers[1:])
