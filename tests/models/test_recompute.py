"""Scores of a past day come out the same to the bit after layers and model have changed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from features.places.locate import Locator
from ingest.layers import add
from models.candidates import named
from models.dataset import as_of, collect
from models.recompute import PastLayers, recomputed, verify
from models.serving import ModelRefused, ServedModel, served
from scoring.deadlines import deadlines
from scoring.grounds import assess
from scoring.score import score
from scoring.steering import NEUTRAL
from tests.builders import a_fact
from tests.maps import covadis_document, covadis_zones, outlines_geojson, square, write_vector
from tests.models.records import some_records
from vigie.domain.record import ActRecord
from vigie.errors import UserError
from vigie.store import Store, open_store
from vigie.store import layers as catalogue

COUNT, ROW, SIDE = 500, 25, 40
UNTIL, TODAY = date(2024, 12, 31), date(2025, 1, 2)
GOOD = named("logistic")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    home = tmp_path_factory.mktemp("home")
    opened = open_store(f"sqlite:///{home}/vigie.sqlite")
    ground(opened, home / "sources")
    yield opened
    opened.close()


def ground(store: Store, folder: Path) -> None:
    rows = [{"id": parcel(i), "contenance": SIDE**2} for i in range(COUNT)]
    shapes = [square(SIDE * (i % ROW), SIDE * (i // ROW), SIDE) for i in range(COUNT)]
    write_vector(folder / "ground" / "parcelles.gpkg", rows, shapes)
    outlines_geojson(folder / "ground" / "communes.gpkg", [("34003", "Agde", square(0, 0, 5000))])
    assert not add(store, [folder / "ground"]).refused
    plan(store, folder / "first", red=300.0, approved="2012-01-25")


def plan(store: Store, folder: Path, *, red: float, approved: str) -> None:
    """A plan whose red zone is so wide from the west, the rest of the ground blue."""
    zones = [("RU", "03", square(0, 0, red, 2000)), ("BU", "02", square(red, 0, 2000, 2000))]
    covadis_zones(folder, zones)
    covadis_document(folder, approved=approved)
    assert not add(store, [folder]).refused


def parcel(index: int) -> str:
    return f"340030000A{index:04d}"


def acts() -> tuple[ActRecord, ...]:
    return tuple(
        replace(record, dossier=replace(record.dossier, facts=on_parcel(record, i)))
        for i, record in enumerate(some_records(COUNT, seed=4))
    )


def on_parcel(record: ActRecord, index: int):
    named = {"parcels": a_fact((parcel(index),)), "commune_insee": a_fact("34003")}
    return replace(record.dossier.facts, **named)


def trained(seed: int) -> ServedModel:
    data = as_of(collect(some_records(420, seed=seed)), UNTIL)
    found = GOOD.train(data, seed)
    return served(f"essai-{seed}", data.acts.signature, found.estimator, found.floor)


def scored(store: Store, records: tuple[ActRecord, ...], model) -> tuple[ActRecord, ...]:
    """As the service scores: on the layers and with the model of the moment."""
    locator = Locator.open(store)
    return tuple(_scored(locator, record, model) for record in records)


def _scored(locator: Locator, record: ActRecord, model) -> ActRecord:
    as_of = record.dossier.clock.decided_on
    assert as_of is not None
    place = locator.place(record.dossier.facts, as_of=as_of, commune="34003")
    dossier = replace(record.dossier, place=place)
    findings, limits = assess(dossier), deadlines(dossier.clock)
    found = score(dossier, findings, limits, model=model, steering=NEUTRAL, today=TODAY)
    return replace(
        record,
        dossier=dossier,
        findings=findings,
        deadlines=limits,
        score=found,
        scored_at=datetime.now(UTC),
    )


@pytest.mark.parametrize("count", [50, pytest.param(COUNT, marks=pytest.mark.slow)])
def test_past_scores_come_out_the_same_once_layers_and_model_have_changed(store, tmp_path, count):
    models = {model.version: model for model in (trained(0), trained(9))}
    first, second = models.values()
    before = scored(store, acts()[:: COUNT // count], first)
    plan(store, tmp_path / "second", red=600.0 + count, approved="2012-01-25")
    after = scored(store, before, second)
    layers = PastLayers(catalogue.listed(store), store.home)
    again = [recomputed(r, layers=layers, load=models.__getitem__, today=TODAY) for r in before]
    assert again == list(before)
    assert len(again) == count
    moved = [
        one
        for one, other in zip(before, after, strict=True)
        if one.dossier.place.zones != other.dossier.place.zones
    ]
    assert len(moved) > count // 10
    assert all(one.score != other.score for one, other in zip(before, after, strict=True))


def test_an_act_that_was_never_scored_is_refused(store):
    layers = PastLayers(catalogue.listed(store), store.home)
    with pytest.raises(UserError, match="pas été noté"):
        recomputed(acts()[0], layers=layers, load=dict.__getitem__, today=TODAY)


def test_every_score_kept_is_verified_and_what_differs_is_named(store):
    model = trained(0)
    before = scored(store, acts()[:6], model)
    other = replace(before[0], score=replace(before[0].score, probability=0.123))
    layers = PastLayers(catalogue.listed(store), store.home)
    found = verify(
        (other, *before[1:], acts()[7]), layers=layers, load={model.version: model}.get, day=TODAY
    )
    assert (found.same, found.differ, found.silent) == (5, (other.act_id,), {})


def test_a_model_of_another_catalogue_is_said_once(store):
    def load(version: str) -> ServedModel:
        raise ModelRefused(f"{version} : autre catalogue")

    layers = PastLayers(catalogue.listed(store), store.home)
    before = scored(store, acts()[:3], trained(0))
    found = verify(before, layers=layers, load=load, day=TODAY)
    assert (found.same, found.differ) == (0, ())
    assert list(found.silent.values()) == ["essai-0 : autre catalogue"]
