"""Reading a story: YAML to a typed, checked story."""
