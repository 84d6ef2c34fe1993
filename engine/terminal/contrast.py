"""Contrast of two colours as WCAG counts it, and colours moved until they can be read."""

Rgb = tuple[float, float, float]


def parse(colour: str) -> Rgb:
    """`#rrggbb` as three numbers from 0 to 255. Raises ValueError."""
    if len(colour) != 7 or colour[0] != "#":
        raise ValueError(f"not a colour: {colour!r}")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """How bright it looks, 0 to 1."""
    red, green, blue = (_linear(channel / 255) for channel in parse(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def blend(colour: str, towards: str, share: float) -> str:
    """The colour with a share of another in it."""
    mixed = (a + (b - a) * share for a, b in zip(parse(colour), parse(towards), strict=True))
    return "#" + "".join(f"{round(channel):02x}" for channel in mixed)


def readable(colour: str, on: tuple[str, ...], least: float) -> str:
    """The colour, moved towards black or white as little as gives that contrast on every background."""
    ends = sorted(("#000000", "#ffffff"), key=lambda end: -min(contrast(end, one) for one in on))
    for share in range(0, 101, 4):
        moved = blend(colour, ends[0], share / 100)
        if all(contrast(moved, one) >= least for one in on):
            return moved
    return ends[0]


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
