"""Units that a label or a help text names, where that is unmistakable."""

from __future__ import annotations

import re

from .signature import Field

_UNITS = frozenset(
    unit
    for line in (
        "m km cm mm µm um nm pm in ft mi au",
        "g kg mg µg ug t lb oz",
        "s ms µs us ns min h d years days hours minutes seconds",
        "°C °F K °",
        "Hz kHz MHz GHz",
        "V mV kV A mA W kW MW kWh Wh J kJ eV keV MeV GeV",
        "Pa hPa kPa MPa bar mbar mmHg",
        "N kN mol mmol l L ml mL dl",
        "% ‰ ppm ppb rad deg dB px bpm rpm",
        "m² m2 m^2 cm² cm2 cm^2 km² km2 km^2 m³ m3 m^3 cm³ cm3 cm^3",
        "m/s km/h mph m/s² m/s^2",
        "B kB KB MB GB TB KiB MiB GiB",
        "€ $ £ EUR USD GBP CHF",
    )
    for unit in line.split()
)
# Compiled when they are first used: importing intarsia has to be quick.
_CLOSED = r"[(\[]([^()\[\]]{1,12})[)\]]"
_IN = r"\b[Ii]n ([^\s.,;:()]{1,12})(?=[.,;:)]|$|\s*\n)"
_ANY = r"\b(?:[Ii]n|or) ([^\s.,;:()]{1,12})"


def unit_of(field: Field) -> tuple[str | None, str | None]:
    """Return the label of a field without its unit, and the unit.

    In brackets at the end of a label (`Width (cm)`) or in a help text (`[cm]`), or in words
    at the end of a clause (`Width of the petal in cm.`).

    Examples
    --------
    >>> from dataclasses import replace
    >>> from intarsia.components.hints import part
    >>> unit_of(replace(part("width", float), help="Width of the petal in cm."))
    (None, 'cm')
    >>> unit_of(replace(part("width", float), label="Width (cm)"))
    ('Width', 'cm')
    """
    label = field.label
    if label:
        found = re.search(_CLOSED, label)
        if found and found.end() == len(label) and found[1].strip() in _UNITS:
            return label[: found.start()].rstrip(), found[1].strip()
    first = (field.help or "").strip().split("\n\n")[0]
    found_units = {match[1].strip() for match in re.finditer(_CLOSED, first)} & _UNITS
    found_units |= {match[1] for match in re.finditer(_IN, first)} & _UNITS
    several = found_units | ({match[1] for match in re.finditer(_ANY, first)} & _UNITS)
    return label, found_units.pop() if found_units and len(several) == 1 else None


def without_unit(help: str | None, unit: str | None) -> str | None:
    """Return a help text without a first sentence that says nothing but the unit.

    Examples
    --------
    >>> without_unit("In cm. Measured at the widest point.", "cm")
    'Measured at the widest point.'
    >>> without_unit("Width in cm.", "cm")
    'Width in cm.'
    """
    if not help or not unit:
        return help
    said = re.match(rf"\s*[Ii]n {re.escape(unit)}(?:[.;,]\s*|\s*$)", help)
    if not said:
        return help
    rest = help[said.end() :]
    return rest[:1].upper() + rest[1:] or None
