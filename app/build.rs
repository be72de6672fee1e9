//! Tells the linker to leave in the page what splitting it needs: where each function and datum is used.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "wasm") {
        println!("cargo::rustc-link-arg-bin=sextant=--emit-relocs");
    }
}
