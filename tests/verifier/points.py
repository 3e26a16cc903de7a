"""Points of Ed25519: is this the encoding of one that may be used [SIG-9]?

Curve and encoding are those of RFC 8032, section 5.1. Nothing is verified here, that is left to the
stock tools; but they differ about points that are not of the prime-order group, so those are refused
before a tool is asked.
"""

from __future__ import annotations

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)  # a square root of -1
Point = tuple[int, int, int, int]  # X, Y, Z, T: x = X/Z, y = Y/Z, xy = T/Z
NEUTRAL: Point = (0, 1, 1, 0)


def add(one: Point, other: Point) -> Point:
    """The sum of two points (RFC 8032, 5.1.4)."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def is_neutral(point: Point) -> bool:
    """Whether it is the neutral element."""
    return point[0] % P == 0 and (point[1] - point[2]) % P == 0


def decode(data: bytes) -> Point | None:
    """The point, or None: not canonical, or no point of the curve (RFC 8032, 5.1.3)."""
    number = int.from_bytes(data, "little")
    odd, y = number >> 255, number & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and odd):
        return None
    x = P - x if x & 1 != odd else x
    return x, y, 1, x * y % P


def is_valid_point(data: bytes) -> bool:
    """Whether 32 bytes are a canonical point of the prime-order group, and not the neutral one."""
    point = decode(data) if len(data) == 32 else None
    if point is None or is_neutral(point):
        return False
    product, power, number = NEUTRAL, point, ORDER
    while number:
        if number & 1:
            product = add(product, power)
        power, number = add(power, power), number >> 1
    return is_neutral(product)
