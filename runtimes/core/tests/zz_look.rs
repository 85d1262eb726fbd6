#![allow(clippy::unwrap_used, missing_docs)]
use outwit_core::wire::{WireSink, WireSource};
use outwit_core::*;
use std::hint::black_box;
use std::time::Instant;
use wasmtime::Store;
fn time(name: &str, mut f: impl FnMut()) {
    let mut all = Vec::new();
    for _ in 0..40 {
        let t = Instant::now();
        for _ in 0..20000 { f() }
        all.push(t.elapsed().as_nanos() as f64 / 20000.0);
    }
    all.sort_by(f64::total_cmp);
    println!("{name:40} best {:7.1} median {:7.1}", all[0], all[20]);
}
#[test]
fn look() {
    let bytes = wat::parse_str(include_str!("behaviour/kitchen.wat")).unwrap();
    for epoch in [false, true] {
        let mut config = wasmtime::Config::new();
        config.wasm_component_model_map(true).wasm_component_model_fixed_length_lists(true).concurrency_support(false).epoch_interruption(epoch);
        let engine = wasmtime::Engine::new(&config).unwrap();
        let component = wasmtime::component::Component::new(&engine, &bytes).unwrap();
        let mut store = Store::new(&engine, ());
        if epoch { store.set_epoch_deadline(1 << 40); }
        let instance = wasmtime::component::Linker::new(&engine).instantiate(&mut store, &component).unwrap();
        let add = instance.get_typed_func::<(u32, u32), (u32,)>(&mut store, "add").unwrap();
        time(&format!("typed add, epoch {epoch}"), || { black_box(add.call(&mut store, black_box((1, 2))).unwrap()); });
        let nothing = instance.get_typed_func::<(), ()>(&mut store, "nothing").unwrap();
        time(&format!("typed nothing, epoch {epoch}"), || { nothing.call(&mut store, ()).unwrap(); });
        let length = instance.get_typed_func::<(&str, u8), (u32,)>(&mut store, "length").unwrap();
        let _ = length;
    }
    let engine = Engine::new(Cache::Off).unwrap();
    let component = Component::new(&engine, &bytes).unwrap();
    let instance = component.link(component.world().clone()).unwrap().instantiate(Options::default()).unwrap();
    let args = [1u8, 0, 0, 0, 2, 0, 0, 0];
    let mut buffer = [0; 64];
    let call = Call::default();
    time("outwit add, enter + call", || {
        let mut source = WireSource::new(black_box(&args), &[]);
        let mut sink = WireSink::new(&mut buffer, Vec::<Vec<u8>>::new());
        instance.enter().unwrap().call(0, &call, &mut source, &mut sink).unwrap();
        black_box(sink.into_parts());
    });
    time("enter alone", || { black_box(instance.enter().unwrap()); });
    let mut entered = instance.enter().unwrap();
    time("outwit add, call", || {
        let mut source = WireSource::new(black_box(&args), &[]);
        let mut sink = WireSink::new(&mut buffer, Vec::<Vec<u8>>::new());
        entered.call(0, &call, &mut source, &mut sink).unwrap();
        black_box(sink.into_parts());
    });
    time("outwit nothing, call", || {
        let mut source = WireSource::new(&[], &[]);
        let mut sink = WireSink::new(&mut buffer, Vec::<Vec<u8>>::new());
        entered.call(1, &call, &mut source, &mut sink).unwrap();
    });
}
