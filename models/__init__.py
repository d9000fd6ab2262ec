"""Risk models: dataset as of a date, candidates, training, evaluation, registry, serving, replay.

What commands call (plain values in, frozen values out):

- ``models.train.train(records, *, until, capacity_share=0.05, tracking) -> TrainingReport``
- ``models.tracking.Tracking(url, home)``; ``list_versions(tracking)``, ``card(tracking, version)``
- ``models.promotion.compare(tracking, a, b)``, ``promote(tracking, version, *, by, on)``
- ``models.serving.load_champion(home) -> RiskModel | None`` (never imports MLflow)
- ``models.replay.replay_scores(records, *, start, end) -> tuple[ActRecord, ...]``
- ``models.backtest.backtest(records, *, start, end, capacity, keep=None) -> Backtest``

Only ``models.tracking`` and ``models.runs`` import MLflow, late. See ``docs/data-scientist.md``.
"""
