"""One scripted episode that shows what the parameters of most wrappers do."""

MARKS = {"a": False, "b": False}
A, B, BOTH = {**MARKS, "a": True}, {**MARKS, "b": True}, {"a": True, "b": True}


def turn(distance, milestones=MARKS, changed=1, reward=0.0, **more):
    channels = {
        "goal_distance": distance,
        "state_changed": changed,
        "crash": more.pop("crash", 0.0),
        "near": 1 - distance / 4,
    }
    return {"reward": reward, "milestones": milestones, "channels": channels, **more}


TURNS = [
    turn(3, A, reward=0.2),
    turn(3, A, changed=0, valid=False),
    turn(2, B, crash=1.0),
    turn(9, MARKS),
    turn(1, B, reward=1.0, success=True, terminated=True),
]
OPENING = turn(4)
MESSAGES = ["Go", "<answer>x</answer>", "go ", "<think>y</think><answer>z</answer>", "so <answer>q</answer>"]
