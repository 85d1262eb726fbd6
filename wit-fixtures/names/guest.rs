//! Echoes values under awkward names.

wit_bindgen::generate!({ path: "names/world.wit" });

use exports::fixtures::names::{docs, echo, import};

struct Component;
struct Thing(String);

type Names = (
    import::Promise,
    import::Uint8Array,
    import::Array,
    import::List,
    import::String,
    import::Instance,
    import::WitError,
);

impl import::GuestClass for Thing {
    fn new(name: String) -> Thing {
        Thing(name)
    }
    fn name(&self) -> String {
        self.0.clone()
    }
    fn close(&self) -> String {
        self.0.clone()
    }
    fn dispose(&self) -> String {
        self.0.clone()
    }
    fn import(&self, count: u32) -> String {
        self.0.repeat(count as usize)
    }
    fn default() -> import::Class {
        import::Class::new(Thing("default".to_owned()))
    }
}

impl import::Guest for Component {
    type Class = Thing;

    fn echo_type(v: import::Type) -> import::Type {
        v
    }
    fn echo_enum(v: import::Enum) -> import::Enum {
        v
    }
    fn echo_flag(v: import::Flag) -> import::Flag {
        v
    }
    fn echo_object(v: import::Object) -> import::Object {
        v
    }
    fn echo_names(
        a: import::Promise,
        b: import::Uint8Array,
        c: import::Array,
        d: import::List,
        e: import::String,
        f: import::Instance,
        g: import::WitError,
    ) -> Names {
        (a, b, c, d, e, f, g)
    }
    fn echo_http_url(v: import::HttpUrl) -> import::HttpUrl {
        v
    }
    fn fail(message: String) -> Result<(), import::Error> {
        Err(import::Error { message, stack: vec!["here".to_owned()] })
    }
}

/// A function a name, which gives its parameter of the same name back.
macro_rules! echoes {
    ($($name:ident)*) => {
        $(fn $name($name: u32) -> u32 {
            $name
        })*
    };
}

impl echo::Guest for Component {
    echoes! {
        false_ none true_ and as_ assert async_ await_ break_ class continue_ def del elif else_
        except finally for_ from global if_ import in_ is lambda nonlocal not or pass raise return_
        try_ while_ with yield_ match_ case type_ self_ cls print len str int list dict object
        super_ property id delete function var let_ new this typeof_ void switch default export
        extends instanceof throw catch const_ debugger do_ enum_ null static_ arguments eval
        undefined prototype constructor then to_string value_of interface implements package private
        protected public any never unknown symbol number func range chan defer go select struct_ map
        fallthrough goto string error nil make append copy cap panic iota init main ctx err close
        dispose instance payload message name stack value val tag functions resource encode decode
        result option ok some http_url get_url user_id x_y xml_parser utf8 a1 sha256_sum a b_c_d
        json_rpc_id
    }
}

impl docs::Guest for Component {
    fn echo_quotes(v: docs::Quotes) -> docs::Quotes {
        v
    }
    fn echo_slashes(v: docs::Slashes) -> docs::Slashes {
        v
    }
    fn unicode() -> String {
        "ä語🦀שלום".to_owned()
    }
    fn empty() {}
}

export!(Component);
