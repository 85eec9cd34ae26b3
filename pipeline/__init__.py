"""The way of the data: acquire, read, segment, mine, load, publish."""

__version__ = "0.1.0"
