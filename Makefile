# `make report` and `make test` do everything on a fresh machine with Python 3.11 or later.
# QUARTO=no keeps the set-up from trying to install Quarto.

PYTHON ?= python3
ENGINE ?= auto
VENV := .venv
BIN := $(VENV)/bin
# Nothing is compiled ahead: most of what is installed is never imported, and would take a tenth more room.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --no-warn-script-location
PYTEST := $(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder
export QUARTO

.PHONY: report test test-all lint coverage trust mutants bench clean

report: $(VENV)/ready
	@$(BIN)/policy-report build --engine $(ENGINE)

# What a change is tested with: some minutes.
test: $(VENV)/ready-to-test
	@$(PYTEST)

# The rest as well: fuzzing, a cluster, benchmarks, whole builds, built pages in a browser.
test-all: $(VENV)/ready-to-test
	@$(PYTEST) -m "slow or not slow"

lint: $(VENV)/ready-to-test
	@$(BIN)/ruff check --no-cache
	@$(BIN)/ruff format --check --no-cache
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/mypy --num-workers auto

coverage: $(VENV)/ready-to-test
	@$(PYTEST) --cov=policy_report --cov-branch --cov-report=term-missing:skip-covered

# What docs/trust.md counts, with its table: kills (KILLS, SEED), faults, wrong kinds, hostile input, pages, changes of the code.
trust: $(VENV)/ready-to-test
	@TRUST=yes KILLS=$${KILLS:-200} $(BIN)/python -m pytest -m "slow or not slow" tests/commands/test_kills.py tests/commands/test_machine_faults.py \
	  tests/commands/test_same_bytes.py tests/test_wrong_kinds.py tests/test_hostile_values.py tests/render/test_hostile_text.py \
	  tests/evidence/test_hostile_bibliography.py tests/web/test_policy.py tests/web/test_hostile_study.py tests/editions/test_archive.py tests/test_trust.py
	@$(BIN)/python tests/mutants.py

# Changes of the reader, comparability and bounds that no test notices (MUTANTS, SEED).
mutants: $(VENV)/ready-to-test
	@$(BIN)/python tests/mutants.py

bench: $(VENV)/ready-to-test
	@$(BIN)/python -m tests.benchmarks.builds
	@$(BIN)/python -m pytest tests/benchmarks -m slow -s

# The environment is made anew when a lock file or the project's metadata changes.
$(VENV)/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed, found " + sys.version.split()[0])'
	@echo "setting up $(VENV) for building (once, a minute or two)"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) --require-hashes --requirement requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@$(BIN)/policy-report install-quarto
	@$(BIN)/python -m policy_report.models.ready
	@touch $@

$(VENV)/ready-to-test: $(VENV)/ready requirements-test.lock
	@echo "adding to $(VENV) what the tests need (once, a minute)"
	@$(PIP) --require-hashes --requirement requirements-test.lock
	@touch $@

clean:
	rm -rf _output _build report/generated figures/en figures/zh _variables.yml
