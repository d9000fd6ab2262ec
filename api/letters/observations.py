"""Letter of observations (recours gracieux): the illegalities in detail, and what is asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from api import wording
from api.letters.articles import HUWART
from api.letters.letter import (
    MENTION,
    Letter,
    Paragraph,
    address,
    basis,
    checked,
    day_of,
    opening,
    reason,
    recipient,
    references,
    subject,
)
from vigie.domain.evidence import PageEvidence, ZoneEvidence
from vigie.domain.finding import Finding
from vigie.domain.place import Subject, ZoneHit
from vigie.domain.record import ActRecord

REGISTERED = "Lettre recommandée avec demande d'avis de réception n° [à compléter]"
COPY = Paragraph("Copie : bénéficiaire de la décision (lettre recommandée avec avis de réception).")
PLANS = {
    Subject.FLOOD_PLAN: "plan de prévention du risque inondation",
    Subject.FIRE_PLAN: "plan de prévention du risque d'incendie de forêt",
    Subject.PLU: "plan local d'urbanisme",
}


def observations(record: ActRecord, findings: Sequence[Finding], today: date) -> Letter:
    """The draft, with one numbered part a retained finding."""
    one = len(findings) == 1
    reasons = [p for n, f in enumerate(findings, 1) for p in _part(n, f, record, today)]
    body = (
        Paragraph(opening(record), quoted=True),
        Paragraph(
            "Dans le cadre du contrôle de légalité prévu à l'article L2131-6 du code général des "
            "collectivités territoriales, l'examen de cette décision appelle "
            f"{'l’observation suivante' if one else 'les observations suivantes'}."
        ),
        *reasons,
        Paragraph(_asked(record, today)),
        Paragraph(_clock(record)),
        Paragraph(
            "Conformément à l'article R600-1 du code de l'urbanisme, copie de la présente lettre "
            "est adressée au bénéficiaire de la décision, par lettre recommandée avec demande "
            "d'avis de réception, dans les quinze jours francs."
        ),
    )
    letter = Letter(
        recipient=recipient(record),
        subject=subject(record.dossier.facts, "recours gracieux"),
        references=references(record, REGISTERED),
        body=body,
        day=today,
        address=address(record),
        notes=(COPY, Paragraph(MENTION)),
    )
    return checked(letter, record)


def _part(number: int, finding: Finding, record: ActRecord, today: date) -> tuple[Paragraph, ...]:
    theme = wording.THEMES[finding.theme.value]
    places = sorted({e.page for e in finding.evidence if isinstance(e, PageEvidence)})
    zones = [_zone(e, record) for e in finding.evidence if isinstance(e, ZoneEvidence) and e.code]
    seen = []
    if places:
        pages = "page" if len(places) == 1 else "pages"
        seen.append(f"{pages} {', '.join(map(str, places))} de l'acte")
    seen += list(dict.fromkeys(zones))
    shown = Paragraph(f"Élément constaté : {' ; '.join(seen)}.", quoted=True)
    return (
        Paragraph(f"{number}. {theme}", heading=True),
        Paragraph(reason(finding, record, today)),
        *([shown] if seen else []),
        Paragraph(f"Fondement : {basis(finding, record, today)}."),
    )


def _zone(evidence: ZoneEvidence, record: ActRecord) -> str:
    """« zone RU du plan de prévention du risque inondation du 18 février 2004 (52 % …) »."""
    share = f"{wording.percent(evidence.share)} du terrain" if evidence.share else ""
    met = next((z for z in record.dossier.place.zones if _same(z, evidence)), None)
    if met is None or met.subject not in PLANS:
        told = ", ".join(filter(None, (evidence.plan_words or evidence.layer, share)))
        return f"zone {evidence.code} ({told})"
    since = (
        f" en vigueur depuis le {wording.day_in_letters(met.valid_from)}" if met.valid_from else ""
    )
    return f"zone {evidence.code} du {_called(evidence, met)}{since}" + (
        f" ({share})" if share else ""
    )


def _called(evidence: ZoneEvidence, met: ZoneHit) -> str:
    """The plan by its name where a layer tells it, by its kind else."""
    kind, name = PLANS[met.subject], evidence.plan_name
    if name is None:
        return kind
    return name if name.lower().startswith(("ppr", "plan ")) else f"{kind} « {name} »"


def _same(zone: ZoneHit, evidence: ZoneEvidence) -> bool:
    return (zone.layer, zone.plan, zone.code) == (evidence.layer, evidence.plan, evidence.code)


def _asked(record: ActRecord, today: date) -> str:
    retrait = record.deadlines.retrait.date if record.deadlines else None
    if retrait is not None and retrait >= today:
        return (
            "En conséquence, je vous demande de bien vouloir retirer cette décision, après avoir "
            "mis son bénéficiaire à même de présenter ses observations (article L121-1 du code "
            "des relations entre le public et l'administration), avant le "
            f"{wording.day_in_letters(retrait)}, terme du délai de trois mois de l'article L424-5 "
            "du code de l'urbanisme, et de m'en tenir informé."
        )
    return (
        "Le délai de trois mois de l'article L424-5 du code de l'urbanisme étant écoulé ou non "
        "connu, je vous demande de me faire connaître les suites que vous entendez donner à ces "
        "observations, notamment par une décision modificative à la demande du bénéficiaire."
    )


def _clock(record: ActRecord) -> str:
    decided = day_of(record)
    last = record.deadlines.defere.date if record.deadlines else None
    until = f" Ce délai expire le {wording.day_in_letters(last)}." if last else ""
    if decided is not None and decided < HUWART:
        return (
            "Le présent recours gracieux interrompt le délai du déféré (article L411-2 du code "
            "des relations entre le public et l'administration). Votre silence gardé pendant deux "
            "mois vaudra rejet (article L411-7 du même code) ; je pourrais alors saisir le "
            "tribunal administratif."
        )
    return (
        "À défaut de réponse, je me verrais contraint de saisir le tribunal administratif dans le "
        "délai de deux mois de l'article L2131-6 du code général des collectivités territoriales, "
        f"que le présent recours ne proroge pas.{until}"
    )
