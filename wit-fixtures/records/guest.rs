//! Echoes records.

wit_bindgen::generate!({ path: "records/world.wit" });

use exports::fixtures::records::echo::{Guest, Line, Padded, Person, Point, Single};

struct Component;

impl Guest for Component {
    fn echo_point(v: Point) -> Point {
        v
    }
    fn echo_single(v: Single) -> Single {
        v
    }
    fn echo_person(v: Person) -> Person {
        v
    }
    fn echo_padded(v: Padded) -> Padded {
        v
    }
    fn echo_line(v: Line) -> Line {
        v
    }
    fn echo_list(v: Vec<Person>) -> Vec<Person> {
        v
    }
    fn echo_option(v: Option<Point>) -> Option<Point> {
        v
    }

    fn translate(p: Point, by: Point) -> Point {
        Point { x: p.x.wrapping_add(by.x), y: p.y.wrapping_add(by.y) }
    }
    fn oldest(persons: Vec<Person>) -> Option<Person> {
        // `max_by_key` would give the last of several.
        persons.into_iter().reduce(|oldest, next| if next.age > oldest.age { next } else { oldest })
    }
}

export!(Component);
