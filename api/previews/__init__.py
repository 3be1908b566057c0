"""Links by which somebody sees an edition as the public would, before it is public."""
