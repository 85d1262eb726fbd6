//! Random WIT: what the generator says of it is a set of files or a list of named items, in every
//! language, and never a panic.

use arbitrary::Unstructured;
use outwit_generator::input::Input;
use outwit_generator::lang::Language;
use outwit_signature::World;
use tempfile::TempDir;

/// How many WIT packages are tried.
const PACKAGES: u64 = 400;

#[test]
fn every_package_has_an_answer() {
    let folder = TempDir::new().expect("a temporary folder");
    let path = folder.path().join("package.wasm");
    let (mut generated, mut refused) = (0, 0);
    for seed in 1..=PACKAGES {
        let bytes = noise(seed);
        let asynchronous = seed % 4 == 0;
        let config = wit_smith::Config {
            async_: asynchronous,
            futures: asynchronous,
            streams: asynchronous,
            fixed_length_lists: seed % 3 == 0,
            world_include: true,
            implements: seed % 2 == 0,
            ..wit_smith::Config::default()
        };
        let Ok(package) = wit_smith::smith(&config, &mut Unstructured::new(&bytes)) else { continue };
        std::fs::write(&path, package).expect("the folder can be written");
        for reading in Input::open(&path).expect("a valid package").read_all() {
            let world = &reading.plan.signature;
            let json = world.to_json_lines().expect("it can be written");
            assert_eq!(&World::parse(&json).expect("every type is in place"), world, "package {seed}");
            for language in Language::ALL {
                match outwit_generator::generate(&reading, language) {
                    Ok(files) => {
                        generated += 1;
                        assert!(files.iter().all(|(_, contents)| contents.ends_with('\n')), "package {seed}");
                    }
                    Err(error) => {
                        refused += 1;
                        let error = error.to_string();
                        assert!(
                            error.lines().skip(1).all(|line| line.contains(": ")),
                            "package {seed}: {error}"
                        );
                    }
                }
            }
        }
    }
    assert!(generated > 1000 && refused > 50, "both happen: {generated} and {refused}");
}

/// The same bytes for the same seed: xorshift.
fn noise(seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 24) as u8
    };
    (0..4096).map(|_| next()).collect()
}
