"""ScienceWorld: the thirty science tasks of the package scienceworld."""
