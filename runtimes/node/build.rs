//! Tells the linker of each platform that Node supplies the symbols of Node-API.

fn main() {
    napi_build::setup();
}
