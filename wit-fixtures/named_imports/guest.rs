//! Uses one interface under two names, and is one under two names.

wit_bindgen::generate!({ path: "named_imports/world.wit" });

struct Component;

impl exports::fast::Guest for Component {
    fn write(text: String) -> Result<String, exports::fast::Failure> {
        Ok(primary::put(&text).map_err(|_| exports::fast::Failure::Full)?.read())
    }
}

impl exports::safe::Guest for Component {
    fn write(text: String) -> Result<String, exports::safe::Failure> {
        let slot = primary::put(&text).map_err(|_| exports::safe::Failure::Full)?;
        let copy = backup::put(&text).map_err(|_| exports::safe::Failure::Full)?;
        Ok(slot.read() + &copy.read())
    }
}

export!(Component);
