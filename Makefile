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

rust_sources := $(wildcard $(shell git ls-files -co --exclude-standard '*.rs' '*Cargo.toml' Cargo.lock rust-toolchain.toml 2>/dev/null | grep -v '^examples/.*/component\|^wit-fixtures\|^bench/guest\|^bench/native\|^conformance/guests\|^conformance/toolchains\|^fuzz/'))
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
	@echo 'make test-checked pass the tests of the languages with assertions, race detector and checked memory'
	@echo 'make random       pass many more random cases: values, guests, hosts'
	@echo 'make fuzz         look for guests that the core treats otherwise than Wasmtime (FUZZ_SECONDS=60)'
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

# Our own code with its assertions and overflow checks, under each language's own checks of memory and threads.
CHECKED := $(ROOT)/target/checked
AS_CHECKED := PYTHONPATH=$(CHECKED)/python PYTHONMALLOC=debug PYTHONDEVMODE=1 OUTWIT_LIBRARY=$(CHECKED)/release/liboutwit.so \
	NODE_OPTIONS='--require $(ROOT)/tools/checked/addon.cjs --trace-uncaught' GOFLAGS=-race CGO_ENABLED=1

$(STAMPS)/checked: $(STAMPS)/python $(STAMPS)/node $(STAMPS)/go $(wildcard tools/checked/*)
	@$(call STEP,checked,"Building the runtimes with assertions") $(PYTHON) tools/checked/build.py
	@touch $@

.PHONY: test-checked
test-checked: $(STAMPS)/checked $(STAMPS)/components $(STAMPS)/conformance-guests $(STAMPS)/conformance-toolchains
	$(AS_CHECKED) $(PYTHON) tools/checked/guard.py $(BIN)/python
	cd bindings/python && $(AS_CHECKED) $(BIN)/python -m pytest
	cd bindings/node && npm run test:build && $(AS_CHECKED) node --expose-gc --test build/*.test.js
	for module in bindings/go bindings/go/tests; do (cd $$module && $(AS_CHECKED) go test -count=1 ./...); done
	$(AS_CHECKED) target/release/outwit-conformance cases runtime wast

.PHONY: test-bench
test-bench: $(STAMPS)/python-tools
	$(BIN)/python bench/tests/test_harness.py

# --- conformance: tests that others wrote -----------------------------------------------------------------

CONFORMANCE := conformance
GUESTS := $(CONFORMANCE)/guests
TOOLCHAINS := $(CONFORMANCE)/toolchains
BUILD_GUESTS = cargo run --locked --quiet --manifest-path $(GUESTS)/Cargo.toml --target-dir target/conformance/build
builder_sources := $(wildcard $(shell git ls-files -co --exclude-standard $(GUESTS) 2>/dev/null))
toolchains_sources := $(wildcard $(shell git ls-files -co --exclude-standard $(TOOLCHAINS) 2>/dev/null))

$(STAMPS)/conformance-tools: $(TOOLCHAINS)/requirements.txt
	@mkdir -p $(STAMPS)
	@$(call STEP,conformance-tools,"Installing the compilers of guests in C and Python") sh -ec ' \
		rm -rf target/conformance/tools; $(PYTHON) -m venv target/conformance/tools; \
		target/conformance/tools/bin/pip install --quiet -r $(TOOLCHAINS)/requirements.txt'
	@touch $@

$(STAMPS)/conformance-guests: $(builder_sources) $(STAMPS)/toolchain $(STAMPS)/conformance-tools
	@$(call STEP,conformance-guests,"Building the guests of wit-bindgen's runtime tests (3 minutes the first time)") \
		$(BUILD_GUESTS) -- runtime
	@touch $@

$(STAMPS)/conformance-toolchains: $(toolchains_sources) $(STAMPS)/conformance-guests
	@$(call STEP,conformance-toolchains,"Building one world as guests in Rust and C and Python") \
		$(BUILD_GUESTS) -- toolchains
	@touch $@

.PHONY: conformance
conformance: $(STAMPS)/conformance-guests $(STAMPS)/conformance-toolchains $(STAMPS)/python $(STAMPS)/node $(STAMPS)/go
	@target/release/outwit-conformance

# Writes the table of docs/conformance.md anew from what it measures.
.PHONY: conformance-page
conformance-page: $(STAMPS)/conformance-guests $(STAMPS)/conformance-toolchains $(STAMPS)/python $(STAMPS)/node $(STAMPS)/go
	@target/release/outwit-conformance --page

# The random cases of all tests, many times as many: an hour.
.PHONY: random
random: $(STAMPS)/components $(STAMPS)/conformance-guests $(STAMPS)/python $(STAMPS)/node $(STAMPS)/go
	OUTWIT_CASES=1000000 cargo test $(RUST) --test oracle --test random_guests
	OUTWIT_VALUES=100000 target/release/outwit-conformance random
	cd bindings/python && OUTWIT_CASES=100000 PYTHONMALLOC=debug $(BIN)/python -X dev -m pytest --timeout 1800 tests/test_hostile_hosts.py
	cd bindings/node && npm run test:build && OUTWIT_CASES=100000 node --expose-gc --test build/hostile_hosts.test.js
	cd bindings/go/tests && OUTWIT_CASES=100000 go test -race -timeout 30m -run TestHostileHosts .

# --- checks -----------------------------------------------------------------------------------------

.PHONY: check
check: check-rust check-python check-node check-go check-bench

.PHONY: check-rust
check-rust: $(STAMPS)/toolchain
	@$(call STEP,rustfmt,"Checking the format of the Rust code") cargo fmt --all --check
	@$(call STEP,rustfmt,"Checking the format of the fuzz target") cargo fmt --check --manifest-path fuzz/Cargo.toml
	@$(call STEP,clippy,"Checking the Rust code with clippy") cargo clippy $(RUST) --all-targets --quiet -- -D warnings
	@$(call STEP,clippy-conformance,"Checking the builder of conformance guests") sh -ec ' \
		cargo fmt --check --manifest-path $(GUESTS)/Cargo.toml; \
		rustfmt --check --edition 2024 $(TOOLCHAINS)/rust/guest.rs; \
		cargo clippy --quiet --locked --manifest-path $(GUESTS)/Cargo.toml \
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
		$(BIN)/ruff format --isolated --check target/golden $(PDF)/python $(KV) $(CONFORMANCE)/python $(TOOLCHAINS)/python tools/checked; \
		$(BIN)/ruff check --isolated target/golden $(PDF)/python $(KV) $(CONFORMANCE)/python $(TOOLCHAINS)/python tools/checked; \
		(cd $(KV)/python && $(BIN)/mypy --strict --python-executable .venv/bin/python kv tests); \
		cd target/golden && $(BIN)/mypy --strict golden_* && $(BIN)/pyright --pythonpath $(BIN)/python .'
	@$(call STEP,mypy,"Checking the Python types with mypy and pyright") sh -ec 'cd bindings/python && \
		$(BIN)/mypy && $(BIN)/pyright --pythonpath $(BIN)/python'

.PHONY: check-node
check-node: $(STAMPS)/node $(STAMPS)/kv-node
	@$(call STEP,tsc,"Checking the TypeScript code with prettier and tsc") sh -ec ' \
		npm run check --prefix bindings/node; \
		bindings/node/node_modules/.bin/prettier --config bindings/node/.prettierrc.json --check $(CONFORMANCE)/node tools/checked; \
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

# --- fuzzing ----------------------------------------------------------------------------------------

# Another compiler and other flags: everything is built anew, into target/fuzz.
CARGO_FUZZ := target/cargo-fuzz/bin/cargo-fuzz
FUZZ_TOOLCHAIN ?= nightly
FUZZ_SECONDS ?= 60
FUZZ = RUSTUP_TOOLCHAIN=$(FUZZ_TOOLCHAIN) $(CARGO_FUZZ) fuzz run guest --fuzz-dir fuzz --target-dir target/fuzz --codegen-units 16
FOUND := target/fuzz/corpus/guest

$(CARGO_FUZZ):
	@$(call STEP,cargo-fuzz,"Installing cargo-fuzz") cargo install --quiet --locked --root target/cargo-fuzz cargo-fuzz@0.13.2

.PHONY: fuzz
fuzz: $(CARGO_FUZZ)
	@rustup run $(FUZZ_TOOLCHAIN) rustc --version || rustup toolchain install $(FUZZ_TOOLCHAIN) --profile minimal
	@mkdir -p $(FOUND)
	$(FUZZ) $(FOUND) fuzz/corpus/guest -- -max_total_time=$(FUZZ_SECONDS) -max_len=1000 -artifact_prefix=target/fuzz/

# Adds to the corpus what reaches code that nothing in it does.
.PHONY: fuzz-keep
fuzz-keep: $(CARGO_FUZZ)
	$(FUZZ) fuzz/corpus/guest $(FOUND) -- -merge=1 -use_counters=0

# --- measuring --------------------------------------------------------------------------------------

.PHONY: bench
bench: setup
	@$(BIN)/python bench/run.py

.PHONY: clean
clean:
	rm -rf target out .venv .ruff_cache .mypy_cache
	git clean -fdXq bindings examples bench wit-fixtures
