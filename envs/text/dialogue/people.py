"""Names of users."""

NAMES = (
    "Ada", "Amir", "Anouk", "Bao", "Bea", "Bruno", "Carla", "Chidi", "Dalia", "Dario", "Edda", "Elias", "Esra", "Farid",
    "Femi", "Greta", "Gwen", "Hana", "Hugo", "Ilse", "Idris", "Imran", "Ivo", "Jana", "Jomo", "Kaya", "Kenji", "Lale",
    "Leon", "Lucia", "Malik", "Marta", "Mei", "Milo", "Nadia", "Nils", "Nora", "Omar", "Orla", "Pavel", "Petra", "Quim",
    "Rania", "Rasmus", "Rosa", "Sami", "Selma", "Sven", "Tariq", "Thea", "Tomas", "Uma", "Vera", "Wim", "Yara", "Zeno",
)  # fmt: skip
"""Given names of people of no particular place."""
