"""Invented people, companies, streets and places of the demonstration."""

from __future__ import annotations

from random import Random

WOMEN = (
    "Aline", "Céleste", "Éloïse", "Geneviève", "Inès", "Karine", "Maëlle", "Odile", "Raphaëlle",
    "Valérie", "Zoé", "Marie-Claude", "Samira", "Lucia", "Anne-Sophie",
)  # fmt: skip
MEN = (
    "Bastien", "Damien", "Fabrice", "Hugo", "Jean-Luc", "Loïc", "Norbert", "Pascal", "Serge",
    "Thibault", "Yannick", "Antonin", "Karim", "Jean-Marc", "Étienne",
)  # fmt: skip
LAST_NAMES = (
    "Abauzirat", "Bélournac", "Castagnérol", "Delmourède", "Escandorguet", "Fontaurelle",
    "Garrivenc", "Hortoulan", "Issanjoux", "Jouvenargues", "Lascombières", "Maraussanet",
    "Nougaroulède", "Olivarès-Pradel", "Peyregrosse", "Quintaroux", "Roquebrusque", "Sauvebiol",
    "Taurinyac", "Uzégrand", "Valmagnier", "Vernazobret", "Ben Sahraoui", "Da Costinha",
    "Lefebvrier", "Moretti-Blanc", "Nguyen-Tran", "Zamorano", "Crozat-Dubel", "Thérondelle",
)  # fmt: skip
COMPANIES = (
    "SCI Les Micocouliers", "SARL Bâti Garrigue", "SAS Horizon Lagune",
    "SCCV Le Clos des Amandiers",
    "SCI Terre d'Argile", "SAS Promotion du Levant", "SARL Mas Tramontane",
    "SNC Les Terrasses Bleues",
    "SAS Soleil Commun", "SA Habitat Occitan Fictif", "SARL Camping du Gourg",
)  # fmt: skip
FARM_COMPANIES = ("SCEA Domaine des Quatre Vents", "GAEC de la Draille", "EARL Les Soubergues")
PUBLIC_BODIES = ("Communauté de communes du Val Fictif", "Syndicat mixte des Eaux Fictives")
STREETS = (
    "rue des Tamaris", "chemin de la Draille", "avenue du Grand Mail", "impasse des Cigalières",
    "rue du Four à Chaux", "chemin des Moulières", "route de l'Ancienne Gare",
    "rue des Vendangeurs",
    "allée des Pins Parasols", "chemin du Mas Perdu", "rue de la Tour Carrée", "place du Lavoir",
    "boulevard des Ormeaux", "traverse du Puits Vieux", "rue Marcellin-Fictif",
    "chemin de Font-Clare",
)  # fmt: skip
LOCALITIES = (
    "Les Aubrespins", "La Plaine Basse", "Combe Rousse", "Le Peyrou d'Amont", "Les Clauzels",
    "Mas de Fonblanche", "La Condamine Haute", "Les Prés Longs",
)  # fmt: skip
OTHER_CITIES = (
    ("34000", "MONTPELLIER"), ("34500", "BÉZIERS"), ("30000", "NÎMES"), ("31000", "TOULOUSE"),
    ("69003", "LYON"), ("75011", "PARIS"), ("13008", "MARSEILLE"), ("34200", "SÈTE"),
)  # fmt: skip
ARCHITECTS = ("Atelier Trois Cyprès", "Cabinet Oustal & Ligne", "M. Ferran, architecte DPLG")


def person(draw: Random) -> str:
    """A civility with first and last name."""
    civility, first_names = draw.choice((("Monsieur", MEN), ("Madame", WOMEN)))
    return f"{civility} {draw.choice(first_names)} {draw.choice(LAST_NAMES)}"


def street(draw: Random) -> str:
    """A numbered address in an invented street."""
    bis = draw.choice(("", "", "", " bis", " ter"))
    return f"{draw.randint(1, 148)}{bis} {draw.choice(STREETS)}"
