//! Random types as WIT: the world of a component whose functions give back what they are given.

use fastrand::Rng;
use std::fmt::Write;

/// Types that are asked for in one component, each with a function of each kind.
const TYPES: usize = 6;

/// How deep types are made of others.
const DEPTH: u32 = 5;

const PRIMITIVES: [&str; 13] =
    ["bool", "u8", "u16", "u32", "u64", "s8", "s16", "s32", "s64", "f32", "f64", "char", "string"];

/// What a map can have as keys.
const KEYS: [&str; 11] = ["bool", "u8", "u16", "u32", "u64", "s8", "s16", "s32", "s64", "char", "string"];

/// Parameters that push the first one out to memory.
pub const MORE: usize = 17;

/// A package with the world `values`, the same for the same seed. `host` is imported and `calls` exported; each
/// function of `calls` whose name begins with `echo-through` asks the function of `host` that has the same name and
/// type, the others give back their first parameters.
pub fn package(seed: u64) -> String {
    let mut types = Types { random: Rng::with_seed(seed), text: String::new(), names: Vec::new() };
    let wanted: Vec<String> = (0..TYPES).map(|_| types.reference(DEPTH)).collect();
    let (mut host, mut calls) = (String::new(), String::new());
    for (number, ty) in wanted.iter().enumerate() {
        let more: String = (1..=MORE).map(|n| format!(", p{n}: u32")).collect();
        let through = format!("    echo-through-{number}: func(x: {ty}) -> {ty};\n");
        let spilled = format!("(x: {ty}{more}) -> tuple<{ty}, u32>;\n");
        host += &through;
        calls += &through;
        host += &format!("    echo-through-spilled-{number}: func{spilled}");
        calls += &format!(
            "    echo-through-spilled-{number}: func{spilled}    echo-spilled-{number}: func{spilled}"
        );
    }
    let Types { text, names, .. } = types;
    let used =
        if names.is_empty() { String::new() } else { format!("    use types.{{{}}};\n", names.join(", ")) };
    format!(
        "package random:values;\n\ninterface types {{\n{text}}}\n\ninterface host {{\n{used}{host}}}\n\n\
         interface calls {{\n{used}{calls}}}\n\nworld values {{\n    import host;\n    export calls;\n}}\n"
    )
}

/// Types while they are made; those with names are written down.
struct Types {
    random: Rng,
    text: String,
    names: Vec<String>,
}

impl Types {
    /// A type as it is mentioned.
    fn reference(&mut self, depth: u32) -> String {
        if depth == 0 {
            return self.primitive();
        }
        let depth = depth - 1;
        match self.random.u32(0..16) {
            0 => self.primitive(),
            1 => format!("list<{}>", self.primitive()),
            2 | 3 => format!("list<{}>", self.reference(depth)),
            4 => format!("list<{}, {}>", self.reference(depth), self.random.u32(1..6)),
            5 => format!("map<{}, {}>", self.choice(&KEYS), self.reference(depth)),
            6 => {
                let parts: Vec<String> = (0..self.random.u32(1..5)).map(|_| self.reference(depth)).collect();
                format!("tuple<{}>", parts.join(", "))
            }
            7 | 8 => format!("option<{}>", self.reference(depth)),
            9 => format!("option<option<{}>>", self.reference(depth)),
            10 => match self.random.u32(0..4) {
                0 => "result".to_owned(),
                1 => format!("result<{}>", self.reference(depth)),
                2 => format!("result<_, {}>", self.reference(depth)),
                _ => format!("result<{}, {}>", self.reference(depth), self.reference(depth)),
            },
            11 | 12 => self.record(depth),
            13 | 14 => self.variant(depth),
            _ => match self.random.bool() {
                true => self.plain("enum"),
                false => self.plain("flags"),
            },
        }
    }

    fn record(&mut self, depth: u32) -> String {
        let count = self.count(8, 24);
        let fields = (0..count).map(|n| {
            // Of many fields, few are large.
            let ty = if n < 4 { self.reference(depth) } else { self.primitive() };
            format!("field-{n}: {ty}")
        });
        let fields: Vec<String> = fields.collect();
        self.define("record", &fields)
    }

    fn variant(&mut self, depth: u32) -> String {
        // More than 256 cases need a wider number to tell them apart.
        let count = self.count(8, 300);
        let cases = (0..count).map(|n| match self.random.u32(0..count.min(16)) {
            0 => format!("case-{n}"),
            _ if n < 4 => format!("case-{n}({})", self.reference(depth)),
            _ => format!("case-{n}({})", self.primitive()),
        });
        let cases: Vec<String> = cases.collect();
        self.define("variant", &cases)
    }

    /// An enum or flags.
    fn plain(&mut self, kind: &str) -> String {
        let count = self.count(12, if kind == "flags" { 32 } else { 300 });
        let names: Vec<String> = (0..count).map(|n| format!("name-{n}")).collect();
        self.define(kind, &names)
    }

    fn define(&mut self, kind: &str, members: &[String]) -> String {
        let name = format!("{kind}-{}", self.names.len());
        // Writing to a text cannot fail.
        let _ = writeln!(self.text, "    {kind} {name} {{ {} }}", members.join(", "));
        self.names.push(name.clone());
        name
    }

    fn primitive(&mut self) -> String {
        self.choice(&PRIMITIVES)
    }

    fn choice(&mut self, several: &[&str]) -> String {
        several[self.random.usize(0..several.len())].to_owned()
    }

    /// How many parts: few, or as many as there may be.
    fn count(&mut self, few: u32, most: u32) -> u32 {
        match self.random.u32(0..8) {
            0 => most,
            _ => self.random.u32(1..=few),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_is_repeated() {
        assert_eq!(package(7), package(7));
        assert_ne!(package(7), package(8));
    }
}
