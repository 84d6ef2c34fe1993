"""The story, or one playthrough of it, in other forms."""
