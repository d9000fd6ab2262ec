"""The labels of a cartouche or a form, by the fact that their value is about."""

from __future__ import annotations

from enum import StrEnum


class Label(StrEnum):
    """What the value of a label is."""

    NUMBER = "number"
    FILED = "filed"
    COMPLETED = "completed"
    POSTED = "posted"
    DECISION_POSTED = "decision_posted"
    DECIDED = "decided"
    APPLICANT = "applicant"
    APPLICANT_ADDRESS = "applicant_address"
    REPRESENTED = "represented"
    ARCHITECT = "architect"
    WORKS = "works"
    SITE = "site"
    PARCELS = "parcels"
    SITE_AREA = "site_area"
    FLOOR_CREATED = "floor_created"
    FLOOR_EXISTING = "floor_existing"
    FLOOR = "floor"
    FLOOR_TOTAL = "floor_total"
    FLOOR_REMOVED = "floor_removed"
    FOOTPRINT = "footprint"
    DWELLINGS = "dwellings"
    DESTINATION = "destination"
    ZONE = "zone"
    COMMUNE = "commune"
    OTHER = "other"


# Written as on the page; folded below. A phrase may stand for one kind only.
PHRASES: dict[Label, tuple[str, ...]] = {
    Label.NUMBER: (
        "dossier n°", "dossier numéro", "n° de dossier", "numéro de dossier", "référence dossier",
        "référence du dossier", "réf. dossier", "référence", "dossier", "n° dossier", "numéro",
        "n° du dossier", "n° d'enregistrement", "n° de permis", "n° de la demande",
        "permis n°", "demande n°", "déclaration n°", "numéro d'enregistrement",
        "n° de la déclaration",
    ),
    Label.FILED: (
        "demande déposée le", "déposée le", "déposé le", "déposé(e) le", "déposée en mairie le",
        "date de dépôt", "date de dépôt de la demande", "date du dépôt", "date de dépôt en mairie",
        "date dépôt", "dépôt le", "dépôt en mairie le", "dépôt du", "demande du",
        "demande en date du",
        "demande reçue le", "présentée le",
        "présenté le", "demande présentée le",
        "déclaration déposée le", "déclaration présentée le", "dossier déposé le", "reçue le",
        "reçue en mairie le", "reçu en mairie le", "enregistrée le", "enregistré le",
        "date de la demande", "demande enregistrée le", "date de réception en mairie",
        "date de réception de la demande", "date de dépôt du dossier",
        "demande déposée en mairie le",
        "dossier reçu le", "dossier enregistré le", "date d'enregistrement", "déposées le",
        "demande de permis déposée le", "déclaration du", "date de demande", "introduite le",
        "demande introduite le", "dépôt de la demande le", "dépôt de la demande",
        "date du dépôt de la demande",
        "déclaration préalable déposée le", "dépôt", "reçu le", "reçu en mairie", "reçue en mairie",
        "introduit le", "date d'arrivée",
    ),
    Label.COMPLETED: (
        "complétée le", "complété le", "complété(e) le", "et complétée le", "dossier complet le",
        "dossier complété le", "dossier déposé complet le", "date de complétude", "complet le",
        "demande complétée le", "complets le", "complétées le", "dossier reconnu complet le",
        "date de complétude du dossier", "dossier complet depuis le", "complète le",
        "pièces complémentaires reçues le", "pièces complémentaires déposées le",
        "demande complète le", "date du dossier complet", "pièces complémentaires le", "complétude",
        "date de dossier complet", "complétée en date du", "dossier déclaré complet le",
        "et complété le", "dernières pièces reçues le", "dernière pièce versée le",
        "rendue complète le", "pièces manquantes reçues le", "compléments reçus le",
    ),
    Label.POSTED: (
        "avis de dépôt affiché en mairie le", "avis de dépôt affiché le",
        "affichage de l'avis de dépôt", "date d'affichage de l'avis de dépôt",
        "avis de dépôt de la demande affiché en mairie le", "avis de dépôt affiché en mairie",
        "date d'affichage de l'avis de dépôt en mairie", "affichage de l'avis de dépôt le",
        "avis de dépôt affiché", "avis de dépôt", "affichage avis de dépôt", "dépôt affiché le",
        "affichage de l'avis de dépôt en mairie le", "affichage du dépôt", "affichage du dépôt le",
    ),
    Label.DECISION_POSTED: (
        "arrêté affiché le", "affiché le", "affichée le", "affiché en mairie le", "publié le",
        "date d'affichage", "décision affichée le", "affichage en mairie le", "affichage le",
        "arrêté affiché en mairie le", "date de publication", "publiée le", "mis en ligne le",
        "date d'affichage en mairie", "date d'affichage de l'arrêté", "publication le",
    ),
    Label.DECIDED: (
        "date de décision", "date de la décision", "décision du", "date de l'arrêté",
        "date de signature", "arrêté du", "date de délivrance",
    ),
    Label.APPLICANT: (
        "par", "présentée par", "présenté par", "déposée par", "déposé par", "demandeur",
        "demandeurs", "demandeur(s)", "le demandeur", "bénéficiaire", "bénéficiaires",
        "bénéficiaire(s)", "pétitionnaire", "pétitionnaires", "le pétitionnaire",
        "nom du demandeur", "nom et prénom du demandeur", "nom et prénoms", "déclarant",
        "titulaire",
        "nom du pétitionnaire", "maître d'ouvrage", "identité du demandeur", "raison sociale",
        "demande présentée par", "délivré à", "délivrée à", "demande déposée par",
        "nom du bénéficiaire", "identité du pétitionnaire", "le bénéficiaire", "nom du déclarant",
        "déclarante",
        "demanderesse", "maître(s) d'ouvrage",
        "identité du déclarant", "le déclarant", "déposé(e) par", "présenté(e) par", "demande de",
        "de",
        "titulaire de l'autorisation", "au bénéfice de", "nom ou raison sociale", "formulée par",
    ),
    Label.APPLICANT_ADDRESS: (
        "demeurant", "demeurant à", "demeurant au", "adresse du demandeur", "domicilié",
        "domiciliée", "domiciliés", "domicilié à", "dont le siège est",
        "dont le siège social est situé",
        "siège social", "adresse du pétitionnaire", "demeurant (à)", "domicile", "ayant son siège",
        "adresse du bénéficiaire", "adresse demandeur", "adresse du déclarant", "coordonnées",
        "domiciliation",
        "adresse postale", "dont le siège social est", "sise", "ayant son siège social",
    ),
    Label.REPRESENTED: (
        "représenté par", "représentée par", "représentés par", "représenté(e) par",
        "représentant légal", "représentant", "mandataire",
    ),
    Label.ARCHITECT: (
        "architecte", "nom de l'architecte", "architecte du projet", "architecte auteur du projet",
        "auteur du projet", "maître d'œuvre", "architecte (auteur du projet)",
        "auteur du projet architectural",
    ),
    Label.WORKS: (
        "pour", "nature des travaux", "nature du projet", "objet de la demande", "objet",
        "concernant", "opération", "description du projet", "description des travaux", "travaux",
        "projet", "nature de l'opération", "désignation des travaux", "en vue de",
        "description sommaire du projet", "travaux envisagés", "consistance du projet",
        "nature et objet des travaux", "objet des travaux", "objet du projet", "projet envisagé",
        "opération envisagée", "description", "libellé du projet", "nature", "libellé des travaux",
        "nature des travaux autorisés", "description de l'opération", "objet de la déclaration",
        "opération projetée", "travaux projetés", "intitulé du projet", "désignation du projet",
    ),
    Label.SITE: (
        "sur un terrain sis", "sur un terrain sis à", "sur un terrain situé", "terrain sis",
        "adresse du terrain", "adresse terrain", "adresse des travaux", "adresse travaux",
        "adresse du projet", "adresse projet", "sis à l'adresse suivante", "sur un terrain",
        "lieu des travaux", "situation du terrain", "localisation", "adresse de l'opération",
        "sur le terrain sis", "sur un terrain sis (à)", "terrain situé", "localisation du projet",
        "lieu du projet", "situation", "lieu d'implantation", "adresse de construction", "terrain",
        "adresse de la construction", "localisation du terrain", "sur le terrain situé", "lieu",
        "localisation des travaux", "terrain sis à", "sur un terrain situé à",
        "sis à", "sur une propriété sise", "sur une parcelle sise", "sur un immeuble sis", "sis",
    ),
    Label.PARCELS: (
        "cadastré", "cadastrée", "cadastrés", "cadastrées", "cadastré(e)", "cadastré(s)",
        "référence cadastrale", "références cadastrales", "référence(s) cadastrale(s)",
        "réf. cadastrales", "réf. cadastrale", "réf cadastrales", "réf. cad.", "réf. cad",
        "réf cad",
        "parcelle", "parcelles",
        "parcelle(s)", "section cadastrale", "cadastre", "cadastré section", "cadastrée section",
        "parcelle cadastrale", "parcelles cadastrales", "parcelle(s) cadastrale(s)",
        "cadastre du terrain", "section et numéro", "sections et numéros", "désignation cadastrale",
        "numéro de parcelle", "numéros de parcelles", "n° de parcelle", "références du cadastre",
        "identification cadastrale", "section", "cadastré(e)(s)", "parcelles concernées",
        "cadastres",
        "sections cadastrales", "section(s) et parcelle(s)", "section et parcelle", "n° parcelle",
        "parcelle n°",
    ),
    Label.SITE_AREA: (
        "superficie", "superficie du terrain", "surface du terrain", "superficie totale du terrain",
        "contenance", "surface de terrain", "superficie cadastrale", "contenance cadastrale",
        "surface du terrain d'assiette", "superficie de l'unité foncière", "superficie totale",
        "superficie terrain", "superf.",
        "surface parcelle", "surface de la parcelle", "superficie de la parcelle",
        "surface terrain",
        "surface cadastrale", "surface totale du terrain", "surface de l'unité foncière",
        "superficie de l'assiette", "contenance totale", "d'une superficie de",
        "d'une contenance de",
    ),
    Label.FLOOR_CREATED: (
        "surface de plancher créée", "surface de plancher autorisée",
        "surface de plancher projetée",
        "surface de plancher nouvelle", "surface de plancher construite", "surface créée",
        "surface de plancher totale créée", "surface de plancher (créée)", "sdp créée",
        "surface plancher créée", "surface taxable créée", "surfaces créées", "surface autorisée",
        "surfaces de plancher créées", "surface de plancher supplémentaire", "sp créée",
        "surface de plancher à créer", "surface de plancher crée", "surface de plancher ajoutée",
        "shon créée", "surface de plancher créée par le projet", "création de surface de plancher",
        "création de", "surface de plancher issue de la construction", "dont créée", "créée",
        "surface de plancher accordée", "surface projetée", "sdp projetée", "sdp autorisée",
        "surface de plancher nouvellement créée", "surface de plancher nouvelle créée",
    ),
    Label.FLOOR_EXISTING: (
        "surface de plancher existante", "surface existante", "sdp existante", "shon existante",
        "surface de plancher existante avant travaux", "surface plancher existante",
        "surface de plancher existante conservée", "surface de plancher avant travaux",
        "existante", "dont existante", "surface de plancher conservée", "surface conservée",
        "sp existante",
        "surface de plancher (existante)", "surface de plancher antérieure",
        "surface de plancher initialement autorisée", "surface de plancher déjà autorisée",
        "surface de plancher initiale",
    ),
    Label.FLOOR: (
        "surface de plancher", "surfaces de plancher", "sdp", "surface plancher", "s.d.p.", "shon",
        "surface hors œuvre nette", "surface de plancher (sdp)", "surface de plancher du projet",
        "surface habitable créée",
        "s. de plancher", "s.p.", "surf. de plancher", "surface(s) de plancher",
    ),
    Label.FLOOR_TOTAL: (
        "surface de plancher totale", "surface totale de plancher", "surface totale", "sdp totale",
        "surface de plancher après travaux", "totale", "total", "surface de plancher finale",
        "surface de plancher totale après travaux", "surface totale après travaux",
    ),
    Label.FLOOR_REMOVED: (
        "surface de plancher démolie", "surface de plancher supprimée", "surface démolie",
        "surface supprimée", "sdp démolie", "sdp supprimée",
    ),
    Label.FOOTPRINT: (
        "emprise au sol", "emprise au sol créée", "emprise au sol du projet", "emprise créée",
        "emprise",
        "emprise au sol projetée", "emprise au sol de la construction", "surface d'emprise au sol",
        "emprise au sol totale", "emprise au sol autorisée", "emprise projetée",
        "emprise au sol nouvelle",
    ),
    Label.DWELLINGS: (
        "nombre de logements", "nombre de logements créés", "logements créés", "nb de logements",
        "nbre de logements", "nombre de logement", "logement(s) créé(s)", "nb logements",
        "logements",
        "nombre total de logements", "nombre de logement(s)", "nombre de logements autorisés",
        "nb de logements créés", "nombre de logements projetés", "nombre de logement créé",
        "logement créé",
        "nb lgts", "nbre de logements créés", "nombre de logement(s) créé(s)",
    ),
    Label.DESTINATION: (
        "destination", "destination(s)", "destination de la construction", "destination des locaux",
        "sous-destination", "usage", "destination des constructions", "destination du projet",
        "destination(s) des constructions", "destinations", "destination principale", "affectation",
        "à destination de", "destination de", "à usage de",
        "destination future", "destination projetée", "destination / sous-destination",
    ),
    Label.ZONE: (
        "zone", "zonage", "zone plu", "zone du plu", "zonage plu", "zone d'urbanisme",
        "classement au plu",
        "zonage du plu", "zone(s)", "zone du document d'urbanisme", "secteur", "zone du p.l.u.",
        "situation au plu", "zone de plu", "document d'urbanisme",
    ),
    Label.COMMUNE: ("commune", "commune de", "code insee", "code insee de la commune", "insee"),
    Label.OTHER: (
        "cerfa", "instructeur", "service instructeur", "affaire suivie par", "téléphone", "tél",
        "date",
        "courriel", "email", "mail", "nos réf", "vos réf", "nos références", "vos références",
        "pièces jointes", "cadre 1", "cadre 2", "nombre de niveaux", "nombre de lots", "hauteur",
        "lots",
        "date limite d'instruction", "délai d'instruction", "nombre de places de stationnement",
        "dossier suivi par", "lotissement", "places de stationnement", "adresse",
        "nature de la décision",
        "nature de la demande", "type de demande", "type de dossier", "permis d'origine",
        "décision",
        "sens de la décision", "nombre d'emplacements", "copropriété", "fax", "n° siret", "siret",
        "type", "avis", "observations", "annexes", "signataire", "notifié le", "notification le",
        "date de notification",
    ),
}  # fmt: skip

_SHORT = (
    ("surface de plancher ", "sdp "),
    ("surface", "surf."),
    ("surface", "surf"),
    ("superficie", "sup."),
    ("nombre", "nbre"),
)


def _shortened(phrase: str) -> tuple[str, ...]:
    """A phrase, and as forms shorten it: « Surf. plancher »."""
    return phrase, *(phrase.replace(word, short) for word, short in _SHORT if word in phrase)


PHRASES = {
    label: tuple(dict.fromkeys(short for phrase in phrases for short in _shortened(phrase)))
    for label, phrases in PHRASES.items()
}
