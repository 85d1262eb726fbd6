//! Values of raw Node-API as results of what the macros export.

use napi::bindgen_prelude::{ToNapiValue, TypeName};
use napi::{ValueType, sys};

/// A JavaScript value that is ready.
pub struct Ready(sys::napi_value);

impl Ready {
    /// For a value of the scope that is under way.
    pub fn new(value: sys::napi_value) -> Ready {
        Ready(value)
    }
}

impl TypeName for Ready {
    fn type_name() -> &'static str {
        "array"
    }

    fn value_type() -> ValueType {
        ValueType::Object
    }
}

impl ToNapiValue for Ready {
    unsafe fn to_napi_value(_env: sys::napi_env, value: Ready) -> napi::Result<sys::napi_value> {
        Ok(value.0)
    }
}
