"""What the public is answered, recorded once, so that a change of the house changes nothing else.

`bundle/` is a small exported portal with its ids and times. `taking.py` imports it at a fixed
moment and asks every public address; `answers/` keeps what it was told, `wanted.md` why it was
ever taken anew.
"""
