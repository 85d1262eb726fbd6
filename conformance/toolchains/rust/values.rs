//! Functions that ask nobody.

use crate::Toolchain;
use crate::exports::outwit::toolchains::values::Guest;
use crate::outwit::toolchains::types::*;

impl Guest for Toolchain {
    fn nothing() {}

    fn turn(value: Scalars) -> Scalars {
        Scalars {
            truth: !value.truth,
            tiny: !value.tiny,
            tiny_signed: !value.tiny_signed,
            small: !value.small,
            small_signed: !value.small_signed,
            medium: !value.medium,
            medium_signed: !value.medium_signed,
            large: !value.large,
            large_signed: !value.large_signed,
            single: value.single / 2.0,
            double: value.double / 2.0,
            letter: value.letter,
        }
    }

    fn many(
        a: u8,
        b: i8,
        c: u16,
        d: i16,
        e: u32,
        f: i32,
        g: u64,
        h: i64,
        i: f32,
        j: f64,
        k: bool,
        l: char,
        m: String,
        n: Vec<u8>,
        o: Option<u32>,
    ) -> (Option<u32>, Vec<u8>, String, char, bool, f64, f32, i64, u64, i32, u32, i16, u16, i8, u8) {
        (o, n, m, l, k, j, i, h, g, f, e, d, c, b, a)
    }

    fn spell(text: String) -> Vec<char> {
        text.chars().collect()
    }

    fn write(letters: Vec<char>) -> String {
        letters.into_iter().collect()
    }

    fn join(parts: Vec<String>, between: String) -> String {
        parts.join(&between)
    }

    fn reverse_bytes(bytes: Vec<u8>) -> Vec<u8> {
        reversed(bytes)
    }

    fn reverse_numbers(numbers: Numbers) -> Numbers {
        Numbers {
            tiny: reversed(numbers.tiny),
            tiny_signed: reversed(numbers.tiny_signed),
            small: reversed(numbers.small),
            small_signed: reversed(numbers.small_signed),
            medium: reversed(numbers.medium),
            medium_signed: reversed(numbers.medium_signed),
            large: reversed(numbers.large),
            large_signed: reversed(numbers.large_signed),
            single: reversed(numbers.single),
            double: reversed(numbers.double),
        }
    }

    fn mirror(points: Vec<Point>) -> Vec<Point> {
        points.into_iter().map(|point| Point { x: point.y, y: point.x }).collect()
    }

    fn bounds(points: Vec<Point>) -> Option<(Point, Point)> {
        let xs = points.iter().map(|point| point.x);
        let ys = points.iter().map(|point| point.y);
        let least = Point { x: xs.clone().min()?, y: ys.clone().min()? };
        Some((least, Point { x: xs.max()?, y: ys.max()? }))
    }

    fn age(mut person: Person, tag: String) -> Person {
        person.age = person.age.map(|age| age.wrapping_add(1));
        person.tags.push(tag);
        person.home.x = person.home.x.wrapping_add(1);
        person
    }

    fn rotate((number, text, float): (u8, String, f32)) -> (f32, u8, String) {
        (float, number, text)
    }

    fn deepen(value: Option<Option<u32>>) -> Option<Option<Option<u32>>> {
        Some(value)
    }

    fn divide(dividend: i32, divisor: i32) -> Result<i32, Problem> {
        match divisor {
            0 => Err(Problem::Refused),
            13 => Err(Problem::Missing("luck".to_owned())),
            _ => dividend.checked_div(divisor).ok_or(Problem::Busy(dividend as u32)),
        }
    }

    fn parse(text: String) -> Result<u32, ()> {
        if !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(());
        }
        text.parse().map_err(|_| ())
    }

    fn check(text: String) -> Result<(), String> {
        if text.is_empty() { Ok(()) } else { Err(text) }
    }

    fn confirm(sure: bool) -> Result<(), ()> {
        if sure { Ok(()) } else { Err(()) }
    }

    fn sort(results: Vec<Result<u8, String>>) -> (Vec<u8>, Vec<String>) {
        let (mut good, mut bad) = (Vec::new(), Vec::new());
        for result in results {
            match result {
                Ok(number) => good.push(number),
                Err(text) => bad.push(text),
            }
        }
        (good, bad)
    }

    fn swap(value: Result<Result<u8, String>, Option<String>>) -> Result<Option<String>, Result<String, u8>> {
        match value {
            Ok(Ok(number)) => Err(Err(number)),
            Ok(Err(text)) => Err(Ok(text)),
            Err(text) => Ok(text),
        }
    }

    fn change(shapes: Vec<Shape>) -> Vec<Shape> {
        shapes.into_iter().map(changed).collect()
    }

    fn tomorrow(day: Day) -> Day {
        match day {
            Day::Monday => Day::Tuesday,
            Day::Tuesday => Day::Wednesday,
            Day::Wednesday => Day::Thursday,
            Day::Thursday => Day::Friday,
            Day::Friday => Day::Saturday,
            Day::Saturday => Day::Sunday,
            Day::Sunday => Day::Monday,
        }
    }

    fn invert(rights: Rights, hours: Hours, bits: Bits) -> (Rights, Hours, Bits) {
        (!rights, !hours, !bits)
    }

    fn fail(message: String) -> u32 {
        panic!("{message}")
    }
}

fn reversed<T>(mut list: Vec<T>) -> Vec<T> {
    list.reverse();
    list
}

fn changed(shape: Shape) -> Shape {
    match shape {
        Shape::Nothing => Shape::Nothing,
        Shape::Circle(radius) => Shape::Circle(radius / 2.0),
        Shape::Area(area) => Shape::Area(area.wrapping_mul(2)),
        Shape::Label(text) => Shape::Label(text + "!"),
        Shape::Pair((number, text)) => Shape::Pair((number.wrapping_add(1), text + "!")),
        Shape::Polygon(points) => Shape::Polygon(reversed(points)),
        Shape::Owner(person) => Shape::Owner(person.map(|person| Person { age: None, ..person })),
    }
}
