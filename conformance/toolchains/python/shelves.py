"""A resource of the guest's."""

from componentize_py_types import Err
from wit_world import exports
from wit_world.exports import shelves


class Shelf(shelves.Shelf):
    """What a handle stands for."""

    # How many there are.
    count = 0

    def __init__(self, name, books):
        self.own_name = name
        self.own_books = books
        Shelf.count += 1

    def __del__(self):
        Shelf.count -= 1

    def name(self):
        return self.own_name

    def add(self, book):
        self.own_books.append(book)
        return len(self.own_books)

    def books(self):
        return self.own_books

    def move_to(self, other):
        # The other may be the same one.
        books, self.own_books = self.own_books, []
        other.own_books += books
        return len(books)

    @classmethod
    def merge(cls, shelves):
        if not shelves:
            raise Err("no shelf")
        for shelf in shelves[1:]:
            shelves[0].own_books += shelf.own_books
        return shelves[0]


class Shelves(exports.Shelves):
    def pack(self, shelf, with_spare):
        spare = Shelf("", []) if with_spare else None
        return shelves.Parcel(shelf.own_name, shelf, spare)

    def unpack(self, parcel):
        return [shelf for shelf in (parcel.shelf, parcel.spare) if shelf is not None]

    def split(self, shelf):
        return [Shelf(book.title, [book]) for book in shelf.own_books]

    def heaviest(self, shelves):
        pages = [sum(book.pages for book in shelf.own_books) for shelf in shelves]
        return pages.index(max(pages)) if pages else None

    def name_of(self, shelf):
        return None if shelf is None else shelf.own_name

    def decide(self, shelf, good):
        if not good:
            raise Err((shelf.own_name, shelf))
        return shelf

    def count(self):
        return Shelf.count
