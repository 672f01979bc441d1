"""What ties intarsia to Jupyter: the comm channel, the display, the server extension.

Nothing is imported here: the server imports its extension in an environment that may have no
kernel, and the kernel the rest in one that may have no server.
"""
