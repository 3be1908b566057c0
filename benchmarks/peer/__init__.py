"""Wagtail with its API over the articles of a bundle: the peer, in an environment of its own.

What its project template sets up, less what no reader of the API meets.
"""
