//! A resource of the guest's.

use crate::Toolchain;
use crate::exports::outwit::toolchains::shelves::{Book, Guest, GuestShelf, Parcel, Shelf, ShelfBorrow};
use std::cell::{Cell, RefCell};

thread_local! {
    /// How many shelves there are.
    static COUNT: Cell<u32> = const { Cell::new(0) };
}

/// What a handle stands for.
pub struct Stored {
    name: String,
    books: RefCell<Vec<Book>>,
}

impl Stored {
    fn of(name: String, books: Vec<Book>) -> Stored {
        COUNT.set(COUNT.get() + 1);
        Stored { name, books: RefCell::new(books) }
    }
    fn pages(&self) -> u64 {
        self.books.borrow().iter().map(|book| u64::from(book.pages)).sum()
    }
}

impl Drop for Stored {
    fn drop(&mut self) {
        COUNT.set(COUNT.get() - 1);
    }
}

impl GuestShelf for Stored {
    fn new(name: String, books: Vec<Book>) -> Stored {
        Stored::of(name, books)
    }

    fn name(&self) -> String {
        self.name.clone()
    }

    fn add(&self, book: Book) -> u32 {
        self.books.borrow_mut().push(book);
        self.books.borrow().len() as u32
    }

    fn books(&self) -> Vec<Book> {
        self.books.borrow().clone()
    }

    fn move_to(&self, other: ShelfBorrow<'_>) -> u32 {
        // The other may be the same one.
        let books = self.books.take();
        let moved = books.len() as u32;
        other.get::<Stored>().books.borrow_mut().extend(books);
        moved
    }

    fn merge(shelves: Vec<Shelf>) -> Result<Shelf, String> {
        let mut shelves = shelves.into_iter();
        let first = shelves.next().ok_or("no shelf")?;
        for shelf in shelves {
            first.get::<Stored>().books.borrow_mut().extend(shelf.get::<Stored>().books.take());
        }
        Ok(first)
    }
}

impl Guest for Toolchain {
    type Shelf = Stored;

    fn pack(shelf: Shelf, with_spare: bool) -> Parcel {
        let label = shelf.get::<Stored>().name.clone();
        let spare = with_spare.then(|| Shelf::new(Stored::of(String::new(), Vec::new())));
        Parcel { label, shelf, spare }
    }

    fn unpack(parcel: Parcel) -> Vec<Shelf> {
        std::iter::once(parcel.shelf).chain(parcel.spare).collect()
    }

    fn split(shelf: Shelf) -> Vec<Shelf> {
        let books = shelf.get::<Stored>().books.take();
        books.into_iter().map(|book| Shelf::new(Stored::of(book.title.clone(), vec![book]))).collect()
    }

    fn heaviest(shelves: Vec<ShelfBorrow<'_>>) -> Option<u32> {
        let pages: Vec<u64> = shelves.iter().map(|shelf| shelf.get::<Stored>().pages()).collect();
        let most = pages.iter().max()?;
        pages.iter().position(|own| own == most).map(|place| place as u32)
    }

    fn name_of(shelf: Option<ShelfBorrow<'_>>) -> Option<String> {
        shelf.map(|shelf| shelf.get::<Stored>().name.clone())
    }

    fn decide(shelf: Shelf, good: bool) -> Result<Shelf, (String, Shelf)> {
        if good {
            return Ok(shelf);
        }
        let name = shelf.get::<Stored>().name.clone();
        Err((name, shelf))
    }

    fn count() -> u32 {
        COUNT.get()
    }
}
