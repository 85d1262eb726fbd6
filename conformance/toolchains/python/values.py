"""Functions that ask nobody."""

from componentize_py_types import Err, Ok, Some
from wit_world import exports
from wit_world.imports.types import (
    Bits,
    Day,
    Hours,
    Numbers,
    Person,
    Point,
    Problem_Busy,
    Problem_Missing,
    Problem_Refused,
    Rights,
    Scalars,
    Shape_Area,
    Shape_Circle,
    Shape_Label,
    Shape_Nothing,
    Shape_Owner,
    Shape_Pair,
    Shape_Polygon,
)


class Values(exports.Values):
    def nothing(self):
        pass

    def turn(self, value):
        return Scalars(
            truth=not value.truth,
            tiny=value.tiny ^ 0xFF,
            tiny_signed=~value.tiny_signed,
            small=value.small ^ 0xFFFF,
            small_signed=~value.small_signed,
            medium=value.medium ^ 0xFFFFFFFF,
            medium_signed=~value.medium_signed,
            large=value.large ^ 0xFFFFFFFFFFFFFFFF,
            large_signed=~value.large_signed,
            single=value.single / 2,
            double=value.double / 2,
            letter=value.letter,
        )

    def many(self, *values):
        return values[::-1]

    def spell(self, text):
        return list(text)

    def write(self, letters):
        return "".join(letters)

    def join(self, parts, between):
        return between.join(parts)

    def reverse_bytes(self, bytes):
        return bytes[::-1]

    def reverse_numbers(self, numbers):
        names = Numbers.__dataclass_fields__
        return Numbers(**{name: getattr(numbers, name)[::-1] for name in names})

    def mirror(self, points):
        return [Point(point.y, point.x) for point in points]

    def bounds(self, points):
        if not points:
            return None
        xs = [point.x for point in points]
        ys = [point.y for point in points]
        return Point(min(xs), min(ys)), Point(max(xs), max(ys))

    def age(self, person, tag):
        if person.age is not None:
            person.age = (person.age + 1) % 256
        person.tags.append(tag)
        person.home.x = (person.home.x + 1 + 2**31) % 2**32 - 2**31
        return person

    def rotate(self, value):
        number, text, float = value
        return float, number, text

    def deepen(self, value):
        return Some(value)

    def divide(self, dividend, divisor):
        if divisor == 0:
            raise Err(Problem_Refused())
        if divisor == 13:
            raise Err(Problem_Missing("luck"))
        quotient = abs(dividend) // abs(divisor)
        if (dividend < 0) != (divisor < 0):
            quotient = -quotient
        if quotient >= 2**31:
            raise Err(Problem_Busy(dividend % 2**32))
        return quotient

    def parse(self, text):
        if not (text.isascii() and text.isdigit()) or int(text) >= 2**32:
            raise Err(None)
        return int(text)

    def check(self, text):
        if text:
            raise Err(text)

    def confirm(self, sure):
        if not sure:
            raise Err(None)

    def sort(self, results):
        good = bytes(result.value for result in results if isinstance(result, Ok))
        return good, [result.value for result in results if isinstance(result, Err)]

    def swap(self, value):
        match value:
            case Ok(Ok(number)):
                raise Err(Err(number))
            case Ok(Err(text)):
                raise Err(Ok(text))
            case Err(text):
                return text

    def change(self, shapes):
        return [changed(shape) for shape in shapes]

    def tomorrow(self, day):
        return Day((day.value + 1) % len(Day))

    def invert(self, rights, hours, bits):
        return Rights(~rights), Hours(~hours), Bits(~bits)

    def fail(self, message):
        raise RuntimeError(message)


def changed(shape):
    match shape:
        case Shape_Nothing():
            return shape
        case Shape_Circle(radius):
            return Shape_Circle(radius / 2)
        case Shape_Area(area):
            return Shape_Area(area * 2 % 2**64)
        case Shape_Label(text):
            return Shape_Label(text + "!")
        case Shape_Pair((number, text)):
            return Shape_Pair(((number + 1) % 256, text + "!"))
        case Shape_Polygon(points):
            return Shape_Polygon(points[::-1])
        case Shape_Owner(None):
            return shape
        case Shape_Owner(person):
            return Shape_Owner(Person(person.name, None, person.tags, person.home))
