"""Keeping: saves and settings on disk."""
