"""A small portal with known faults, for `hecha demo` and the tests."""
