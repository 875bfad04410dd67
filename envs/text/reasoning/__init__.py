"""Answer the tasks of reasoning-gym, with several attempts."""
