"""The living part: sessions, their views, and the runs of the user's functions.

Everything here happens on one thread (`loop.dispatcher`), but for the user's own
code, which runs on threads of its own and hands what it produces back.
"""
