//! What a world imports: who implements it, what is shared with what it exports, and in which order.

mod support;

use outwit_generator::plan::{Definition, Plan};
use outwit_signature::{FunctionText, TypeDef};
use support::read;

const STORE: &str = "package my:storage@1.0.0;
    interface types { record entry { key: string } }
    interface store {
        use types.{entry};
        resource bucket {
            constructor(name: string);
            get: func(key: string) -> option<entry>;
            open: static func(name: string) -> result<bucket, failure>;
        }
        enum failure { gone }
        record held { of: bucket }
        type many = list<bucket>;
        take: func(h: held) -> many;
    }
    interface user { use store.{bucket}; pass: func(b: bucket) -> bucket; }
";

fn plan(worlds: &str) -> Plan {
    let reading = read(&format!("{STORE}{worlds}")).expect("the WIT is valid");
    assert_eq!(reading.problems, []);
    reading.plan
}

/// The names of the types of an interface, with `host` behind a resource that the host implements.
fn definitions(plan: &Plan, interface: &str) -> Vec<String> {
    let interface = plan.interfaces.iter().find(|it| it.name == interface).expect(interface);
    let names = interface.definitions.iter().map(|definition| {
        let name = plan.name_of(definition).expect("it has a name").name.clone();
        let entry = match definition {
            Definition::Type(id) => &plan.signature.types[*id as usize],
            Definition::Alias(_) => return name,
        };
        match entry {
            TypeDef::Resource { imported: true, .. } => format!("{name} host"),
            _ => name,
        }
    });
    names.collect()
}

fn imports(plan: &Plan) -> Vec<String> {
    let world = &plan.signature;
    world.imports.iter().map(|function| FunctionText(world, function).to_string()).collect()
}

#[test]
fn imports_are_in_wit_order() {
    let plan = plan(
        "world w {
            import log: func(text: string);
            import store;
            resource token { constructor(); name: func() -> string; }
            import inline: interface { f: func(); }
            export run: func(t: borrow<token>);
        }",
    );
    assert_eq!(
        imports(&plan),
        [
            "[constructor]bucket: func(name: string) -> bucket",
            "[method]bucket.get: func(self: borrow<bucket>, key: string) -> option<entry>",
            "[static]bucket.open: func(name: string) -> result<bucket, failure>",
            "take: func(h: held) -> list<bucket>",
            "f: func()",
            "log: func(text: string)",
            "[constructor]token: func() -> token",
            "[method]token.name: func(self: borrow<token>) -> string",
        ]
    );
    let owners: Vec<Option<&str>> =
        plan.signature.imports.iter().map(|function| function.interface.as_deref()).collect();
    let store = Some("my:storage/store@1.0.0");
    assert_eq!(owners, [store, store, store, store, Some("inline"), None, None, None]);
}

#[test]
fn constructors_and_statics_belong_to_the_interface() {
    let plan = plan("world w { import store; import user; export run: func(); }");
    let names = |interface: &str| {
        let interface = plan.interfaces.iter().find(|it| it.name == interface).expect(interface);
        interface.imports.iter().map(|id| plan.host_name(*id)).collect::<Vec<_>>()
    };
    assert_eq!(names("store"), ["new-bucket", "bucket-open", "take"]);
    assert_eq!(names("user"), ["pass"]);
    assert_eq!(names("types"), [""; 0]);
    assert_eq!(plan.host_interfaces().len(), 2);
    assert_eq!(definitions(&plan, "store"), ["entry", "bucket host", "failure", "held", "many"]);
}

#[test]
fn what_holds_no_resource_is_shared_by_both_sides() {
    let plan = plan("world w { import store; export store; }");
    assert_eq!(
        definitions(&plan, "store"),
        [
            "imported-bucket host",
            "imported-held",
            "imported-many",
            "entry",
            "bucket",
            "failure",
            "held",
            "many"
        ]
    );
    let entries = |name: &str| {
        let named = |def: &&TypeDef| match def {
            TypeDef::Record { name: found, .. }
            | TypeDef::Enum { name: found, .. }
            | TypeDef::Resource { name: found, .. } => found == name,
            _ => false,
        };
        plan.signature.types.iter().filter(named).count()
    };
    assert_eq!(["entry", "failure", "held", "bucket"].map(entries), [1, 1, 2, 2]);
    assert_eq!(plan.interfaces.iter().filter(|interface| interface.name == "store").count(), 1);
}

#[test]
fn an_export_uses_the_resources_of_an_import() {
    let resource = |worlds: &str| {
        let plan = plan(worlds);
        let pass = plan.signature.exports.iter().find(|it| it.name == "pass").expect("it is exported");
        let handle = match pass.params[0].ty {
            outwit_signature::Type::Def(id) => plan.signature.def(id),
            _ => None,
        };
        let resource = match handle {
            Some(TypeDef::Own { of }) => plan.signature.def(*of),
            _ => None,
        };
        resource.cloned().expect("it is a handle")
    };
    let bucket = |imported| TypeDef::Resource {
        name: "bucket".into(),
        interface: Some("my:storage/store@1.0.0".into()),
        imported,
    };
    assert_eq!(resource("world w { export user; }"), bucket(true));
    assert_eq!(resource("world w { export store; export user; }"), bucket(false));
    assert_eq!(resource("world w { import store; export store; export user; }"), bucket(false));
}

#[test]
fn one_interface_under_several_names() {
    let plan = plan("world w { import primary: store; import backup: store; export main: user; }");
    let ids: Vec<&str> = plan.interfaces.iter().map(|interface| interface.id.as_str()).collect();
    assert!(ids.contains(&"primary") && ids.contains(&"backup") && ids.contains(&"main"), "{ids:?}");
    let of =
        |id: &str| plan.signature.imports.iter().filter(|it| it.interface.as_deref() == Some(id)).count();
    assert_eq!((of("primary"), of("backup")), (4, 4));
    let buckets = plan
        .signature
        .types
        .iter()
        .filter(|def| matches!(def, TypeDef::Resource { name, imported: true, .. } if name == "bucket"));
    assert_eq!(buckets.count(), 3, "of `primary`, of `backup`, and of the one that `main` uses");
}

#[test]
fn an_inline_interface_of_one_name_on_both_sides() {
    let plan = plan(
        "world w {
            import i: interface { record r { a: u8 } f: func(v: r); }
            export i: interface { record r { b: u8 } g: func(v: r); }
        }",
    );
    assert_eq!(definitions(&plan, "i"), ["imported-r", "r"]);
    assert_eq!(plan.interfaces.len(), 1);
}

#[test]
fn both_ways_of_a_type_are_marked() {
    let plan = plan(
        "interface marks {
            record taken { a: u8 } record given { a: u8 } record both { a: u8 }
            f: func(a: taken, b: both) -> tuple<given, both>;
         }
         world w { import marks; }",
    );
    let marks = |name: &str| {
        let of = |def: &&outwit_generator::plan::TypeDef| def.named().is_some_and(|named| named.name == name);
        plan.types.iter().find(of).map(|def| (def.lowered, def.lifted))
    };
    assert_eq!(marks("taken"), Some((false, true)), "the host is given what it takes");
    assert_eq!(marks("given"), Some((true, false)), "the host makes what it gives");
    assert_eq!(marks("both"), Some((true, true)));
}
