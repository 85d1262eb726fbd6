//! Goes between packages, and between versions of one.

wit_bindgen::generate!({ path: "packages/world.wit", world: "packages", generate_all });

use exports::fixtures::packages::mover;
use exports::fixtures::text::style::Guest as Style;
use fixtures::store1_0_0::store::Bucket as OldBucket;
use fixtures::store2_0_0::store::{Bucket, Entry, Failure};
use fixtures::text::style;

struct Component;

impl Guest for Component {
    fn release() -> String {
        remark("release");
        "1.2.0".to_owned()
    }
}

impl Style for Component {
    fn apply(v: exports::fixtures::text::style::Styled) -> exports::fixtures::text::style::Styled {
        let styled = style::apply(&style::Styled { text: v.text, letters: v.letters });
        exports::fixtures::text::style::Styled { text: styled.text + ".", letters: styled.letters }
    }
}

impl mover::Guest for Component {
    fn move_(from: &OldBucket, to: &Bucket, keys: Vec<String>) -> Result<u32, Failure> {
        let mut moved = 0;
        for key in keys {
            if let Some(entry) = from.get(&key) {
                remark(&key);
                to.put(&key, entry.value.as_bytes())?;
                moved += 1;
            }
        }
        Ok(moved)
    }

    fn look(in_: &Bucket, key: String) -> Result<Option<Entry>, Failure> {
        in_.get(&key)
    }
}

export!(Component);
