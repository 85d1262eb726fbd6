//! Does little: what matters is what is said about it.

// The same world without comments, since not all generators stand them.
wit_bindgen::generate!({
    inline: "
        package fixtures:comments;

        interface comments {
            record page {
                text: string,
                number: u32,
            }

            variant shape {
                circle(f64),
                empty,
            }

            enum colour {
                red,
                green,
            }

            flags access {
                read,
                write,
            }

            type pages = list<page>;

            resource book {
                constructor(pages: pages);
                count: func() -> u32;
                open: static func(text: string) -> result<book, page>;
            }

            echo: func(v: page) -> page;
            paint: func(s: shape, c: colour) -> result<_, colour>;
            last: func(a: access) -> access;
        }

        interface host {
            resource reader {
                constructor();
                read: func() -> string;
            }
            say: func(text: string) -> string;
        }

        world all-comments {
            import host;
            import log: func(text: string);
            export comments;
            export run: func(text: string) -> string;
        }
    "
});

use exports::fixtures::comments::comments::{self, Access, Book, Colour, Page, Shape};
use fixtures::comments::host::{Reader, say};

struct Component;
struct Pages(Vec<Page>);

impl Guest for Component {
    fn run(text: String) -> String {
        log(&text);
        say(&text) + &Reader::new().read()
    }
}

impl comments::Guest for Component {
    type Book = Pages;

    fn echo(v: Page) -> Page {
        v
    }
    fn paint(s: Shape, c: Colour) -> Result<(), Colour> {
        match s {
            Shape::Circle(_) => Ok(()),
            Shape::Empty => Err(c),
        }
    }
    fn last(a: Access) -> Access {
        a
    }
}

impl comments::GuestBook for Pages {
    fn new(pages: Vec<Page>) -> Self {
        Pages(pages)
    }
    fn count(&self) -> u32 {
        self.0.len() as u32
    }
    fn open(text: String) -> Result<Book, Page> {
        match text.is_empty() {
            true => Err(Page { text, number: 0 }),
            false => Ok(Book::new(Pages(vec![Page { text, number: 1 }]))),
        }
    }
}

export!(Component);
