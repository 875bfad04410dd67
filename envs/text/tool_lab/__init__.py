"""A workshop of tools: call them one by one, side by side or one on the result of another."""
