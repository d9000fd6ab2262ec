"""The stages as they stand on this machine: layers of the catalogue, champion, communes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from features.facts.gazetteer import Gazetteer, read_gazetteer
from features.places.current import CurrentLocator
from scoring import strategy
from scoring.deadlines import deadlines
from scoring.grounds import assess
from scoring.score import score
from scoring.steering import Steering
from vigie.domain.deadline import Deadlines
from vigie.domain.dossier import Commune, Dossier
from vigie.domain.fact import Facts
from vigie.domain.finding import Finding
from vigie.domain.layer import LayerRole
from vigie.domain.place import Place
from vigie.domain.score import RiskModel, Score
from vigie.pipeline import Stages
from vigie.settings import Settings
from vigie.store import Store, communes, layer_files, layers

_LISTS = ("communes.json", "communes.csv")  # the official list, when the operator put it in home


def real_stages(
    store: Store,
    settings: Settings,
    *,
    steering: Steering | None = None,
    current: CurrentLocator | None = None,
) -> Stages:
    """Stages opened once and used for many acts.

    A layer that comes or goes, a model promoted while they live is seen at the next act.
    ``current`` shares the layers that another part of the program has opened.
    """
    in_force = following(settings.home)

    under = steering or strategy.in_force(store)

    def scored(
        dossier: Dossier, findings: tuple[Finding, ...], found: Deadlines, today: date
    ) -> Score:
        return score(dossier, findings, found, model=in_force(), steering=under, today=today)

    return Stages(
        place=placing(store, current),
        commune=naming(store),
        assess=assess,
        deadlines=deadlines,
        score=scored,
    )


def placing(
    store: Store, current: CurrentLocator | None = None
) -> Callable[[Facts, date, str | None], Place]:
    """What places an act on the layers of a catalogue, as it is when the act is placed."""
    living = current or CurrentLocator(store)

    def place(facts: Facts, as_of: date, insee: str | None) -> Place:
        return living.locator().place(facts, as_of=as_of, commune=insee)

    return place


def naming(store: Store) -> Callable[[str, date], Commune | None]:
    """What tells a commune by its code."""
    names, known = gazetteer(store), {one.insee: one for one in communes.listed(store)}

    def commune(insee: str, _on: date) -> Commune | None:
        if insee in known:
            return known[insee]
        named = names.commune(insee)
        return None if named is None else Commune(named.insee, named.name)

    return commune


def champion(home: Path) -> RiskModel | None:
    """The promoted model, None when there is none."""
    return following(home)()


def following(home: Path) -> Callable[[], RiskModel | None]:
    """What tells the promoted model of the moment; the last good one when the new one is bad."""
    found: list[Callable[[], RiskModel | None]] = []

    def current() -> RiskModel | None:
        if not found and (home / "champion").exists():
            from models.serving import Champion  # noqa: PLC0415 - scikit-learn is slow to import

            found.append(Champion(home).current)
        return found[0]() if found else None

    current()  # read before the first act waits for it
    return current


def gazetteer(store: Store) -> Gazetteer:
    """Communes by code and name: the official list when it is there, else what is known here."""
    for name in _LISTS:
        path = store.home / name
        if path.exists():
            return read_gazetteer(path)
    pairs = {one.insee: one.name for one in communes.listed(store)}
    for record in layers.listed(store):
        if record.role is LayerRole.OUTLINE:
            pairs.update(_names(layer_files.features_path(store.home, record.layer_id)))
    return Gazetteer.of(sorted(pairs.items()))


def _names(path: Path) -> dict[str, str]:
    file = layer_files.LayerFile(path)
    pairs = zip(file.column("code"), file.column("label"), strict=True)
    return {code: label for code, label in pairs if code and label}
