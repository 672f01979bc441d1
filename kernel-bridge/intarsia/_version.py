"""The version, equal to package.json's; reading it from installed metadata would cost import time."""

__version__ = "0.1.0"
