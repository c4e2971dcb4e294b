"""Write the few Dutch words that tell an entity from its namesakes in a list of results."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Final

from rdflib import URIRef

from indexer.edition_graph import EditionGraph
from indexer.tagging import direct_themes, places_of
from ontology.collation import sort_key
from ontology.terms import DCT, ELI, GEO, GG, ORG, RDF, SCHEMA, SKOS, TOOI

_MONTHS: Final = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip


def subtitle_of(graph: EditionGraph, iri: URIRef) -> str:
    """Give a subtitle from stated facts, such as "kernpartner van Samen Sterk"; it may be empty."""
    write = _WRITERS.get(graph.kinds[iri])
    return write(graph, iri) if write else ""


def dutch_date(lexical: str) -> str:
    """Write a date as Dutch people do; a year or anything else stays as it is.

    >>> dutch_date("2022-05-01"), dutch_date("2024"), dutch_date("2024-04-13Z")
    ('1 mei 2022', '2024', '13 april 2024')
    """
    year, _, rest = lexical[:10].partition("-")
    month, _, day = rest.partition("-")
    if not (year.isdecimal() and month.isdecimal() and day.isdecimal() and 1 <= int(month) <= len(_MONTHS)):
        return lexical
    return f"{int(day)} {_MONTHS[int(month) - 1]} {year}"


def _organisation(graph: EditionGraph, iri: URIRef) -> str:
    """Give its weightiest role in each whole it is a member of; else its legal form."""
    roles: dict[str, list[tuple[bool, str, str]]] = defaultdict(list)
    for membership in graph.subjects(iri, ORG.member):
        remark = " (bronnen verschillen)" if _is_contested(graph, membership) else ""
        for whole in _labels(graph, graph.links(membership, ORG.organization)):
            for role in _labels(graph, graph.links(membership, ORG.role)):
                roles[whole].append((not role.startswith("kern"), role, remark))
    parts = []
    for whole, found in sorted(roles.items()):
        _, role, remark = min(found)
        parts.append(f"{role} van {whole}{remark}")
    return "; ".join(parts) or _listed(_labels(graph, graph.links(iri, ORG.classification)))


def _is_contested(graph: EditionGraph, statement: URIRef) -> bool:
    """Tell whether a claim about *statement* contradicts another; a list of results must not take sides."""
    return any(
        any(graph.links(claim, GG.strijdigMet)) or any(graph.subjects(claim, GG.strijdigMet))
        for claim in graph.subjects(statement, RDF.subject)
    )


def _municipality(graph: EditionGraph, iri: URIRef) -> str:
    provinces = [
        tag.label.removeprefix("provincie ") for tag in places_of(graph, iri) if tag.value.startswith("pv")
    ]
    where = f"gemeente in {_listed(provinces)}" if provinces else "gemeente"
    ended = graph.value(iri, TOOI.einddatum)
    return f"{where}, bestond tot en met {dutch_date(ended)}" if ended else where


def _village(graph: EditionGraph, iri: URIRef) -> str:
    around = _listed(_labels(graph, (graph.body(place) for place in graph.links(iri, GEO.sfWithin))))
    return f"plaats in de {around}" if around else "plaats"


def _law(graph: EditionGraph, iri: URIRef) -> str:
    ended = graph.value(iri, ELI.date_no_longer_in_force)
    if not ended:
        return graph.value(iri, ELI.title_short)
    successors = _listed(_labels(graph, graph.links(iri, DCT.isReplacedBy)))
    return f"vervallen per {dutch_date(ended)}" + (f", opgevolgd door {successors}" if successors else "")


def _article(graph: EditionGraph, iri: URIRef) -> str:
    themes = _listed(_labels(graph, direct_themes(graph, iri)))
    return f"over {themes}" if themes else ""


def _initiative(graph: EditionGraph, iri: URIRef) -> str:
    what = graph.value(iri, GG.soortZoalsGenoemd) or _listed(_labels(graph, graph.links(iri, DCT.type)))
    where = graph.value(iri, GG.plaatsZoalsGenoemd)
    return f"{what or 'initiatief'} in {where}" if where else what


def _theme(graph: EditionGraph, iri: URIRef) -> str:
    broader = _listed(_labels(graph, graph.links(iri, SKOS.broader)))
    return f"thema onder {broader}" if broader else "thema"


def _goal(graph: EditionGraph, iri: URIRef) -> str:
    programme = _listed(_labels(graph, graph.subjects(iri, GG.heeftDoel)))
    year = graph.value(iri, GG.termijnJaar)
    return ", ".join(part for part in (programme, f"voor {year}" if year else "") if part)


def _person(graph: EditionGraph, iri: URIRef) -> str:
    posts = []
    for post in graph.links(iri, ORG.holds):
        role = _listed(_labels(graph, graph.links(post, ORG.role)))
        where = _listed(_labels(graph, graph.links(post, ORG.postIn)))
        posts.append(f"{role} van {where}" if role and where else role)
    return _listed(posts)


def _event(graph: EditionGraph, iri: URIRef) -> str:
    when = dutch_date(graph.value(iri, SCHEMA.startDate))
    bodies = (graph.body(place) for place in graph.links(iri, SCHEMA.location))
    where = _listed([name.removeprefix("gemeente ") for name in _labels(graph, bodies)])
    return f"{when} in {where}".strip() if where else when


def _labels(graph: EditionGraph, things: Iterable[URIRef]) -> list[str]:
    return sorted({label for label in map(graph.label, things) if label}, key=sort_key)


def _listed(names: list[str]) -> str:
    """Join as in a sentence: a, b en c."""
    kept = list(dict.fromkeys(name for name in names if name))
    return " en ".join([", ".join(kept[:-1]), kept[-1]]) if len(kept) > 1 else "".join(kept)


_WRITERS: Final[dict[str, Callable[[EditionGraph, URIRef], str]]] = {
    "organisatie": _organisation,
    "gemeente": _municipality,
    "plaats": _village,
    "wet": _law,
    "artikel": _article,
    "initiatief": _initiative,
    "thema": _theme,
    "doel": _goal,
    "persoon": _person,
    "evenement": _event,
}
