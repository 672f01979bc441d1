"""The version, as in package.json; asking the installed metadata would cost import time."""

__version__ = "0.1.0"
