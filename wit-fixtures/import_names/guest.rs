//! Calls functions by their names.

wit_bindgen::generate!({ path: "import_names/world.wit" });

use exports::fixtures::import_names::calls::Guest;
use fixtures::import_names::import as host;
use host::{Failure, Record, Resource};

struct Component;

/// What calls each function, by its name.
type Table = &'static [(&'static str, fn(u32) -> u32)];

const FUNCTIONS: Table = &[
    ("false", host::false_),
    ("none", host::none),
    ("true", host::true_),
    ("and", host::and),
    ("as", host::as_),
    ("assert", host::assert),
    ("async", host::async_),
    ("await", host::await_),
    ("break", host::break_),
    ("class", host::class),
    ("continue", host::continue_),
    ("def", host::def),
    ("del", host::del),
    ("elif", host::elif),
    ("else", host::else_),
    ("except", host::except),
    ("finally", host::finally),
    ("for", host::for_),
    ("from", host::from),
    ("global", host::global),
    ("if", host::if_),
    ("import", host::import),
    ("in", host::in_),
    ("is", host::is),
    ("lambda", host::lambda),
    ("nonlocal", host::nonlocal),
    ("not", host::not),
    ("or", host::or),
    ("pass", host::pass),
    ("raise", host::raise),
    ("return", host::return_),
    ("try", host::try_),
    ("while", host::while_),
    ("with", host::with),
    ("yield", host::yield_),
    ("match", host::match_),
    ("case", host::case),
    ("type", host::type_),
    ("self", host::self_),
    ("cls", host::cls),
    ("print", host::print),
    ("len", host::len),
    ("str", host::str),
    ("int", host::int),
    ("list", host::list),
    ("dict", host::dict),
    ("object", host::object),
    ("super", host::super_),
    ("property", host::property),
    ("id", host::id),
    ("close", host::close),
    ("closed", host::closed),
    ("exit", host::exit),
    ("delete", host::delete),
    ("function", host::function),
    ("var", host::var),
    ("let", host::let_),
    ("new", host::new),
    ("this", host::this),
    ("typeof", host::typeof_),
    ("void", host::void),
    ("switch", host::switch),
    ("default", host::default),
    ("export", host::export),
    ("extends", host::extends),
    ("catch", host::catch),
    ("debugger", host::debugger),
    ("do", host::do_),
    ("enum", host::enum_),
    ("instanceof", host::instanceof),
    ("throw", host::throw),
    ("null", host::null),
    ("undefined", host::undefined),
    ("arguments", host::arguments),
    ("eval", host::eval),
    ("interface", host::interface),
    ("static", host::static_),
    ("package", host::package),
    ("private", host::private),
    ("public", host::public),
    ("protected", host::protected),
    ("implements", host::implements),
    ("symbol", host::symbol),
    ("then", host::then),
    ("promise", host::promise),
    ("to-json", host::to_json),
    ("to-string", host::to_string),
    ("prototype", host::prototype),
    ("name", host::name),
    ("length", host::length),
    ("constructor", host::constructor),
    ("func", host::func),
    ("chan", host::chan),
    ("const", host::const_),
    ("defer", host::defer),
    ("fallthrough", host::fallthrough),
    ("go", host::go),
    ("goto", host::goto),
    ("map", host::map),
    ("range", host::range),
    ("select", host::select),
    ("struct", host::struct_),
    ("nil", host::nil),
    ("iota", host::iota),
    ("append", host::append),
    ("cap", host::cap),
    ("copy", host::copy),
    ("make", host::make),
    ("panic", host::panic),
    ("recover", host::recover),
    ("string", host::string),
    ("any", host::any),
    ("context", host::context),
    ("ctx", host::ctx),
    ("err", host::err),
    ("result", host::result),
    ("bool", host::bool),
    ("byte", host::byte),
    ("rune", host::rune),
    ("uintptr", host::uintptr),
    ("main", host::main),
    ("init", host::init),
    ("unsafe", host::unsafe_),
    ("fmt", host::fmt),
    ("outwit", host::outwit),
    ("wit", host::wit),
    ("instance", host::instance),
    ("imports", host::imports),
    ("component", host::component),
    ("memory", host::memory),
    ("deadline", host::deadline),
    ("signal", host::signal),
    ("host", host::host),
    ("x", host::x),
    ("y", host::y),
    ("z", host::z),
    ("a1-b2", host::a1_b2),
    ("sha256", host::sha256),
    ("utf8-2", host::utf8_2),
    ("HTTP-get", host::http_get),
    ("get-URL", host::get_url),
    ("X-Y-z", host::x_y_z),
];

const WORLD: Table = &[
    ("print", print),
    ("self", self_),
    ("with", with),
    ("range", range),
    ("select", select),
    ("default", default),
    ("imports", imports),
    ("component", component),
    ("memory", memory),
    ("context", context),
    ("error", error),
    ("HTTP-get", http_get),
    ("y", y),
];

type Method = fn(&Resource, u32) -> u32;

const METHODS: &[(&str, Method)] = &[
    ("close", Resource::close),
    ("closed", Resource::closed),
    ("dispose", Resource::dispose),
    ("drop", Resource::drop),
    ("self", Resource::self_),
    ("name", Resource::name),
    ("then", Resource::then),
    ("to-json", Resource::to_json),
    ("to-string", Resource::to_string),
    ("error", Resource::error),
    ("string", Resource::string),
    ("delete", Resource::delete),
    ("init", Resource::init),
    ("x", Resource::x),
];

fn find<F: Copy>(table: &[(&str, F)], name: &str) -> Option<F> {
    table.iter().find(|(found, _)| *found == name).map(|(_, function)| *function)
}

fn names<F>(table: &[(&str, F)]) -> Vec<String> {
    table.iter().map(|(name, _)| (*name).to_owned()).collect()
}

impl Guest for Component {
    fn call(name: String, v: u32) -> Option<u32> {
        find(FUNCTIONS, &name).map(|function| function(v))
    }
    fn call_world(name: String, v: u32) -> Option<u32> {
        find(WORLD, &name).map(|function| function(v))
    }
    fn call_method(c: &Resource, name: String, v: u32) -> Option<u32> {
        find(METHODS, &name).map(|method| method(c, v))
    }
    fn construct(v: u32) -> Resource {
        Resource::new(v)
    }
    fn make(v: u32) -> Resource {
        Resource::create(v)
    }
    fn make_default(v: Record) -> Result<Resource, Failure> {
        Resource::default(v)
    }
    fn names() -> Vec<String> {
        names(FUNCTIONS)
    }
    fn world_names() -> Vec<String> {
        names(WORLD)
    }
    fn method_names() -> Vec<String> {
        names(METHODS)
    }
}

export!(Component);
