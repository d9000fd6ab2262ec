"""Phrases from which the statistical readers learn: composed here, shared with no benchmark."""
# ruff: noqa: E501, S311 - phrases are kept whole; seeded, not secret

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from vigie.domain.fact import Destination, OpinionSense, WorksKind

_D, _K = Destination, WorksKind


@dataclass(frozen=True, slots=True)
class Works:
    """A text of works with what it stands for."""

    text: str
    kinds: frozenset[WorksKind]
    destination: Destination | None


# What is built, with the use it tells and the kind it counts for when new.
NEW: tuple[tuple[WorksKind, Destination | None, str], ...] = (
    (_K.NEW_DWELLING, _D.HOUSING, "une maison de plain-pied|une bastide|une maison d'architecte|un logement de gardien|une maisonnette|deux maisons mitoyennes|une habitation en ossature bois|un chalet habitable|quatre maisons groupées|une résidence principale|une maison bioclimatique|un logement T3|un bungalow à usage de logement|une maison en partie arrière|huit logements intermédiaires|un appartement"),
    (_K.NEW_BUILDING, _D.COMMERCE, "une supérette|un drive|une boulangerie artisanale|une jardinerie|un salon de coiffure|une concession automobile|un centre de remise en forme|une pharmacie|un cabinet dentaire|une agence bancaire|un espace de coworking|un plateau de bureaux|un garage automobile|une halle de marché couverte|une brasserie|un kiosque de vente|une cellule commerciale|une station de lavage"),
    (_K.NEW_BUILDING, _D.INDUSTRY, "un atelier de menuiserie|une plateforme logistique|une usine de conditionnement|un entrepôt frigorifique|une unité de méthanisation|une centrale à béton|un dépôt de matériaux|des boxes de stockage|une déchetterie professionnelle|un local artisanal de carrosserie|une blanchisserie industrielle"),
    (_K.NEW_BUILDING, _D.PUBLIC, "une maternelle|un dojo|une cantine scolaire|une maison médicale|une station d'épuration|une salle de quartier|un centre technique municipal|une bibliothèque|un poste de secours|un foyer pour personnes âgées|une antenne-relais|un château d'eau|une chaufferie collective|des tribunes de stade|une gendarmerie|un crématorium|une maison des jeunes|un local de chasse"),
    (_K.NEW_BUILDING, _D.TOURISM, "une auberge|un hôtel de trente chambres|un gîte d'étape|une résidence de vacances|trois gîtes ruraux|une maison d'hôtes|un village de vacances"),
    (_K.FARM_BUILDING, _D.FARMING, "un hangar de stockage de fourrage|une cave de vinification|un abri pour tracteurs|une bergerie|un chai à barriques|un tunnel maraîcher|un poulailler de ponte|une miellerie|une étable|un local phytosanitaire|un bâtiment pour le matériel oléicole|un silo à grains|une serre de production|une fumière couverte|un box pour chevaux de l'exploitation|un atelier ostréicole|un mas conchylicole|un séchoir à foin|une aire de lavage viticole|un moulin à huile"),
    (_K.ANNEXE, _D.HOUSING, "un cabanon de jardin|un carport|une remise à outils|un abri à vélos|un local à bois|un bûcher|une tonnelle|un auvent pour voiture|un garage accolé|un poolhouse|une buanderie extérieure|un atelier de bricolage|une gloriette|un barbecue couvert|un abri pour camping-car|un double garage|une cuisine extérieure couverte"),
    (_K.POOL, _D.HOUSING, "une piscine coque|un bassin de baignade|une piscine hors-sol|un couloir de nage|une piscine avec plage|un spa enterré|une piscine naturelle|un bassin chauffé"),
    (_K.FENCE, None, "un mur de clôture enduit|une palissade|un grillage rigide|un portail motorisé|un mur bahut surmonté d'une grille|une clôture à claire-voie|des panneaux occultants|un muret en pierres sèches|un portillon|un mur en limite séparative"),
    (_K.PHOTOVOLTAIC, None, "des panneaux solaires|une centrale au sol|des ombrières de parking|un générateur solaire|des capteurs solaires|une serre agrivoltaïque|des modules photovoltaïques en surimposition|une toiture solaire|des panneaux en autoconsommation"),
    (_K.CAMPING, _D.TOURISM, "un camping|une aire naturelle de camping|des mobil-homes|quinze emplacements nus|des bungalows toilés|une aire pour camping-cars|des cabanes perchées|un parc résidentiel de loisirs|des yourtes|des tentes lodges|des roulottes de séjour|des habitations légères de loisirs"),
    (_K.EARTHWORKS, None, "un remblai|une plateforme terrassée|un bassin d'orage|un enrochement de berge|un merlon de terre|un fossé de rétention|une retenue d'eau|des déblais et remblais|une tranchée drainante|un affouillement|un exhaussement du terrain naturel|un décaissement"),
    (_K.BASEMENT, None, "un parking enterré|une cave enterrée|un garage en sous-sol|un niveau de sous-sol|un stationnement souterrain|un local enterré"),
)  # fmt: skip
BUILD = (
    "construction {de}", "édification {de}", "création {de}", "réalisation {de}", "implantation {de}", "construire", "bâtir",
    "projet {de}", "installation {de}", "mise en place {de}", "pose {de}", "aménagement {de}", "",
)  # fmt: skip
# Works on what stands already: nothing new is counted.
ON_EXISTING: tuple[tuple[frozenset[WorksKind], Destination | None, str], ...] = (
    (frozenset({_K.EXTENSION}), _D.HOUSING, "agrandissement du séjour|ajout d'une véranda|extension de la maison côté jardin|fermeture de la loggia|prolongement de la cuisine|création d'une pièce attenante à l'habitation|annexion d'un volume à la villa|couverture d'une terrasse pour créer une chambre|jardin d'hiver accolé|agrandissement de l'habitation par l'arrière"),
    (frozenset({_K.EXTENSION}), _D.COMMERCE, "agrandissement de la surface de vente|extension du restaurant|extension de la réserve du magasin|agrandissement des bureaux"),
    (frozenset({_K.EXTENSION}), _D.FARMING, "extension du hangar agricole|agrandissement de la cave coopérative|extension de la bergerie"),
    (frozenset({_K.EXTENSION}), _D.PUBLIC, "extension de la mairie|agrandissement de l'école|extension du cimetière|agrandissement du gymnase"),
    (frozenset({_K.RAISING}), _D.HOUSING, "rehaussement de la toiture|ajout d'un étage|surélévation d'un niveau|exhaussement du garage pour y loger une chambre|élévation d'un étage partiel|création d'un étage sur la maison|relèvement du faîtage"),
    (frozenset({_K.CHANGE_OF_USE, _K.NEW_DWELLING}), _D.HOUSING, "transformation d'une grange en habitation|conversion d'un commerce en appartement|changement de destination d'un mazet en logement|aménagement d'un ancien chai en maison|réhabilitation d'une bergerie en résidence|passage d'un bureau en logement|reconversion d'un hangar en deux logements"),
    (frozenset({_K.CHANGE_OF_USE}), _D.TOURISM, "transformation d'un mas en gîtes|changement de destination d'une remise en chambres d'hôtes|conversion d'une écurie en hébergement touristique"),
    (frozenset({_K.CHANGE_OF_USE}), _D.COMMERCE, "changement de destination d'un logement en bureau|transformation d'un garage en commerce|conversion d'une grange en salle de réception|passage d'un atelier en local de vente"),
    (frozenset({_K.DEMOLITION}), None, "démolition d'une remise|déconstruction d'un bâtiment sinistré|abattage d'un mur porteur|suppression d'une dépendance en ruine|démolition d'un appentis|destruction d'une maison fissurée|déconstruction partielle de l'immeuble|enlèvement d'un hangar amianté"),
    (frozenset({_K.SUBDIVISION}), _D.HOUSING, "division d'une propriété bâtie|création de trois lots à bâtir|détachement d'un terrain à construire|lotissement de dix lots|division en deux lots dont un bâti|aménagement d'un lotissement communal|partage d'une unité foncière en vue d'y construire|création d'un lot à bâtir"),
    (frozenset({_K.FACADE}), None, "réfection de la couverture|ravalement de la façade sur rue|changement des fenêtres|pose de volets roulants|remplacement de la porte d'entrée|création d'une fenêtre de toit|isolation thermique par l'extérieur|installation d'une climatisation en façade|peinture des menuiseries|réfection des génoises|percement d'une baie|modification d'une vitrine|remplacement des tuiles|agrandissement d'une ouverture|pose d'une enseigne|mise en peinture de la devanture|obturation d'une fenêtre|réfection d'un balcon|pose d'un conduit de cheminée|habillage de la façade"),
)  # fmt: skip
JOINERS = (" et ", " avec ", ", ", " + ", " ainsi que ", " et réalisation d'", "; ")
ENDINGS = (
    "", "", "", " sur le terrain", " en fond de parcelle", " de {n} m²", " au rez-de-chaussée", " côté nord", " conformément aux plans",
    " (régularisation)", " après travaux", " existante comprise", " pour une surface de {n} m²", " en zone agricole",
)  # fmt: skip

SENSES: dict[OpinionSense, str] = {
    OpinionSense.FAVOURABLE: "avis favorable {b}|{b} a donné son accord|accord {b}|{b} ne s'y oppose pas|{b} n'a pas de remarque à formuler|avis positif {b}|{b} n'émet aucune objection|{b}, dont l'avis est favorable|{b} consent au projet|avis sans réserve {b}|{b} valide le dossier|aucune observation {b}|{b} s'est prononcé pour|avis favorable simple {b}|{b} se déclare favorable",
    OpinionSense.FAVOURABLE_WITH_CONDITIONS: "avis favorable {b} sous réserve du respect de ses prescriptions|accord {b} assorti de conditions|{b} est favorable à condition que l'accès soit élargi|avis favorable {b} avec recommandations|{b} émet des réserves|avis réservé {b}|accord {b} moyennant des adaptations|{b} accepte sous conditions|avis favorable {b} subordonné au raccordement|avis favorable {b} avec observations|{b} valide sous réserve|avis de {b} favorable si la haie est conservée|{b} donne son accord sous les prescriptions jointes",
    OpinionSense.UNFAVOURABLE: "avis défavorable {b}|{b} a refusé son accord|{b} s'oppose au projet|refus d'accord {b}|avis négatif {b}|{b} n'est pas favorable|{b} émet un avis contraire|{b} rejette la demande|désaccord {b}|{b} se prononce contre|avis très défavorable {b}|{b} ne peut donner une suite favorable|{b} déconseille le projet|opposition {b}|{b} conclut à l'impossibilité du projet",
    OpinionSense.TACIT: "avis réputé favorable {b}|avis tacite {b}|silence gardé par {b}|{b} n'a pas répondu dans le délai|accord implicite {b}|absence de réponse {b}|{b} consulté, sans réponse à ce jour|avis réputé donné {b}|à défaut de réponse {b}|{b} ne s'étant pas manifesté|faute d'avis exprès {b}",
    OpinionSense.NONE: "consultation {b}|avis {b}|{b} consulté|courrier {b}|vu l'avis {b}|transmission à {b}|rapport {b}|saisine {b}|avis {b} joint|avis {b} reçu en mairie|{b} n'avait pas à être consulté|avis sans objet {b}|note {b}",
}  # fmt: skip
BODIES = (
    "du gestionnaire du réseau", "de la commission des sites", "du service des pompiers", "de l'agence de l'eau", "du syndicat d'électrification",
    "de l'office des forêts", "de la chambre consulaire", "du service instructeur des routes", "de l'autorité environnementale", "du concessionnaire",
)  # fmt: skip

PRECISE = (
    "le plancher bas sera calé à {n},40 m NGF", "un bassin de {n} m³ sera creusé à l'angle nord de la parcelle", "la clôture ne dépassera pas 1,80 m",
    "les tuiles seront de type canal, couleur paille", "la cuve aura un volume de {n} m³", "un recul de {n} mètres par rapport à la voie sera respecté",
    "les menuiseries seront en bois peint, teinte RAL 7035", "un poteau d'incendie débitant {n} m³/h sera posé à moins de 150 m", "le portail s'ouvrira vers l'intérieur de la propriété",
    "l'accès se fera uniquement par le chemin du Mas", "le vide sanitaire sera ajouré sur {n} cm", "le compteur sera placé en limite de propriété sur la voie publique",
    "deux places de stationnement seront réalisées sur le terrain", "un débroussaillement de 50 m autour du bâtiment est obligatoire", "l'enduit sera gratté fin, ton pierre",
    "les eaux de toiture seront dirigées vers un puits d'infiltration de {n} m³", "la hauteur au faîtage n'excédera pas {n} m", "le mur sera enduit sur ses deux faces",
    "aucune ouverture ne sera créée sous la cote {n},10 m NGF", "le tableau électrique sera fixé à {n} cm au-dessus de la crue de référence", "les arbres abattus seront remplacés, un pour un, par des chênes verts",
    "une batardeau amovible sera installé sur chaque porte du rez-de-chaussée", "la pente de toit sera de {n} %", "les panneaux seront noirs et posés sans cadre apparent",
    "le garage sera affecté exclusivement au stationnement", "la plage de la piscine ne dépassera pas {n} m²",
)  # fmt: skip
VAGUE = (
    "le projet sera bien intégré dans son environnement", "les règles du plan local d'urbanisme seront respectées", "le pétitionnaire tiendra compte des avis joints",
    "l'aspect des façades sera amélioré", "les couleurs seront en harmonie avec le voisinage", "toutes précautions utiles seront prises contre les inondations",
    "le demandeur se conformera à la réglementation en vigueur", "une étude devra être fournie avant les travaux", "les prescriptions des services consultés seront suivies",
    "un plan modifié devra être déposé", "la construction devra s'insérer au mieux dans le site", "les avis annexés devront être strictement suivis",
    "le risque incendie devra être pris en compte", "des plantations adaptées seront réalisées", "le traitement paysager sera soigné",
    "les dispositions du règlement du plan de prévention devront être observées", "les matériaux devront être de qualité", "les nuisances seront limitées autant que possible",
    "les remarques de l'architecte des bâtiments de France devront être intégrées", "la gestion des eaux devra être satisfaisante", "le projet sera conforme aux documents d'urbanisme",
    "une attention particulière sera portée aux abords", "le maître d'ouvrage prendra l'attache des concessionnaires", "les pièces manquantes seront transmises ultérieurement",
    "l'architecture respectera le caractère des lieux", "les normes applicables seront respectées",
)  # fmt: skip


def works(count: int, seed: int) -> Iterator[Works]:
    """Texts of works, alone or by two."""
    rng = random.Random(seed)
    for _ in range(count):
        first = _one(rng)
        if rng.random() < 0.35:
            second = _one(rng)
            text = first.text + rng.choice(JOINERS) + second.text
            first = Works(text, first.kinds | second.kinds, first.destination or second.destination)
        ending = rng.choice(ENDINGS).format(n=rng.randrange(4, 400))
        yield Works(first.text + ending, first.kinds, first.destination)


def _one(rng: random.Random) -> Works:
    if rng.random() < 0.4:
        kinds, use, texts = rng.choice(ON_EXISTING)
        return Works(rng.choice(texts.split("|")), kinds, use)
    kind, use, texts = rng.choice(NEW)
    thing = rng.choice(texts.split("|"))
    verb = rng.choice(BUILD)
    linked = "d'" if thing[0] in "aeiouhué" else "de "
    text = f"{verb.format(de='')}{linked}{thing}" if "{de}" in verb else f"{verb} {thing}".strip()
    return Works(text, frozenset({kind}), use)


def opinions(count: int, seed: int) -> Iterator[tuple[str, OpinionSense]]:
    """Visas of opinions."""
    rng = random.Random(seed)
    for _ in range(count):
        sense = rng.choice(list(SENSES))
        body = rng.choice(BODIES)
        text = rng.choice(SENSES[sense].split("|")).format(b=body)
        yield f"vu {text} en date du {rng.randrange(1, 29)} mai", sense


def conditions(count: int, seed: int) -> Iterator[tuple[str, bool]]:
    """Prescriptions, with whether what to do can be checked on the spot."""
    rng = random.Random(seed)
    for _ in range(count):
        precise = rng.random() < 0.5
        yield rng.choice(PRECISE if precise else VAGUE).format(n=rng.randrange(2, 60)), precise
