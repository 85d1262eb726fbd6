//! The rows in which the guest calls the host, with Wasmtime's own bindings.

use crate::typed::{self, text};
use crate::worker::Run;
use wasmtime::Store;
use wasmtime::component::{Component, HasSelf, Linker, Resource};

mod bindings {
    wasmtime::component::bindgen!({
        path: "../guest-host/wit",
        world: "bench-host",
        with: { "outwit:bench-host/host.counter": super::Counter },
    });
}

use bindings::BenchHost;
use bindings::outwit::bench_host::host::{Host, HostCounter};

/// A resource of the host's.
#[derive(Default)]
pub struct Counter(u32);

/// What the guest calls. Its resources are the places of its counters.
#[derive(Default)]
struct Counters(Vec<Counter>);

impl Host for Counters {
    fn add(&mut self, a: u32, b: u32) -> u32 {
        a.wrapping_add(b)
    }
}

impl HostCounter for Counters {
    fn new(&mut self) -> Resource<Counter> {
        self.0.push(Counter::default());
        Resource::new_own(self.0.len() as u32 - 1)
    }
    fn increment(&mut self, counter: Resource<Counter>, by: u32) -> u32 {
        let counter = &mut self.0[counter.rep() as usize];
        counter.0 = counter.0.wrapping_add(by);
        counter.0
    }
    fn drop(&mut self, _: Resource<Counter>) -> wasmtime::Result<()> {
        Ok(())
    }
}

/// The row, which calls the guest; the guest repeats the calls of the host.
pub fn prepare(row: &str) -> Result<Run<'static>, String> {
    let engine = typed::engine()?;
    let path = typed::component("bench_host")?;
    let component = Component::from_file(&engine, &path).map_err(text)?;
    let mut linker = Linker::new(&engine);
    BenchHost::add_to_linker::<_, HasSelf<_>>(&mut linker, |host: &mut Counters| host).map_err(text)?;
    let mut store = Store::new(&engine, Counters::default());
    typed::interrupted(&mut store);
    let guest = BenchHost::instantiate(&mut store, &component, &linker).map_err(text)?;
    let is_call = row == "host_call";
    let row = row.to_owned();
    let mut call = move |times: u32| {
        let loops = guest.outwit_bench_host_loops();
        match is_call {
            true => loops.call_call(&mut store, times),
            false => loops.call_increment(&mut store, times),
        }
    };
    if call(1000).map_err(text)? != 1000 {
        return Err(format!("{row} gives a wrong result"));
    }
    Ok(Box::new(move |times| {
        let times = u32::try_from(times).unwrap_or(u32::MAX);
        if call(times).map(std::hint::black_box).is_err() {
            eprintln!("outwit-bench: {row} fails");
            std::process::exit(1);
        }
    }))
}
