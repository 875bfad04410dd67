"""Play the games of TextWorld: generated ones, or any game file."""
