//! The component behind the benchmark.

#[cfg(not(feature = "gravity"))]
mod bench {
    wit_bindgen::generate!({ path: "wit", world: "bench" });

    use exports::outwit::bench::calls::{Guest, Node, Row};

    struct Component;

    impl Guest for Component {
        fn add(a: u32, b: u32) -> u32 {
            a.wrapping_add(b)
        }
        fn rev(text: String) -> String {
            text.chars().rev().collect()
        }
        fn echo(data: Vec<u8>) -> Vec<u8> {
            data
        }
        fn sum(numbers: Vec<f64>) -> f64 {
            numbers.iter().sum()
        }
        fn echo_rows(rows: Vec<Row>) -> Vec<Row> {
            rows
        }
        fn echo_tree(tree: Vec<Option<Node>>) -> Vec<Option<Node>> {
            tree
        }
    }

    export!(Component);
}

#[cfg(feature = "gravity")]
mod gravity {
    wit_bindgen::generate!({ path: "wit", world: "gravity" });

    struct Component;

    impl Guest for Component {
        fn add(a: u32, b: u32) -> u32 {
            a.wrapping_add(b)
        }
        fn rev(text: String) -> String {
            text.chars().rev().collect()
        }
        fn echo(data: String) -> String {
            data
        }
    }

    export!(Component);

    /// Gravity's output calls this after every function, although the result of `add` leaves nothing behind.
    #[unsafe(export_name = "cabi_post_add")]
    extern "C" fn post_add(_: u32) {}
}
