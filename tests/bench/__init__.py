"""Speed and size, measured beside floors and peers in one run: `python -m tests.bench`."""
