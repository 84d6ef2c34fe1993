"""An engine that plays annotated, choice-based stories from a folder of YAML."""

__version__ = "0.1.0"
