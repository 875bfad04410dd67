"""Wrappers that join terms: products, joint scales, baselines, constraints, learned blends and schedules."""
