"""Text environments: worlds, questions, dialogues, tools and games, one folder each."""
