"""KeyRooms: locked rooms, keys, doors and boxes."""
