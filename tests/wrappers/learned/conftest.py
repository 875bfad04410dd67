"""Learners in these tests are trained on one thread."""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # networks this small gain nothing by threads that wait for one another
