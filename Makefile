# Two commands do everything on a fresh machine with Python 3.11 or later: `make report` and `make test`.
# QUARTO=no keeps the set-up from trying to install Quarto.

PYTHON ?= python3
ENGINE ?= auto
VENV := .venv
BIN := $(VENV)/bin
export QUARTO

.PHONY: report test clean

report: $(VENV)/ready
	@$(BIN)/policy-report build --engine $(ENGINE)

test: $(VENV)/ready
	@$(BIN)/python -m pytest --numprocesses auto --dist loadfile

# The environment is made anew when the lock file or the project's metadata changes.
$(VENV)/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed, found " + sys.version.split()[0])'
	@echo "setting up $(VENV) (once, a minute or two)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/policy-report install-quarto
	@touch $@

clean:
	rm -rf _output _build report/generated figures/en figures/zh _variables.yml
