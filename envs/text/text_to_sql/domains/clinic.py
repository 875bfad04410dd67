"""A clinic: doctors see patients and prescribe drugs."""

from ..schema import Domain, Table
from .columns import CITIES, PEOPLE, choice, date, key, link, money, name, whole

WARDS = ("Cardiology", "Emergency", "Neurology", "Paediatrics", "Radiology", "Surgery")

DOMAIN = Domain(
    "clinic",
    (
        Table(
            "departments",
            "department",
            "departments",
            (
                key("department number"),
                name("name", WARDS),
                choice("building", "building", "buildings", ("East", "Main", "North"), odd="area"),
                whole("beds", "number of beds", 0, 50, odd="staff"),
            ),
            share=0.5,
        ),
        Table(
            "doctors",
            "doctor",
            "doctors",
            (
                key("doctor number"),
                name("name", PEOPLE),
                link("department_id", "departments", "number of the department", "working in", "employ", odd="unit"),
                choice("grade", "grade", "grades", ("assistant", "consultant", "senior"), odd="status"),
                whole("salary", "salary", 3000, 9000, odd="bonus", optional=True),
                date("hired", "date of hiring", 2005, 2023, odd="updated"),
            ),
            share=0.8,
            people=True,
        ),
        Table(
            "patients",
            "patient",
            "patients",
            (
                key("patient number"),
                name("name", PEOPLE),
                choice("city", "city", "cities", CITIES, odd="place_of_birth"),
                whole("born", "year of birth", 1930, 2020, odd="since"),
                choice(
                    "insurer", "insurer", "insurers", ("Alpha", "Civic", "Mutual", "Shield"), odd="ward", optional=True
                ),
            ),
            people=True,
        ),
        Table(
            "visits",
            "visit",
            "visits",
            (
                key("visit number"),
                link("patient_id", "patients", "number of the patient", "made by", "have made", odd="guest"),
                link("doctor_id", "doctors", "number of the doctor", "received by", "have received"),
                date("held", "visit date", 2020, 2024, odd="billed"),
                money("cost", "cost", 20, 400, odd="hours"),
                choice(
                    "outcome", "outcome", "outcomes", ("cured", "referred", "return"), odd="category", optional=True
                ),
            ),
            share=1.8,
        ),
        Table(
            "prescriptions",
            "prescription",
            "prescriptions",
            (
                key("prescription number"),
                link("visit_id", "visits", "number of the visit", "written at", "have led to"),
                choice("drug", "drug", "drugs", ("Amoxil", "Brufen", "Cetal", "Dorax", "Elvan"), odd="group_name"),
                whole("days", "duration in days", 3, 30, odd="dose"),
                whole("refills", "number of refills", 0, 5, odd="quantity", optional=True),
            ),
            share=1.8,
        ),
    ),
)
