# competencygraph: everything runs in .venv, made on first use; a second run finds it made.
# PYTHON: the interpreter .venv is made with.  JOBS: how many tests run at once.  PYTEST_ARGS: more for pytest.
# MARKS: which of the marked tests run.  RELEASE_ARGS: more for the release, such as --version 1.2.0 --previous v1.1.0.

PYTHON ?= python3
JOBS ?= 2
PYTEST_ARGS ?=
RELEASE_ARGS ?=
MARKS ?= java or office or wheel or server or virtuoso or validator

VENV := .venv
BIN := $(VENV)/bin
VALIDATORS := .venv-validators
LOG := $(VENV)/install.log
INPUTS := pyproject.toml constraints.txt
COMMA := ,
TURTLE := $(wildcard ontology shapes)

# Relative on purpose: pip splits the value at spaces, and the checkout may stand in a folder with one.
export PIP_CONSTRAINT := constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help demo test validators marked check format lint turtle types contracts generated release clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' Makefile

demo: $(VENV)/installed-all ## build a store from the five documents and answer A4 -> A5
	@$(BIN)/competencygraph demo

test: $(VENV)/installed-test ## run the tests
	@$(BIN)/python -m pytest -n $(JOBS) --dist worksteal -m "not java and not wheel and not office and not server and not virtuoso and not validator" $(PYTEST_ARGS)

validators: $(VALIDATORS)/installed ## install the validators of exports, in an environment of their own

marked: $(VENV)/installed-dev validators ## run the tests that need Java, LibreOffice or a server, or build the wheel
	@$(BIN)/python -m pytest -n $(JOBS) --dist loadfile -m "$(MARKS)" $(PYTEST_ARGS)

check: lint turtle types contracts generated ## run every check that is no test

format: $(VENV)/installed-dev ## write the formatting that check asks for
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .
	@$(BIN)/turtlefmt $(TURTLE)

lint: $(VENV)/installed-dev ## formatting and style of Python
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

turtle: $(VENV)/installed-dev ## formatting of Turtle
	@test -n "$$(find $(TURTLE) -name '*.ttl' -print -quit)" || { echo "no Turtle file found in ontology/ or shapes/" >&2; exit 1; }
	@$(BIN)/turtlefmt --check $(TURTLE)

types: $(VENV)/installed-dev ## types of the package
	@$(BIN)/mypy
	@$(BIN)/mypy --strict -p tools.release

contracts: $(VENV)/installed-dev ## import contracts
	@$(BIN)/lint-imports --no-cache

generated: $(VENV)/installed-dev ## generated files equal what would be generated now
	@set -e; found=0; \
	for tool in tools/generate_*.py; do \
	  test -f "$$tool" || continue; \
	  found=1; \
	  echo "$$tool --check"; \
	  $(BIN)/python "$$tool" --check; \
	done; \
	test $$found = 1 || { echo "no tools/generate_*.py found" >&2; exit 1; }

release: $(VENV)/installed-dev ## make a release of the ontology in build/release
	@rm -f build/example.nq
	@$(BIN)/competencygraph --store build/example demo >/dev/null
	@$(BIN)/competencygraph --store build/example store dump --out build/example.nq
	@$(BIN)/python -m tools.release --data build/example.nq $(RELEASE_ARGS)

clean: ## remove everything that was made
	@rm -rf $(VENV) $(VALIDATORS) .competencygraph build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# One stamp per installation: made again when the requirements change, else free.
$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "competencygraph needs Python 3.11 or newer, and '$(PYTHON)' is $$($(PYTHON) --version 2>&1 | head -n 1); name another: make PYTHON=python3.11 ..." >&2; \
	  exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv $(VENV) || { \
	  rm -rf $(VENV); \
	  echo "'$(PYTHON) -m venv' failed; on Debian and Ubuntu: apt-get install python3-venv" >&2; \
	  exit 1; }
	@touch $@

define install
@echo "Installing competencygraph[$(1)] into $(VENV), once ..." >&2
@$(BIN)/python -m pip install -q -e '.[$(1)]' >$(LOG) 2>&1 || { cat $(LOG) >&2; exit 1; }
@touch $@
endef

$(VENV)/installed-all: $(VENV)/made $(INPUTS)
	$(call install,all)

$(VENV)/installed-test: $(VENV)/made $(INPUTS)
	$(call install,all$(COMMA)test)

$(VENV)/installed-dev: $(VENV)/made $(INPUTS)
	$(call install,all$(COMMA)dev)

$(VALIDATORS)/installed: tools/validators/requirements.txt
	@echo "Installing the validators into $(VALIDATORS), once ..." >&2
	@$(PYTHON) -m venv $(VALIDATORS)
	@PIP_CONSTRAINT= $(VALIDATORS)/bin/python -m pip install -q -r $< >$(VALIDATORS)/install.log 2>&1 || { cat $(VALIDATORS)/install.log >&2; exit 1; }
	@touch $@
