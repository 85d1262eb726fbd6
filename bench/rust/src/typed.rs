//! The components behind Wasmtime's own bindings, with the engine set up as the core sets it up.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;
use wasmtime::component::{Component, InstancePre, Linker};
use wasmtime::{Config, Engine, Store, UpdateDeadline};

mod bench {
    wasmtime::component::bindgen!({ path: "../guest/wit", world: "bench" });
}
mod pdf {
    wasmtime::component::bindgen!({ path: "../../examples/pdf/wit", world: "pdf" });
}

use bench::exports::outwit::bench::calls::{Branch, Leaf, Node, Row};

/// A component, ready to be instantiated.
pub struct Loaded(InstancePre<()>);

impl Loaded {
    /// The component of this name from the compiled code that [`prepare`] wrote.
    pub fn from_cache(name: &str) -> Result<Loaded, String> {
        let engine = engine()?;
        let path = compiled(name)?;
        // SAFETY: `prepare` of this program wrote the file, from the same Wasmtime, into a folder that
        // belongs to the benchmark.
        let component = unsafe { Component::deserialize_file(&engine, &path) };
        let component = component.map_err(|error| format!("{}: {error:#}", path.display()))?;
        Linker::new(&engine).instantiate_pre(&component).map(Loaded).map_err(text)
    }

    fn store(&self) -> Store<()> {
        let mut store = Store::new(self.0.engine(), ());
        interrupted(&mut store);
        store
    }
}

/// Lets the engine's clock look in, as the core does.
pub fn interrupted<T>(store: &mut Store<T>) {
    store.set_epoch_deadline(1);
    store.epoch_deadline_callback(|_| Ok(UpdateDeadline::Continue(1)));
}

/// Compiles the components into files that [`Loaded::from_cache`] reads.
pub fn prepare() -> Result<(), String> {
    for name in ["bench", "pdf"] {
        let path = component(name)?;
        let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let code = engine()?.precompile_component(&bytes).map_err(text)?;
        let path = compiled(name)?;
        fs::write(&path, code).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

/// The file of a component.
pub fn component(name: &str) -> Result<PathBuf, String> {
    Ok(Path::new(&variable("BENCH_COMPONENTS")?).join(name).with_extension("wasm"))
}

fn compiled(name: &str) -> Result<PathBuf, String> {
    Ok(Path::new(&variable("BENCH_CACHE")?).join(name).with_extension("cwasm"))
}

fn variable(name: &str) -> Result<String, String> {
    std::env::var(name).map_err(|_| format!("{name} is not set: run this through `make bench`"))
}

/// An engine with the settings of `runtimes/core`, and its clock.
pub fn engine() -> Result<Engine, String> {
    let mut config = Config::new();
    config
        .wasm_component_model(true)
        .wasm_component_model_map(true)
        .wasm_component_model_fixed_length_lists(true)
        .concurrency_support(false)
        .epoch_interruption(true);
    let engine = Engine::new(&config).map_err(text)?;
    let clock = engine.weak();
    std::thread::spawn(move || {
        while let Some(engine) = clock.upgrade() {
            engine.increment_epoch();
            std::thread::sleep(Duration::from_millis(1));
        }
    });
    Ok(engine)
}

/// An instance of the benchmark's component.
pub struct Bench {
    store: Store<()>,
    bindings: bench::Bench,
}

impl Bench {
    /// A new instance.
    pub fn new(loaded: &Loaded) -> Result<Bench, String> {
        let mut store = loaded.store();
        let bindings = bench::BenchPre::new(loaded.0.clone()).and_then(|pre| pre.instantiate(&mut store));
        Ok(Bench { bindings: bindings.map_err(text)?, store })
    }
    pub fn add(&mut self, a: u32, b: u32) -> Result<u32, String> {
        self.bindings.outwit_bench_calls().call_add(&mut self.store, a, b).map_err(text)
    }
    pub fn rev(&mut self, v: &str) -> Result<String, String> {
        self.bindings.outwit_bench_calls().call_rev(&mut self.store, v).map_err(text)
    }
    pub fn echo(&mut self, data: &[u8]) -> Result<Vec<u8>, String> {
        self.bindings.outwit_bench_calls().call_echo(&mut self.store, data).map_err(text)
    }
    pub fn sum(&mut self, numbers: &[f64]) -> Result<f64, String> {
        self.bindings.outwit_bench_calls().call_sum(&mut self.store, numbers).map_err(text)
    }
    pub fn echo_rows(&mut self, rows: &[Row]) -> Result<Vec<Row>, String> {
        self.bindings.outwit_bench_calls().call_echo_rows(&mut self.store, rows).map_err(text)
    }
    pub fn echo_tree(&mut self, tree: &[Option<Node>]) -> Result<Vec<Option<Node>>, String> {
        self.bindings.outwit_bench_calls().call_echo_tree(&mut self.store, tree).map_err(text)
    }
}

/// An instance of the PDF component.
pub struct Pdf {
    store: Store<()>,
    bindings: pdf::Pdf,
}

impl Pdf {
    /// A new instance.
    pub fn new(loaded: &Loaded) -> Result<Pdf, String> {
        let mut store = loaded.store();
        let bindings = pdf::PdfPre::new(loaded.0.clone()).and_then(|pre| pre.instantiate(&mut store));
        Ok(Pdf { bindings: bindings.map_err(text)?, store })
    }
    /// The text of a document.
    pub fn text(&mut self, data: &[u8]) -> Result<String, String> {
        let result = self.bindings.outwit_pdf_reader().call_extract_text(&mut self.store, data, None);
        result.map_err(text)?.map_err(|error| error.to_string())
    }
}

/// The rows of `records_1000`.
pub fn rows() -> Vec<Row> {
    let row = |id: u32| Row {
        id,
        name: format!("row number {id}"),
        x: f64::from(id) * 0.5,
        y: -f64::from(id),
        active: id.is_multiple_of(2),
    };
    (0..1000).map(row).collect()
}

/// The tree of `variant_tree`: fifty branches, leaves and gaps.
pub fn tree() -> Vec<Option<Node>> {
    let leaf = |index: u32| match index % 5 {
        0 => Some(Leaf::Number(f64::from(index))),
        1 => Some(Leaf::Text(format!("leaf {index}"))),
        2 => Some(Leaf::Flag(index.is_multiple_of(2))),
        3 => Some(Leaf::Empty),
        _ => None,
    };
    let node = |index: u32| match index % 4 {
        0 => leaf(index).map(Node::Leaf),
        1 | 2 => Some(Node::Branch(Branch {
            label: index.is_multiple_of(3).then(|| format!("branch {index}")),
            leaves: (0..5).map(|step| leaf(index + step)).collect(),
        })),
        _ => Some(Node::Missing),
    };
    (0..50).map(node).collect()
}

pub fn text(error: wasmtime::Error) -> String {
    format!("{error:#}")
}
