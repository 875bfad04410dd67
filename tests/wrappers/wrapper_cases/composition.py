"""Products, joint scales, baselines, constraints, blends and schedules: samples, and what each parameter changes."""

LEVEL = {"name": "Milestones", "mode": "level"}
FORMAT = {"name": "FormatReward", "tags": ["action"], "right": 0.5}
BOTH = ["milestones", "format"]


def baselines(info):
    return [0.25, 0.75]


SAMPLES = {
    "LengthReward": [{"name": "LengthReward", "weight": 0.2, "limit": 40}],
    "ProductReward": ["Milestones", FORMAT, {"name": "ProductReward", "of": BOTH}],
    "ProductReward-episode": ["Milestones", FORMAT, {"name": "ProductReward", "of": BOTH, "per": "episode"}],
    "ReNorm": [FORMAT, {"name": "ReNorm", "of": "format"}],
    "BaselineRelative": [{"name": "BaselineRelative", "baselines": [0.2, 0.4]}],
    "ConstrainedComposite": [
        "Milestones",
        FORMAT,
        {"name": "ConstrainedComposite", "multipliers": {"format": 0.7, "milestones": 0.1}},
    ],
    "ScheduledRewards": [
        FORMAT,
        {"name": "ScheduledRewards", "schedule": {"format": {"start": 1.0, "scale": 100}}, "clock": 50},
    ],
    "ScheduledRewards-stages": [
        FORMAT,
        {"name": "ScheduledRewards", "schedule": [[10, {"format": 1.0}], [None, {"outcome": 1.0}]], "clock": 10},
    ],
    "BehaviorAlignment": [FORMAT, {"name": "BehaviorAlignment", "auxiliary": "format", "phi": [0.1, 1.0, -0.5]}],
}

FADE = {"milestones": {"start": 1.0, "scale": 10}}
CHANGES = {
    "LengthReward": {
        "weight": ([], {}, 0.5),
        "limit": ([], {}, 10),
        "unit": ([], {"limit": 2}, "words"),
    },
    "ProductReward": {
        "of": ([LEVEL, FORMAT], {"of": ["outcome", "milestones"]}, ["milestones", "format"]),
        "per": ([LEVEL, FORMAT], {"of": BOTH}, "episode"),
    },
    "ReNorm": {
        "of": ([{**LEVEL, "weight": 3.0}, {**FORMAT, "tags": ["answer"]}], {"of": "milestones"}, "format"),
        "outcome": ([LEVEL, {**FORMAT, "tags": ["answer"]}], {"of": "milestones"}, "format"),
    },
    "BaselineRelative": {"baselines": ([], {"baselines": [0.1, 0.2]}, "wrapper_cases.composition:baselines")},
    "ConstrainedComposite": {
        "multipliers": ([LEVEL], {"multipliers": {"milestones": 0.0}}, {"milestones": 0.3}),
        "weights": ([LEVEL], {"multipliers": {"milestones": 0.0}}, {"milestones": 0.3}),
        "floor": ([LEVEL], {"multipliers": {"milestones": 2.0}}, 0.0),
    },
    "ScheduledRewards": {
        "schedule": ([LEVEL], {"schedule": FADE, "clock": 5}, {"milestones": 0.5}),
        "clock": ([LEVEL], {"schedule": FADE, "clock": 5}, 6),
    },
    "BehaviorAlignment": {
        "auxiliary": (
            [LEVEL, FORMAT],
            {"auxiliary": "milestones", "phi": [0.0, 1.0, 0.5]},
            "format",
        ),
        "phi": ([LEVEL], {"auxiliary": "milestones", "phi": [0.0, 1.0, 0.5]}, [0.1, 1.0, 0.5]),
        "primary": ([LEVEL, FORMAT], {"auxiliary": "milestones", "phi": [0.0, 2.0, 0.5]}, "format"),
    },
}
