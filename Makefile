# The commands of everyday work. `make help` lists them; a machine needs Python 3.11 or newer and make.

# An empty environment (env -i) brings no PATH, and make finds no program without one.
PATH ?= /usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin
export PATH

PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3)
# One more than there are processors: some tests sit out a silence of half a minute.
TEST_JOBS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
TESTS ?=
PYTEST = $(BIN)/python -m pytest -n $(TEST_JOBS) --maxprocesses 4 --dist loadgroup --no-loadscope-reorder

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
AXE := tests/node_modules/.package-lock.json
WINDOWLESS := /usr/lib/chromium/chromium-headless-shell
AS_ROOT := $(if $(filter-out 0,$(shell id -u)),sudo -n)
LOCKS := requirements.txt requirements-dev.txt requirements-build.txt
OLDEST := $(VENV)/.oldest-browsers
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input

.DEFAULT_GOAL := help
.PHONY: help setup demo wheel container recording mutants screenshots test test-full lint format openapi bench bench-postgres bench-growth profile lock vendor system-packages clean

help: ## List the commands.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(INSTALLED) ## Install everything, from hash-locked lists, into .venv.

$(INSTALLED): $(LOCKS) pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed. Name it with: make setup PYTHON=/path/to/python3" >&2; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv $(VENV) >/dev/null || { rm -rf $(VENV); \
	  echo "$(PYTHON) could not make a virtual environment." >&2; \
	  echo "On Debian and Ubuntu its module is a package of its own: sudo apt-get install python3-venv" >&2; exit 1; }
	@echo "Installing into $(VENV) (well under two minutes) ..."
	@$(PIP_INSTALL) --require-hashes -r requirements-dev.txt -r requirements-build.txt
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup ## Load the fictional commune of Yen Hoa and serve it at http://127.0.0.1:8000 (Ctrl-C stops).
	@exec $(BIN)/congxa demo

test: setup system-packages $(AXE) $(OLDEST) ## Run the whole test suite (TESTS=path runs a part of it).
	@$(MAKE) --no-print-directory run-tests

fresh: setup system-packages ## Run the product as its users do: wheel, empty folder, no setting (3 minutes).
	@$(BIN)/python -m tests.fresh

test-full: setup system-packages $(AXE) $(OLDEST) ## The same at the sizes that docs/trust.md promises (hours).
	@CONGXA_TEST_SIZE=full $(MAKE) --no-print-directory run-tests

.PHONY: run-tests
run-tests:
	@set -e; found=$$(find tests/frontend -name '*.test.mjs' 2>/dev/null | sort); \
	if [ -z "$$found" ] || [ -n "$(TESTS)" ]; then :; \
	elif command -v node >/dev/null; then node --test $$found; \
	elif [ -n "$$CI" ]; then echo "node is missing: the frontend's tests cannot run" >&2; exit 1; \
	else echo "node is missing: the frontend's tests are left out"; fi
	@# The whole suite runs `make fresh` beside it, which mostly waits, and shows last what it said.
	@[ -n "$(TESTS)" ] && exec $(PYTEST) $(TESTS); \
	said=$$(mktemp); $(BIN)/python -m tests.fresh >"$$said" 2>&1 & fresh=$$!; \
	trap 'kill $$fresh; wait $$fresh; rm -f "$$said"; exit 130' INT TERM; \
	tested=0; $(PYTEST) || tested=$$?; \
	lived=0; wait $$fresh || lived=$$?; \
	cat "$$said"; rm -f "$$said"; exit $$((tested ? tested : lived))

# axe-core for the pages in the browser, what generates clients in TypeScript, linters of the contract. Without npm their
# tests are skipped; with CI set that is a failure.
$(AXE): tests/package.json tests/package-lock.json
	@if ! command -v npm >/dev/null; then echo "npm is missing: the tests that need its packages are skipped"; \
	elif npm ci --prefix tests --no-audit --no-fund --silent; then touch $@; \
	else echo "npm ci failed: the tests that need its packages are skipped"; fi

# The engines of 2022 and 2020 (180 and 130 MB) in which desk and portal are opened. They are part of no setup: only tests need them.
$(OLDEST): requirements-browser.txt | $(INSTALLED)
	@if $(PIP_INSTALL) --require-hashes -r $<; then touch $@; \
	else echo "pip failed: the tests in the oldest browsers are skipped"; fi

# Chromium's build without a window costs a third less; only CI asks for it, and does without where there is none. It shows no
# notification: the tests of those need the whole one too.
.PHONY: windowless-chromium
windowless-chromium:
	@[ -z "$$CI" ] || [ -x $(WINDOWLESS) ] || ! command -v apt-get >/dev/null || \
	{ $(AS_ROOT) apt-get update -qq && $(AS_ROOT) env DEBIAN_FRONTEND=noninteractive \
	  apt-get install -y -qq --no-install-recommends chromium-headless-shell; } >/dev/null 2>&1 </dev/null || \
	echo "The tests use Chromium with a window: its other build cannot be had here"

# What tests need beyond Python. Where nothing may be installed, the tests concerned are skipped and say so.
system-packages: windowless-chromium
	@missing=; \
	command -v chromium >/dev/null || missing="$$missing chromium"; \
	ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || [ -n "$$CONGXA_TEST_POSTGRES" ] || missing="$$missing postgresql"; \
	PATH="$$PATH:/usr/sbin" command -v nginx >/dev/null || missing="$$missing nginx-light"; \
	[ -e /usr/lib/nginx/modules/ngx_http_cache_purge_module.so ] || missing="$$missing libnginx-mod-http-cache-purge"; \
	command -v promtool >/dev/null || missing="$$missing prometheus"; \
	command -v systemd-analyze >/dev/null || missing="$$missing systemd"; \
	for each in mmdebstrap buildah podman runc; do \
	  PATH="$$PATH:/usr/sbin" command -v $$each >/dev/null || missing="$$missing $$each"; done; \
	command -v java >/dev/null || missing="$$missing default-jre-headless"; \
	command -v xmllint >/dev/null || missing="$$missing libxml2-utils"; \
	ls /usr/lib/python3/dist-packages/PyQt5/QtWebEngineWidgets.*.so >/dev/null 2>&1 || [ -n "$$OLD_BROWSER_PYTHON" ] || \
	  missing="$$missing python3-pyqt5.qtwebengine"; \
	[ -n "$$missing" ] || exit 0; \
	if ! command -v apt-get >/dev/null || ! $(AS_ROOT) true 2>/dev/null; then \
	  echo "Not installed, so their tests are skipped:$$missing"; exit 0; fi; \
	echo "Installing for the tests:$$missing"; log=$$(mktemp); \
	{ $(AS_ROOT) apt-get update -qq && $(AS_ROOT) env DEBIAN_FRONTEND=noninteractive \
	  apt-get install -y -qq --no-install-recommends $$missing; } >"$$log" 2>&1 </dev/null \
	  || { tail -n 5 "$$log"; echo "apt-get failed; the tests that need$$missing are skipped"; }; \
	rm -f "$$log"

mutants: setup ## Break what guards the product in a copy, line by line, and see a test fail each time.
	@$(BIN)/python -m tests.mutants

wheel: setup ## Build the wheel, which is the whole program, into dist/.
	@$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --no-index --wheel-dir dist .

container: setup ## Build the image localhost/congxa from Debian's packages (needs mmdebstrap and buildah).
	@PYTHON=$(BIN)/python deploy/container.sh

recording: setup ## Record anew what the public is answered; WHY="..." names the wanted difference.
	@$(BIN)/python -m tests.recording "$(WHY)"

screenshots: setup ## Write pictures of every page of the demo into build/screenshots, and those of the guide into docs/images (needs Chromium).
	@$(BIN)/python -m tests.browser.screenshots build/screenshots

bench: setup ## Compare with nginx, a plain Flask application and Wagtail; table and chart into benchmarks/results (needs wrk).
	@$(BIN)/python -m benchmarks.compare

bench-postgres: setup ## The same with PostgreSQL behind ours; results in benchmarks/results/postgresql.
	@$(BIN)/python -m benchmarks.compare --postgres

bench-growth: setup ## What 1,000, 10,000 and 100,000 articles change: answers, import, size, memory, start.
	@$(BIN)/python -m benchmarks.growth

profile: setup ## Where Python's time goes in a worker asked QUESTION=R1hot (of R1 to R8; needs wrk).
	@$(BIN)/python -m benchmarks.profiling $(or $(QUESTION),R1hot) $(if $(UNCACHED),--uncached)

lint: setup ## Check style (ruff) and types (mypy).
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: setup ## Rewrite the Python files in the project's style.
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

openapi: setup ## Write openapi/delivery.json and openapi/authoring.json again.
	@$(BIN)/congxa openapi

lock: ## Resolve the dependencies again (needs uv) and write every lock file.
	@command -v uv >/dev/null || [ -x $(BIN)/uv ] || { echo "uv is needed: $(BIN)/pip install uv" >&2; exit 1; }
	@PATH="$(CURDIR)/$(BIN):$$PATH"; set -e; \
	uv lock --quiet; \
	uv export --quiet --frozen --no-dev --all-extras --no-emit-project --output-file requirements.txt; \
	uv export --quiet --frozen --group dev --all-extras --no-emit-project --output-file requirements-dev.txt; \
	uv export --quiet --frozen --only-group oldest-browsers --no-emit-project --output-file requirements-browser.txt; \
	printf 'hatchling\neditables\n' | uv pip compile --quiet --universal --generate-hashes --no-header \
	  --python-version 3.11 --constraint requirements-dev.txt --output-file requirements-build.txt -

VENDORED ?= frontend/desk/vendor/prosemirror.js

vendor: ## Build the desk's one vendored file again from vendor/package-lock.json (needs npm).
	npm ci --no-audit --no-fund --prefix vendor
	vendor/node_modules/.bin/esbuild vendor/prosemirror.js --bundle --minify --format=iife --global-name=ProseMirror \
	  --target=chrome109,firefox115,safari15 --legal-comments=none --charset=utf8 \
	  --outfile=$(VENDORED)

clean: ## Remove what was installed and generated here (never var/, which holds the data).
	rm -rf $(VENV) tests/node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist *.egg-info
	find api tests -name __pycache__ -type d -prune -exec rm -rf {} +
