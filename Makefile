# make run    set up, then start the whole robot in its embedded simulation
# make test   set up, check style and types, then run every test
# Both do all the set-up they need; the second time it takes a second and no network.

PYTHON ?= $(firstword $(foreach p,python3 python3.12 python3.13 python3.11 python3.10,\
            $(shell command -v $(p) >/dev/null 2>&1 && $(p) -c \
            'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && echo $(p))) python3)
LAUNCH ?= launch/simulation.launch.yaml
ARGS ?=
BIN := .venv/bin

# Set-up leaves compiling to the first import, and whoever compiles keeps it: a robot is ten processes.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup setup-test run test lint bench clean

help:
	@sed -n 's/^# //p' Makefile

setup: needs-python
	@$(PYTHON) -m robot.setup run

setup-test: needs-python
	@$(PYTHON) -m robot.setup test

.PHONY: needs-python
needs-python:
	@command -v $(PYTHON) >/dev/null || { \
	  echo "no Python here; run: sudo apt-get install -y python3 python3-venv python3-dev"; exit 1; }

# Arguments of the launch file: make run ARGS="port:=9000"
run: setup
	@exec $(BIN)/l2b2 up $(LAUNCH) $(ARGS)

test: setup-test lint
	@$(BIN)/python -m pytest -n 2 --dist loadscope --no-loadscope-reorder $(ARGS)

lint: setup-test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup-test
	$(BIN)/python -m pytest tests/benchmarks -s -o python_files='bench_*.py test_*.py' $(ARGS)

clean:
	rm -rf .venv build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find robot sim tests -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -rf l2b2.egg-info
