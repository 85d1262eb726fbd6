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

rust_sources := $(shell git ls-files -co --exclude-standard '*.rs' '*Cargo.toml' Cargo.lock rust-toolchain.toml 2>/dev/null | grep -v '^examples/pdf/component\|^wit-fixtures\|^bench/guest\|^bench/native')
guest_sources := $(shell git ls-files -co --exclude-standard wit-fixtures bench/guest bench/guest-extism examples/pdf/component examples/pdf/wit tools/componentize 2>/dev/null | grep -v '/golden/')
python_sources := $(shell git ls-files -co --exclude-standard bindings/python 2>/dev/null | grep -v '/tests/')
node_sources := $(shell git ls-files -co --exclude-standard bindings/node 2>/dev/null | grep -v '/test/')

.PHONY: help
help:
	@echo 'make demo     set up, then read PDFs from Python, Node and Go and compare (PDFS="a.pdf b.pdf")'
	@echo 'make test     set up, check and pass all tests'
	@echo 'make check    formatters, linters, strict type checkers, generated files up to date'
	@echo 'make bless    write the golden files anew'
	@echo 'make bench    measure against the peers (BENCH_QUICK=1: within 5 minutes)'
	@echo 'make recall   measure the text of PDFs against pdftotext (PDFS=folder)'
	@echo 'make clean    remove all that was built'

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

# --- the PDF example: bindings are generated, packages installed as a user would -------------------------

PDF := examples/pdf
GENERATE := $(OUTWIT) generate
pdf_sources := $(shell git ls-files -co --exclude-standard $(PDF) 2>/dev/null | grep -v '$(PDF)/component\|$(PDF)/samples\|/node_modules/')

$(STAMPS)/pdf-bindings: $(STAMPS)/components $(wildcard $(PDF)/wit/*.wit)
	@$(call STEP,pdf-bindings,"Generating the bindings in three languages") sh -ec ' \
		$(GENERATE) python $(PDF)/wit --world pdf --out $(PDF)/python/pdf/bindings; \
		$(GENERATE) typescript $(PDF)/wit --world pdf --out $(PDF)/typescript/src/bindings; \
		$(GENERATE) go $(PDF)/wit --world pdf --out $(PDF)/go/bindings'
	@touch $@

$(STAMPS)/pdf-python: $(pdf_sources) $(STAMPS)/pdf-bindings $(STAMPS)/wheel
	@$(call STEP,pdf-python,"Installing the Python program into a fresh virtual environment") sh -ec ' \
		rm -rf $(PDF)/python/.venv; $(PYTHON) -m venv $(PDF)/python/.venv; \
		$(PDF)/python/.venv/bin/pip install --quiet $(WHEELS)/outwit-*.whl $(PDF)/python'
	@touch $@

$(STAMPS)/pdf-node: $(pdf_sources) $(STAMPS)/pdf-bindings $(STAMPS)/node
	@$(call STEP,pdf-node,"Installing the TypeScript program into a fresh npm project") sh -ec ' \
		npm ci --prefix $(PDF)/typescript --no-audit --no-fund; npm run build --prefix $(PDF)/typescript'
	@touch $@

$(STAMPS)/pdf-go: $(pdf_sources) $(STAMPS)/pdf-bindings $(STAMPS)/go
	@$(call STEP,pdf-go,"Building the Go program") sh -ec 'cd $(PDF)/go && go build -o pdf .'
	@touch $@

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
test: setup check test-rust test-python test-node test-go demo test-bench
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

.PHONY: test-bench
test-bench: $(STAMPS)/python-tools
	$(BIN)/python bench/tests/test_harness.py

# --- checks -----------------------------------------------------------------------------------------

.PHONY: check
check: check-rust check-python check-node check-go check-bench

.PHONY: check-rust
check-rust: $(STAMPS)/toolchain
	@$(call STEP,rustfmt,"Checking the format of the Rust code") cargo fmt --all --check
	@$(call STEP,clippy,"Checking the Rust code with clippy") cargo clippy $(RUST) --all-targets --quiet -- -D warnings
	@$(call STEP,golden,"Checking that the generated files are up to date") cargo test $(RUST) --quiet --test golden

GOLDEN_PY := $(wildcard wit-fixtures/*/golden/python)

.PHONY: check-python
check-python: $(STAMPS)/python $(STAMPS)/pdf-bindings
	@$(call STEP,ruff,"Checking the Python code with ruff") sh -ec 'cd bindings/python && \
		$(BIN)/ruff format --check . && $(BIN)/ruff check .'
	@rm -rf target/golden && mkdir -p target/golden
	@for folder in wit-fixtures/*/golden/python; do \
		cp -r $$folder target/golden/golden_$$(basename $${folder%/golden/python}); done
	@$(call STEP,golden-python,"Checking the generated Python code with ruff and mypy and pyright") sh -ec ' \
		$(BIN)/ruff format --isolated --check target/golden $(PDF)/python; \
		$(BIN)/ruff check --isolated target/golden $(PDF)/python; \
		cd target/golden && $(BIN)/mypy --strict golden_* && $(BIN)/pyright --pythonpath $(BIN)/python .'
	@$(call STEP,mypy,"Checking the Python types with mypy and pyright") sh -ec 'cd bindings/python && \
		$(BIN)/mypy && $(BIN)/pyright --pythonpath $(BIN)/python'

.PHONY: check-node
check-node: $(STAMPS)/node
	@$(call STEP,tsc,"Checking the TypeScript code with prettier and tsc") npm run check --prefix bindings/node

.PHONY: check-go
check-go: $(STAMPS)/go $(STAMPS)/pdf-bindings
	@$(call STEP,gofmt,"Checking the Go code with gofmt and vet") sh -ec ' \
		test -z "$$(git ls-files -co --exclude-standard "*.go" | xargs gofmt -l | tee /dev/stderr)"; \
		for module in bindings/go bindings/go/tests wit-fixtures examples/pdf/go; do \
			(cd $$module && go vet ./...); done'

.PHONY: check-bench
check-bench: $(STAMPS)/python-tools
	@$(call STEP,bench-check,"Checking the benchmark") sh -ec ' \
		$(BIN)/ruff format --check bench; $(BIN)/ruff check bench; \
		(cd bench && $(BIN)/mypy --strict run.py harness); \
		for folder in wit-fixtures bench/guest-extism bench/native examples/pdf/component; do \
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
