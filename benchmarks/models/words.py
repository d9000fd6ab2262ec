"""The text of a made act without identities: each service keeps to its own words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from benchmarks.models.acts import UNDOING, Made
from benchmarks.models.land import zone_label
from vigie.domain.fact import Decision, Opinion, OpinionBody, SignatoryRole, Stage
from vigie.domain.fact import OpinionSense as S

NOUNS = {"PC": "permis de construire", "PCMI": "permis de construire", "PA": "permis d'aménager",
         "PD": "permis de démolir", "DP": "déclaration préalable",
         "CUa": "certificat d'urbanisme", "CUb": "certificat d'urbanisme"}  # fmt: skip
BODIES = {
    OpinionBody.ABF: ("l'architecte des Bâtiments de France", "l'ABF", "l'UDAP de l'Hérault"),
    OpinionBody.DDTM: ("la DDTM", "la direction départementale des territoires et de la mer"),
    OpinionBody.SDIS: ("le SDIS", "le service d'incendie et de secours"),
    OpinionBody.CDPENAF: ("la CDPENAF",),
    OpinionBody.SANITATION: ("le service des eaux", "le syndicat d'assainissement"),
    OpinionBody.ENEDIS: ("Enedis",),
}
AGREEMENTS = (
    "Vu l'accord du préfet, après avis de la CDNPS et de la CDPENAF ;",
    "Vu l'accord donné par le préfet de l'Hérault au titre de l'article L.121-10 ;",
)
SENSES = {
    S.FAVOURABLE: ("favorable", "favorable sans réserve"),
    S.FAVOURABLE_WITH_CONDITIONS: ("favorable avec prescriptions", "favorable sous réserves"),
    S.UNFAVOURABLE: ("défavorable",),
    S.TACIT: ("réputé favorable", "favorable tacite"),
}
HEADS = ("RÉPUBLIQUE FRANÇAISE - MAIRIE", "Commune", "Service urbanisme", "Arrêté du maire")
CODE = ("Vu le code de l'urbanisme, notamment les articles L. 421-1 et suivants ;",
        "Vu le code de l'urbanisme et ses articles L421-1, L421-6, R421-1 ;",
        "Vu le Code de l'urbanisme ;")  # fmt: skip
PLANS = ("Vu le plan local d'urbanisme approuvé le {day}, zone {zone} ;",
         "Vu le PLU du {day} et le règlement de la zone {zone} ;",
         "Vu le PLU approuvé par délibération du {day}, secteur {zone} ;")  # fmt: skip
RISKS = ("Vu le PPRI approuvé le 14 mai 2012, zone {zone} ;",
         "Vu le plan de prévention des risques d'inondation, le terrain étant en zone {zone} ;",
         "Vu le P.P.R.I., zone {zone} ;")  # fmt: skip
DELEGATION = ("Vu l'arrêté du 10 juillet 2020 portant délégation de signature à [PERSONNE] ;",
              "Vu la délégation de fonctions donnée à [PERSONNE] par arrêté du 4 juin 2020 ;",
              "Vu l'arrêté de délégation n° 2020-118 en date du 28 mai 2020 ;")  # fmt: skip
ATTESTED = (
    "Vu l'attestation de l'architecte prise au titre du PPRI (PCMI13) ;",
    "Vu l'étude hydraulique jointe et l'attestation de prise en compte des risques ;",
)
NEEDS = (
    "Considérant que le demandeur, exploitant viticole, justifie d'une présence permanente ;",
    "Considérant que l'exploitation agricole exige une surveillance permanente ;",
    "Considérant que le métier du demandeur impose qu'il loge près de ses terres ;",
)
GRANT_REASONS = (
    "Considérant que le projet respecte le règlement de la zone ;",
    "Considérant l'article R.111-27 et l'insertion du projet dans son site ;",
    "Considérant que les prescriptions assurent la sécurité des accès ;",
)
DENY_REASONS = ("Considérant que le projet méconnaît le règlement de la zone ;",
                "Considérant que le terrain est exposé à un risque, article R. 111-2 ;",
                "Considérant que l'accès ne répond pas à l'article R.111-5 ;")  # fmt: skip
ORDERS = ("ARRÊTE", "A R R Ê T E", "DÉCIDE")
GRANTS = ("Le {noun} est accordé.", "Les travaux décrits dans la demande sont autorisés.",
          "La demande fait l'objet d'une décision favorable.")  # fmt: skip
DECLARED = (
    "Il n'est pas fait opposition à la déclaration.",
    "La déclaration fait l'objet d'une décision de non-opposition.",
)
DENIALS = ("Le {noun} est refusé.", "La demande est rejetée.", "Il est fait opposition au projet.")
LEVELS = ("Le premier plancher sera calé à la cote PHE + 30 cm.",
          "Sous-face du plancher à 4,20 m NGF au moins.",
          "La cote de référence sera respectée par le plancher bas.")  # fmt: skip
CONDITIONS = {
    "rain": ("Les eaux pluviales seront gérées à la parcelle.", "Rétention des eaux de pluie."),
    "colour": ("Les enduits seront de teinte sable.", "Menuiseries de teinte sombre."),
    "networks": ("Raccordements à la charge du demandeur.", "Réseaux enterrés."),
    "clearing": ("Obligation de débroussailler sur 50 m.", "Débroussaillement réglementaire."),
    "level_roof": ("Tuiles canal en couverture.", "Toiture à deux pans."),
    "abf": ("Les prescriptions de l'architecte des Bâtiments de France seront respectées.",
            "Les prescriptions que l'UDAP a jointes à son avis sont à suivre."),
    "vague": ("L'ensemble des règles du PLU devra être respecté.",
              "Le demandeur devra se conformer à l'avis annexé."),
    "undecided": ("Un nouveau plan de masse devra être fourni avant travaux.",
                  "Le projet devra être modifié pour respecter le recul."),
}  # fmt: skip
ODD = {
    "ceded": ("Le bénéficiaire cédera gratuitement à la commune une bande de deux mètres.",
              "La bande utile à l'élargissement du chemin sera abandonnée sans indemnité.",
              "L'emprise de la rue sera remise à titre gratuit à la commune.",
              "Cession gratuite de dix pour cent de la superficie."),
    "precarious": ("La présente autorisation est délivrée à titre précaire et révocable.",
                   "L'autorisation est provisoire, le terrain sera remis en état à la demande.",
                   "La construction sera enlevée aux frais du bénéficiaire dès réquisition.",
                   "Accord donné à titre précaire, pour la durée de l'activité."),
    "awaiting": ("Considérant que la révision en cours rendra le terrain constructible ;",
                 "Vu le projet de plan arrêté, appelé à classer le terrain en zone urbaine ;",
                 "Considérant que la future modification du plan permettra ce projet ;",
                 "Considérant que le zonage à venir autorise la construction ;"),
}  # fmt: skip
ALIKE = {
    "ceded": ("La voie sera cédée à la commune par acte notarié, à titre onéreux.",
              "Aucune cession gratuite de terrain n'est exigée."),
    "precarious": ("L'occupation de la voie par le chantier est précaire et révocable.",
                   "Le cabanon de chantier provisoire sera enlevé à la fin des travaux."),
    "awaiting": ("Vu la délibération prescrivant la révision du plan local d'urbanisme ;",
                 "Vu le projet de révision, sans incidence sur le terrain ;"),
}  # fmt: skip
SIGNED = {
    SignatoryRole.MAYOR: ("Le Maire, [PERSONNE]",),
    SignatoryRole.DEPUTY: ("Pour le Maire, l'adjoint à l'urbanisme, [PERSONNE]",
                           "Par délégation, l'adjoint, [PERSONNE]"),
    SignatoryRole.AGENT: ("Le directeur général des services, [PERSONNE]",
                          "La responsable de l'urbanisme, [PERSONNE]"),
}  # fmt: skip


def text_of(act: Made) -> str:
    """The act as typed by the service that drafted it, names already masked."""
    return "\n".join(_lines(act))


def condition_lines(act: Made) -> tuple[str, ...]:
    """The conditions that it sets, as printed."""
    said = tuple(_pick(act, CONDITIONS[key], key) for key in act.conditions)
    flooded = act.town.flooded and act.land.blue > 0.02 and act.floor
    return (*said, _pick(act, LEVELS, "level")) if flooded and act.level and said else said


def zone_cited(act: Made) -> str:
    """The zone of the local plan that the act names."""
    zone = "U" if act.wrong_zone and act.land.zone != "U" else act.land.zone
    return zone_label(zone, act.service)


def _pick(act: Made, bank: tuple[str, ...], key: str) -> str:
    """A service nearly always takes the same phrase of a bank; the drafter now and then another."""
    shift = act.index % 7 == 0
    return bank[(act.service + len(key) * 3 + shift * (1 + act.index // 7)) % len(bank)]


def _lines(act: Made) -> Iterator[str]:
    noun = NOUNS[act.kind.act_type.value]
    yield _pick(act, HEADS, "head")
    yield f"{noun.upper()} {act.number}"
    yield f"Demande déposée le {_day(act.filed)}"
    yield f"Pour : {works(act)}"
    yield f"Terrain de {act.land.area:.0f} m²"
    if act.floor:
        yield f"Surface de plancher créée : {act.floor:g} m²"
    if act.decision is Decision.TACIT:
        yield "Certificat : aucune décision n'a été notifiée dans le délai d'instruction."
        return
    yield from _visas(act)
    yield from _recitals(act)
    yield _pick(act, ORDERS, "order")
    yield from _articles(act, noun)
    yield _pick(act, SIGNED[act.role], "signed")


def works(act: Made) -> str:
    """The works in the words of the act."""
    words = act.kind.words
    return words[(act.index + act.service) % len(words)]


def _visas(act: Made) -> Iterator[str]:
    yield _pick(act, CODE, "code")
    if act.zone_cited:
        yield _pick(act, PLANS, "plan").format(day="12 juillet 2017", zone=zone_cited(act))
    if cites_risk(act):
        yield _pick(act, RISKS, "risk").format(zone="Rn" if act.land.red > 0.02 else "Bu")
    for opinion in act.opinions:
        yield _opinion(act, opinion)
    if act.role is SignatoryRole.DEPUTY and act.visa:
        yield _pick(act, DELEGATION, "delegation")
    if act.attested and act.town.flooded and act.land.red + act.land.blue > 0.02 and act.floor:
        yield _pick(act, ATTESTED, "attested")
    if act.base is not None:
        age = 130 if act.late_withdrawal else 60
        yield f"Vu l'arrêté accordant l'autorisation en date du {_day(act.decided - age)} ;"
    if act.stage is Stage.RETRAIT and act.contradictory:
        yield f"Vu la procédure contradictoire engagée le {_day(act.decided - 20)} ;"
    if act.stage is Stage.ANNULATION:
        yield f"Vu la demande du bénéficiaire en date du {_day(act.filed)} ;"
    if act.stage is Stage.TRANSFERT:
        yield "Vu l'accord du titulaire ;"


def _opinion(act: Made, opinion: Opinion) -> str:
    if opinion.body is OpinionBody.PREFET:
        return _pick(act, AGREEMENTS, "agreement")
    body = _pick(act, BODIES[opinion.body], opinion.body.value)
    sense = _pick(act, SENSES[opinion.sense], opinion.sense.value)
    return f"Vu l'avis {sense} de {body} ;".replace(" de le ", " du ")


def cites_risk(act: Made) -> bool:
    """Whether the act names its flood zone."""
    flooded = bool(act.town.flooded) and act.land.red + act.land.blue > 0.02
    return flooded and act.index % 100 < 35 + 50 * act.town.service.care


def _recitals(act: Made) -> Iterator[str]:
    if act.need:
        yield _pick(act, NEEDS, "need")
    denied = act.decision.favourable is False and act.stage is Stage.INITIAL
    if act.reasons and (act.granted or denied) and act.decision is not Decision.INFORMATIVE:
        yield _pick(act, DENY_REASONS if denied else GRANT_REASONS, "reasons")
    if act.stage is Stage.RETRAIT and act.reasons:
        yield "Considérant que l'acte susvisé est entaché d'illégalité ;"
    if act.adapted and act.stage is Stage.INITIAL:
        yield "Une adaptation mineure est admise pour la hauteur ;"
    for bank, key in ((ODD, act.odd), (ALIKE, act.alike)):
        if key == "awaiting":
            yield _pick(act, bank[key], key)


def _articles(act: Made, noun: str) -> Iterator[str]:
    denied = act.decision.favourable is False and act.stage is Stage.INITIAL
    if act.stage in UNDOING:
        first = "L'autorisation susvisée est retirée."
    elif act.decision is Decision.INFORMATIVE:
        first = "Les règles applicables au terrain sont les suivantes."
    elif denied:
        first = _pick(act, DENIALS, "denied").format(noun=noun)
    elif act.kind.act_type.value == "DP":
        first = _pick(act, DECLARED, "declared")
    else:
        first = _pick(act, GRANTS, "granted").format(noun=noun)
    if act.decision is Decision.DEFERRED:
        first = "Il est sursis à statuer pour une durée de deux ans ; la demande sera confirmée."
    lines = [first, *condition_lines(act)]
    for bank, key in ((ODD, act.odd), (ALIKE, act.alike)):
        if key in ("ceded", "precarious"):
            lines.append(_pick(act, bank[key], key))
    yield from (f"Article {rank} : {line}" for rank, line in enumerate(lines, 1))


def _day(ordinal: int) -> str:
    return f"{date.fromordinal(ordinal):%d/%m/%Y}"
