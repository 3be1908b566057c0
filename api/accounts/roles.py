"""The names of the roles that somebody may hold, lowest first; needs no library to be read."""

ROLES = ("author", "editor", "publisher", "admin")
