"""Search for behaviour that earns reward without the outcome."""
