"""An airline: cancellations, changes, bags, names, compensation."""
