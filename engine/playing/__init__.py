"""Playing a story: one reader's way through it, a pure value derived from a log of events."""
