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

impl echo::Guest for Component {
    fn false_(false_: u32) -> u32 {
        false_
    }
    fn none(none: u32) -> u32 {
        none
    }
    fn true_(true_: u32) -> u32 {
        true_
    }
    fn and(and: u32) -> u32 {
        and
    }
    fn as_(as_: u32) -> u32 {
        as_
    }
    fn assert(assert: u32) -> u32 {
        assert
    }
    fn async_(async_: u32) -> u32 {
        async_
    }
    fn await_(await_: u32) -> u32 {
        await_
    }
    fn break_(break_: u32) -> u32 {
        break_
    }
    fn class(class: u32) -> u32 {
        class
    }
    fn continue_(continue_: u32) -> u32 {
        continue_
    }
    fn def(def: u32) -> u32 {
        def
    }
    fn del(del: u32) -> u32 {
        del
    }
    fn elif(elif: u32) -> u32 {
        elif
    }
    fn else_(else_: u32) -> u32 {
        else_
    }
    fn except(except: u32) -> u32 {
        except
    }
    fn finally(finally: u32) -> u32 {
        finally
    }
    fn for_(for_: u32) -> u32 {
        for_
    }
    fn from(from: u32) -> u32 {
        from
    }
    fn global(global: u32) -> u32 {
        global
    }
    fn if_(if_: u32) -> u32 {
        if_
    }
    fn import(import: u32) -> u32 {
        import
    }
    fn in_(in_: u32) -> u32 {
        in_
    }
    fn is(is: u32) -> u32 {
        is
    }
    fn lambda(lambda: u32) -> u32 {
        lambda
    }
    fn nonlocal(nonlocal: u32) -> u32 {
        nonlocal
    }
    fn not(not: u32) -> u32 {
        not
    }
    fn or(or: u32) -> u32 {
        or
    }
    fn pass(pass: u32) -> u32 {
        pass
    }
    fn raise(raise: u32) -> u32 {
        raise
    }
    fn return_(return_: u32) -> u32 {
        return_
    }
    fn try_(try_: u32) -> u32 {
        try_
    }
    fn while_(while_: u32) -> u32 {
        while_
    }
    fn with(with: u32) -> u32 {
        with
    }
    fn yield_(yield_: u32) -> u32 {
        yield_
    }
    fn match_(match_: u32) -> u32 {
        match_
    }
    fn case(case: u32) -> u32 {
        case
    }
    fn type_(type_: u32) -> u32 {
        type_
    }
    fn self_(self_: u32) -> u32 {
        self_
    }
    fn cls(cls: u32) -> u32 {
        cls
    }
    fn print(print: u32) -> u32 {
        print
    }
    fn len(len: u32) -> u32 {
        len
    }
    fn str(str: u32) -> u32 {
        str
    }
    fn int(int: u32) -> u32 {
        int
    }
    fn list(list: u32) -> u32 {
        list
    }
    fn dict(dict: u32) -> u32 {
        dict
    }
    fn object(object: u32) -> u32 {
        object
    }
    fn super_(super_: u32) -> u32 {
        super_
    }
    fn property(property: u32) -> u32 {
        property
    }
    fn id(id: u32) -> u32 {
        id
    }
    fn delete(delete: u32) -> u32 {
        delete
    }
    fn function(function: u32) -> u32 {
        function
    }
    fn var(var: u32) -> u32 {
        var
    }
    fn let_(let_: u32) -> u32 {
        let_
    }
    fn new(new: u32) -> u32 {
        new
    }
    fn this(this: u32) -> u32 {
        this
    }
    fn typeof_(typeof_: u32) -> u32 {
        typeof_
    }
    fn void(void: u32) -> u32 {
        void
    }
    fn switch(switch: u32) -> u32 {
        switch
    }
    fn default(default: u32) -> u32 {
        default
    }
    fn export(export: u32) -> u32 {
        export
    }
    fn extends(extends: u32) -> u32 {
        extends
    }
    fn instanceof(instanceof: u32) -> u32 {
        instanceof
    }
    fn throw(throw: u32) -> u32 {
        throw
    }
    fn catch(catch: u32) -> u32 {
        catch
    }
    fn const_(const_: u32) -> u32 {
        const_
    }
    fn debugger(debugger: u32) -> u32 {
        debugger
    }
    fn do_(do_: u32) -> u32 {
        do_
    }
    fn enum_(enum_: u32) -> u32 {
        enum_
    }
    fn null(null: u32) -> u32 {
        null
    }
    fn static_(static_: u32) -> u32 {
        static_
    }
    fn arguments(arguments: u32) -> u32 {
        arguments
    }
    fn eval(eval: u32) -> u32 {
        eval
    }
    fn undefined(undefined: u32) -> u32 {
        undefined
    }
    fn prototype(prototype: u32) -> u32 {
        prototype
    }
    fn constructor(constructor: u32) -> u32 {
        constructor
    }
    fn then(then: u32) -> u32 {
        then
    }
    fn to_string(to_string: u32) -> u32 {
        to_string
    }
    fn value_of(value_of: u32) -> u32 {
        value_of
    }
    fn interface(interface: u32) -> u32 {
        interface
    }
    fn implements(implements: u32) -> u32 {
        implements
    }
    fn package(package: u32) -> u32 {
        package
    }
    fn private(private: u32) -> u32 {
        private
    }
    fn protected(protected: u32) -> u32 {
        protected
    }
    fn public(public: u32) -> u32 {
        public
    }
    fn any(any: u32) -> u32 {
        any
    }
    fn never(never: u32) -> u32 {
        never
    }
    fn unknown(unknown: u32) -> u32 {
        unknown
    }
    fn symbol(symbol: u32) -> u32 {
        symbol
    }
    fn number(number: u32) -> u32 {
        number
    }
    fn func(func: u32) -> u32 {
        func
    }
    fn range(range: u32) -> u32 {
        range
    }
    fn chan(chan: u32) -> u32 {
        chan
    }
    fn defer(defer: u32) -> u32 {
        defer
    }
    fn go(go: u32) -> u32 {
        go
    }
    fn select(select: u32) -> u32 {
        select
    }
    fn struct_(struct_: u32) -> u32 {
        struct_
    }
    fn map(map: u32) -> u32 {
        map
    }
    fn fallthrough(fallthrough: u32) -> u32 {
        fallthrough
    }
    fn goto(goto: u32) -> u32 {
        goto
    }
    fn string(string: u32) -> u32 {
        string
    }
    fn error(error: u32) -> u32 {
        error
    }
    fn nil(nil: u32) -> u32 {
        nil
    }
    fn make(make: u32) -> u32 {
        make
    }
    fn append(append: u32) -> u32 {
        append
    }
    fn copy(copy: u32) -> u32 {
        copy
    }
    fn cap(cap: u32) -> u32 {
        cap
    }
    fn panic(panic: u32) -> u32 {
        panic
    }
    fn iota(iota: u32) -> u32 {
        iota
    }
    fn init(init: u32) -> u32 {
        init
    }
    fn main(main: u32) -> u32 {
        main
    }
    fn ctx(ctx: u32) -> u32 {
        ctx
    }
    fn err(err: u32) -> u32 {
        err
    }
    fn close(close: u32) -> u32 {
        close
    }
    fn dispose(dispose: u32) -> u32 {
        dispose
    }
    fn instance(instance: u32) -> u32 {
        instance
    }
    fn payload(payload: u32) -> u32 {
        payload
    }
    fn message(message: u32) -> u32 {
        message
    }
    fn name(name: u32) -> u32 {
        name
    }
    fn stack(stack: u32) -> u32 {
        stack
    }
    fn value(value: u32) -> u32 {
        value
    }
    fn val(val: u32) -> u32 {
        val
    }
    fn tag(tag: u32) -> u32 {
        tag
    }
    fn functions(functions: u32) -> u32 {
        functions
    }
    fn resource(resource: u32) -> u32 {
        resource
    }
    fn encode(encode: u32) -> u32 {
        encode
    }
    fn decode(decode: u32) -> u32 {
        decode
    }
    fn result(result: u32) -> u32 {
        result
    }
    fn option(option: u32) -> u32 {
        option
    }
    fn ok(ok: u32) -> u32 {
        ok
    }
    fn some(some: u32) -> u32 {
        some
    }
    fn http_url(http_url: u32) -> u32 {
        http_url
    }
    fn get_url(get_url: u32) -> u32 {
        get_url
    }
    fn user_id(user_id: u32) -> u32 {
        user_id
    }
    fn x_y(x_y: u32) -> u32 {
        x_y
    }
    fn xml_parser(xml_parser: u32) -> u32 {
        xml_parser
    }
    fn utf8(utf8: u32) -> u32 {
        utf8
    }
    fn a1(a1: u32) -> u32 {
        a1
    }
    fn sha256_sum(sha256_sum: u32) -> u32 {
        sha256_sum
    }
    fn a(a: u32) -> u32 {
        a
    }
    fn b_c_d(b_c_d: u32) -> u32 {
        b_c_d
    }
    fn json_rpc_id(json_rpc_id: u32) -> u32 {
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
