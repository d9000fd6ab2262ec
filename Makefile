# Vigie: `make demo` shows it, `make test` checks it. Each target installs what it needs first.
SHELL := /bin/bash
VENV  := .venv
BIN   := $(VENV)/bin
export MLFLOW_DISABLE_TELEMETRY := true
# Compiled modules are kept: without them every process spends seconds to compile its libraries.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install system demo check test test-slow bench bench-ocr bench-facts bench-models bench-grounds bench-intake bench-places bench-queue lock clean

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

install: $(VENV)/.ready  ## prepare everything: system packages and .venv with .venv/bin/vigie

system:  ## system packages (tesseract, fonts, pango), by apt when root or sudo allows it
	@scripts/system-packages tesseract-ocr tesseract-ocr-fra fonts-liberation fonts-dejavu-core libpangoft2-1.0-0 python3-venv

$(VENV)/.ready: pyproject.toml requirements.lock requirements-bootstrap.lock scripts/system-packages
	@$(MAKE) --no-print-directory system
	@test -x $(BIN)/python || python3 -m venv $(VENV)
	@echo "Installation des bibliothèques Python (requirements.lock)…"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-bootstrap.lock
	@$(BIN)/uv pip install -q --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock
	@$(BIN)/uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

demo: install  ## build the demonstration département, run the whole chain on it, serve the queue
	@$(BIN)/vigie demo

check: install  ## lint, types, import directions
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

browser: install
	@scripts/system-packages chromium

test: check browser  ## every check and test (under 15 minutes)
	@$(BIN)/pytest -n 2 -m "not slow"

test-slow: install browser  ## the long tests
	@$(BIN)/pytest -m slow

bench: bench-ocr bench-facts bench-grounds bench-intake bench-places bench-models bench-queue  ## all benchmarks; tables in docs/benchmarks.md

bench-ocr: install  ## the reading benchmark, about an hour alone on 2 cores (PAGES=1: a look)
	@$(BIN)/python -m benchmarks.ocr.run --part all --pages $(or $(PAGES),5)

bench-places: install  ## parcels against zones, side by side with geopandas (about 8 minutes)
	@OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.places

bench-intake: install  ## acts, sheets and Sitadel taken in, POST /score
	@OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.intake

bench-models: install  ## risk models on a made world of 100,000 acts with known truth
	@OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.models.run

bench-facts: install  ## facts read from acts out of sight of the rules
	@OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.facts --write

bench-grounds: install  ## recall and precision of the grounds on acts planted from causes
	@$(BIN)/python -m benchmarks.grounds

bench-queue: install  ## pages with 10,000 and 1,000,000 acts, fifty people at once, on both databases
	@OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.queue
	@OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.queue --postgres

lock:  ## renew requirements.lock from pyproject.toml
	@$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header -q -o requirements.lock
	@echo uv | $(BIN)/uv pip compile - --generate-hashes --no-emit-index-url --no-header -q \
	  -o requirements-bootstrap.lock

clean:  ## remove what the program wrote and the virtual environment
	rm -rf var $(VENV) .mypy_cache .ruff_cache .pytest_cache
