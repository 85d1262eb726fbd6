# The only entry points. `make help` lists them; continuous integration calls `make test`.
#
# Everything beyond Rust, Python, Node, Go, gcc and make is installed by the steps below, into target/
# and into folders that git ignores.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

ROOT := $(CURDIR)
STAMPS := target/make
LOGS := target/logs
STEP = scripts/step $(LOGS)/$(1).log $(2)
PYTHON ?= python3
VENV := $(ROOT)/.venv
BIN := $(VENV)/bin
OUTWIT := target/release/outwit
WHEELS := target/wheels

# One selection of packages for every cargo command: another one means other features of shared
# dependencies, and a second build of Wasmtime.
RUST := --release --workspace --locked

rust_sources := $(wildcard $(shell git ls-files -co --exclude-standard '*.rs' '*Cargo.toml' Cargo.lock rust-toolchain.toml 2>/dev/null | grep -v '^examples/.*/component\|^wit-fixtures\|^bench/guest\|^bench/native\|^conformance/guests'))
guest_sources := $(wildcard $(shell git ls-files -co --exclude-standard wit-fixtures bench/guest bench/guest-extism examples/pdf/component examples/pdf/wit examples/kv-store/component examples/kv-store/wit tools/componentize 2>/dev/null | grep -v '/golden/'))
python_sources := $(wildcard $(shell git ls-files -co --exclude-standard bindings/python 2>/dev/null | grep -v '/tests/'))
node_sources := $(wildcard $(shell git ls-files -co --exclude-standard bindings/node 2>/dev/null | grep -v '/test/'))

.PHONY: help
help:
	@echo 'make demo         set up, then read PDFs from Python, Node and Go and compare (PDFS="a.pdf b.pdf")'
	@echo 'make test         set up, check and pass all tests'
	@echo 'make check        formatters, linters, strict type checkers, generated files up to date'
	@echo 'make bless        write the golden files anew'
	@echo 'make conformance  run tests that others wrote through the three languages'
	@echo 'make bench        measure against the peers (BENCH_QUICK=1: within 5 minutes)'
	@echo 'make recall       measure the text of PDFs against pdftotext (PDFS=folder)'
	@echo 'make clean        remove all that was built'

# --- set-up -----------------------------------------------------------------------------------------

.PHONY: setup
setup: $(STAMPS)/components $(STAMPS)/python $(STAMPS)/node $(STAMPS)/go

$(STAMPS)/toolchain: rust-toolchain.toml
	@mkdir -p $(STAMPS)
	@$(call STEP,toolchain,"Adding the wasm target to Rust") rustup target add wasm32-unknown-unknown
	@touch $@

$(STAMPS)/rust: $(rust_sources) $(STAMPS)/toolchain
	@$(call STEP,rust,"Building the core and its three runtimes (5 minutes the first time)") \
		cargo build $(RUST)
	@touch $@

$(STAMPS)/components: $(guest_sources) $(STAMPS)/rust
	@$(call STEP,components,"Building the components from source (2 minutes the first time)") \
		target/release/outwit-componentize
	@touch $@

$(VENV)/bin/pip:
	@$(call STEP,venv,"Making a virtual environment") $(PYTHON) -m venv $(VENV)

$(STAMPS)/python-tools: bindings/python/pyproject.toml $(VENV)/bin/pip
	@mkdir -p $(STAMPS)
	@$(call STEP,python-tools,"Installing the Python tools") \
		$(BIN)/pip install --quiet 'pip==25.3'
	@$(call STEP,python-tools,"Installing the Python checkers") \
		$(BIN)/pip install --quiet --group bindings/python/pyproject.toml:dev
	@touch $@

$(STAMPS)/wheel: $(python_sources) $(STAMPS)/rust $(STAMPS)/python-tools
	@rm -rf $(WHEELS)
	@$(call STEP,wheel,"Building the Python package") $(BIN)/pip wheel --quiet --no-deps -w $(WHEELS) ./bindings/python
	@touch $@

$(STAMPS)/python: $(STAMPS)/wheel
	@$(call STEP,python,"Installing the Python package") \
		$(BIN)/pip install --quiet --force-reinstall --no-deps $(WHEELS)/outwit-*.whl
	@touch $@

$(STAMPS)/node-tools: bindings/node/package-lock.json
	@mkdir -p $(STAMPS)
	@$(call STEP,node-tools,"Installing the Node tools") npm ci --prefix bindings/node --no-audit --no-fund
	@touch $@

$(STAMPS)/node: $(node_sources) $(STAMPS)/rust $(STAMPS)/node-tools
	@$(call STEP,node,"Building the npm package") npm run build --prefix bindings/node
	@touch $@

LIBRARY := bindings/go/internal/lib/linux_amd64/liboutwit.so
$(STAMPS)/go: $(STAMPS)/rust
	@cp target/release/liboutwit.so $(LIBRARY)
	@touch $@

# --- the examples: bindings are generated, packages installed as a user would ----------------------------

PDF := examples/pdf
KV := examples/kv-store
GENERATE := $(OUTWIT) generate

# $(1): what the world, the Python package and the program are called; $(2): the folder; $(3): extras in Python.
define example
$(1)_sources := $$(wildcard $$(shell git ls-files -co --exclude-standard $(2) 2>/dev/null | grep -v '$(2)/component\|$(2)/samples\|/node_modules/'))

$$(STAMPS)/$(1)-bindings: $$(STAMPS)/components $$(wildcard $(2)/wit/*.wit)
	@$$(call STEP,$(1)-bindings,"Generating the bindings of $(1) in three languages") sh -ec ' \
		$$(GENERATE) python $(2)/wit --world $(1) --out $(2)/python/$(1)/bindings; \
		$$(GENERATE) typescript $(2)/wit --world $(1) --out $(2)/typescript/src/bindings; \
		$$(GENERATE) go $(2)/wit --world $(1) --out $(2)/go/bindings'
	@touch $$@

$$(STAMPS)/$(1)-python: $$($(1)_sources) $$(STAMPS)/$(1)-bindings $$(STAMPS)/wheel
	@$$(call STEP,$(1)-python,"Installing the Python program $(1) into a fresh virtual environment") sh -ec ' \
		rm -rf $(2)/python/.venv; $$(PYTHON) -m venv $(2)/python/.venv; \
		$(2)/python/.venv/bin/pip install --quiet $$(WHEELS)/outwit-*.whl "$(2)/python$(3)"'
	@touch $$@

$$(STAMPS)/$(1)-node: $$($(1)_sources) $$(STAMPS)/$(1)-bindings $$(STAMPS)/node
	@$$(call STEP,$(1)-node,"Installing the TypeScript program $(1) into a fresh npm project") sh -ec ' \
		npm ci --prefix $(2)/typescript --no-audit --no-fund; npm run build --prefix $(2)/typescript'
	@touch $$@

$$(STAMPS)/$(1)-go: $$($(1)_sources) $$(STAMPS)/$(1)-bindings $$(STAMPS)/go
	@$$(call STEP,$(1)-go,"Building the Go program $(1)") sh -ec 'cd $(2)/go && go build -o $(1) .'
	@touch $$@
endef
$(eval $(call example,pdf,$(PDF),))
$(eval $(call example,kv,$(KV),[test]))

PDFS ?= $(wildcard $(PDF)/samples/*.pdf)

.PHONY: demo
demo: $(STAMPS)/pdf-python $(STAMPS)/pdf-node $(STAMPS)/pdf-go
	@rm -rf out/demo
	@$(PDF)/python/.venv/bin/python $(PDF)/demo.py out/demo $(PDFS)

# PDFS is a folder here, PASSWORDS a list of NAME=PASSWORD.
.PHONY: recall
recall:
	@command -v pdftotext >/dev/null || { echo 'pdftotext is missing; Debian has it in poppler-utils'; exit 1; }
	@$(call STEP,recall,"Building the PDF reader for this machine") cargo build --locked --example text \
		--manifest-path $(PDF)/component/Cargo.toml --target-dir target/guests
	@$(PYTHON) $(PDF)/tools/recall.py $(addprefix --passwords ,$(PASSWORDS)) $(PDFS) target/guests/debug/examples/text

# --- tests ------------------------------------------------------------------------------------------

# The demo is a test, too: it fails where two languages differ.
.PHONY: test
test: setup check test-rust test-python test-node test-go demo test-kv conformance test-bench
	@echo 'All tests passed.'

.PHONY: test-rust
test-rust: $(STAMPS)/components
	cargo test $(RUST) --quiet
	cargo test --quiet --locked --manifest-path $(PDF)/component/Cargo.toml --target-dir target/guests

.PHONY: test-python
test-python: $(STAMPS)/python $(STAMPS)/components
	cd bindings/python && $(BIN)/python -m pytest

.PHONY: test-node
test-node: $(STAMPS)/node $(STAMPS)/components
	npm test --prefix bindings/node

.PHONY: test-go
test-go: $(STAMPS)/go $(STAMPS)/components
	for cgo in 1 0; do for module in bindings/go bindings/go/tests; do \
		echo "go test, CGO_ENABLED=$$cgo, $$module"; (cd $$module && CGO_ENABLED=$$cgo go test ./...); \
	done; done

# Redis comes from the system's packages. Continuous integration installs it; elsewhere its tests are skipped.
$(STAMPS)/redis:
	@mkdir -p $(STAMPS)
	@if [ "$${CI:-}" = true ] && ! command -v redis-server >/dev/null; then \
		$(call STEP,redis,"Installing Redis for the tests of $(KV)") sh -ec ' \
			apt-get update --quiet; apt-get install --quiet --yes --no-install-recommends redis-server'; \
		touch $@; fi

.PHONY: test-kv
test-kv: $(STAMPS)/kv-python $(STAMPS)/kv-node $(STAMPS)/kv-go $(STAMPS)/redis
	cargo test --quiet --locked --manifest-path $(KV)/component/Cargo.toml --target-dir target/guests
	$(KV)/python/.venv/bin/python -m pytest -q $(KV)/python/tests
	npm test --prefix $(KV)/typescript
	for cgo in 1 0; do (cd $(KV)/go && CGO_ENABLED=$$cgo go test ./...); done
	$(PYTHON) $(KV)/demo.py

.PHONY: test-bench
test-bench: $(STAMPS)/python-tools
	$(BIN)/python bench/tests/test_harness.py

# --- conformance: tests that others wrote -----------------------------------------------------------------

CONFORMANCE := conformance
conformance_sources := $(wildcard $(shell git ls-files -co --exclude-standard $(CONFORMANCE)/guests 2>/dev/null))

$(STAMPS)/conformance-guests: $(conformance_sources) $(STAMPS)/toolchain
	@$(call STEP,conformance-guests,"Building the guests of wit-bindgen's runtime tests (3 minutes the first time)") \
		cargo run --locked --quiet --manifest-path $(CONFORMANCE)/guests/Cargo.toml --target-dir target/conformance/build
	@touch $@

.PHONY: conformance
conformance: $(STAMPS)/conformance-guests $(STAMPS)/python $(STAMPS)/node $(STAMPS)/go
	@target/release/outwit-conformance

# --- checks -----------------------------------------------------------------------------------------

.PHONY: check
check: check-rust check-python check-node check-go check-bench

.PHONY: check-rust
check-rust: $(STAMPS)/toolchain
	@$(call STEP,rustfmt,"Checking the format of the Rust code") cargo fmt --all --check
	@$(call STEP,clippy,"Checking the Rust code with clippy") cargo clippy $(RUST) --all-targets --quiet -- -D warnings
	@$(call STEP,clippy-conformance,"Checking the builder of conformance guests") sh -ec ' \
		cargo fmt --check --manifest-path $(CONFORMANCE)/guests/Cargo.toml; \
		cargo clippy --quiet --locked --manifest-path $(CONFORMANCE)/guests/Cargo.toml \
			--target-dir target/conformance/build -- -D warnings'
	@$(call STEP,golden,"Checking that the generated files are up to date") cargo test $(RUST) --quiet --test golden

GOLDEN_PY := $(wildcard wit-fixtures/*/golden/python)

.PHONY: check-python
check-python: $(STAMPS)/python $(STAMPS)/pdf-bindings $(STAMPS)/kv-python
	@$(call STEP,ruff,"Checking the Python code with ruff") sh -ec 'cd bindings/python && \
		$(BIN)/ruff format --check . && $(BIN)/ruff check .'
	@rm -rf target/golden && mkdir -p target/golden
	@for folder in wit-fixtures/*/golden/python; do \
		cp -r $$folder target/golden/golden_$$(basename $${folder%/golden/python}); done
	@$(call STEP,golden-python,"Checking the generated Python code with ruff and mypy and pyright") sh -ec ' \
		$(BIN)/ruff format --isolated --check target/golden $(PDF)/python $(KV) $(CONFORMANCE)/python; \
		$(BIN)/ruff check --isolated target/golden $(PDF)/python $(KV) $(CONFORMANCE)/python; \
		(cd $(KV)/python && $(BIN)/mypy --strict --python-executable .venv/bin/python kv tests); \
		cd target/golden && $(BIN)/mypy --strict golden_* && $(BIN)/pyright --pythonpath $(BIN)/python .'
	@$(call STEP,mypy,"Checking the Python types with mypy and pyright") sh -ec 'cd bindings/python && \
		$(BIN)/mypy && $(BIN)/pyright --pythonpath $(BIN)/python'

.PHONY: check-node
check-node: $(STAMPS)/node $(STAMPS)/kv-node
	@$(call STEP,tsc,"Checking the TypeScript code with prettier and tsc") sh -ec ' \
		npm run check --prefix bindings/node; \
		bindings/node/node_modules/.bin/prettier --config bindings/node/.prettierrc.json --check $(CONFORMANCE)/node; \
		bindings/node/node_modules/.bin/prettier --no-config --check "$(KV)/typescript/src/*.ts" "$(KV)/typescript/test/*.ts"'

.PHONY: check-go
check-go: $(STAMPS)/go $(STAMPS)/pdf-bindings $(STAMPS)/kv-bindings
	@$(call STEP,gofmt,"Checking the Go code with gofmt and vet") sh -ec ' \
		test -z "$$(git ls-files -co --exclude-standard "*.go" | xargs gofmt -l | tee /dev/stderr)"; \
		for module in bindings/go bindings/go/tests wit-fixtures examples/pdf/go examples/kv-store/go $(CONFORMANCE)/go; do \
			(cd $$module && go vet ./...); done'

.PHONY: check-bench
check-bench: $(STAMPS)/python-tools
	@$(call STEP,bench-check,"Checking the benchmark") sh -ec ' \
		$(BIN)/ruff format --check bench; $(BIN)/ruff check bench; \
		(cd bench && $(BIN)/mypy --strict run.py harness); \
		for folder in wit-fixtures bench/guest-extism bench/native examples/pdf/component examples/kv-store/component; do \
			cargo fmt --check --manifest-path $$folder/Cargo.toml; done'

.PHONY: bless
bless:
	BLESS=1 cargo test $(RUST) --quiet -p outwit-generator --test golden

# --- measuring --------------------------------------------------------------------------------------

.PHONY: bench
bench: setup
	@$(BIN)/python bench/run.py

.PHONY: clean
clean:
	rm -rf target out .venv .ruff_cache .mypy_cache
	git clean -fdXq bindings examples bench wit-fixtures
