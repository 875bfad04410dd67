"""SearchQA: answer questions by searching and reading an encyclopaedia."""
