"""One good record of every class that partners deliver, for the tests of the shapes and the context."""

from __future__ import annotations

from ontology.terms import PREFIXES

HEADER = "@base <https://w3id.org/gemeengoed/id/> .\n" + "".join(
    f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items()
)
LAW = "<https://wetten.overheid.nl/BWBR0005181/>"
ARTICLE = "<https://wetten.overheid.nl/jci1.3:c:BWBR0005181&artikel=18a>"
AMERSFOORT = "<https://identifier.overheid.nl/tooi/id/gemeente/gm0307>"

GOOD = {
    "organisatie": """<organisatie/a> a org:Organization, org:FormalOrganization ;
        skos:prefLabel "Buurtbond"@nl ; skos:altLabel "BB"@nl ; skos:hiddenLabel "buurt bond"@nl ;
        dct:description "De Buurtbond is een vereniging."@nl ; org:classification <thema/vereniging> ;
        gg:vertegenwoordigt <actorgroep/a> ; schema:foundingDate "1987"^^xsd:gYear ;
        schema:url <https://buurtbond.example/> ; dct:subject <thema/wonen> .""",
    "gemeente": f"""{AMERSFOORT} a tooi:Gemeente, org:FormalOrganization ;
        skos:prefLabel "gemeente Amersfoort"@nl ; skos:altLabel "Amersfoort"@nl ; tooi:gemeentecode "0307" ;
        tooi:ligtInProvincie <https://identifier.overheid.nl/tooi/id/provincie/pv26> ;
        tooi:begindatum "1900-01-01"^^xsd:date ; tooi:einddatum "2000-12-31"^^xsd:date .""",
    "lidmaatschap": """<lidmaatschap/a> a org:Membership ; org:member <organisatie/a> ;
        org:organization <organisatie/b> ; org:role gg:Kernpartner ;
        org:memberDuring <lidmaatschap/a#periode> .
        <lidmaatschap/a#periode> a time:Interval ; time:hasBeginning <lidmaatschap/a#begin> .
        <lidmaatschap/a#begin> a time:Instant ; time:inXSDDate "2024-04-13"^^xsd:date .""",
    "initiatief": f"""<initiatief/a> a gg:Initiatief ; skos:prefLabel "De Tuin"@nl ;
        dct:type <thema/buurttuin> ;
        gg:soortZoalsGenoemd "moestuin"@nl ; dct:spatial <plaats/gm0307> ;
        gg:plaatsZoalsGenoemd "Amersfoort"@nl ;
        gg:gedragenDoor <organisatie/a> ; gg:draagtBijAan <doel/2> ; gg:beroeptZichOp {ARTICLE} ;
        schema:startDate "2016"^^xsd:gYear .""",
    "doel": """<doel/a> a gg:Doel ; skos:prefLabel "Doel 1"@nl ; skos:notation "1" ;
        gg:formulering "In 2030 is samen doen gewoon."@nl ; gg:termijnJaar "2030"^^xsd:gYear ;
        gg:termijnSoort gg:TermijnIn ; gg:gesteldDoor <organisatie/a> ; gg:verantwoordelijke <actorgroep/a> ;
        gg:begunstigde <actorgroep/b> .""",
    "actieprogramma": """<actieprogramma/a> a gg:Actieprogramma ; skos:prefLabel "Programma"@nl ;
        gg:heeftDoel <doel/a> ; gg:oproepAan <actorgroep/a> ; gg:gesteldDoor <organisatie/a> .""",
    "actorgroep": '<actorgroep/a> a gg:Actorgroep ; skos:prefLabel "de politiek"@nl .',
    "wet": f"""{LAW} a eli:LegalResource ; skos:prefLabel "Woningwet"@nl ; eli:title "Wet tot herziening"@nl ;
        eli:id_local "BWBR0005181" ; eli:in_force eli:InForce-inForce ; gg:peildatum "2026-11-23"^^xsd:date ;
        eli:first_date_entry_in_force "1992-01-01"^^xsd:date ;
        eli:date_no_longer_in_force "2099-01-01"^^xsd:date ;
        eli:is_about <thema/wonen> ; eli:has_part {ARTICLE} ; dct:replaces <wet/oude> ;
        dct:isReplacedBy <wet/nieuwe> .
        <wet/oude> a eli:LegalResource ; skos:prefLabel "Oude wet"@nl .""",
    "artikel": f"""{ARTICLE} a eli:LegalResourceSubdivision ; skos:prefLabel "artikel 18a Woningwet"@nl ;
        eli:number "18a" ; eli:is_part_of {LAW} ; dct:identifier "jci1.3:c:BWBR0005181&artikel=18a" .""",
    "plaats": f"""<plaats/gm0307> a dct:Location, geo:Feature, schema:Place ; skos:prefLabel "Amersfoort"@nl ;
        gg:gebiedVan {AMERSFOORT} ; geo:sfWithin <plaats/pv26> ; geo:sfTouches <plaats/gm0308> ;
        schema:latitude 52.155 ; schema:longitude 5.3875 ; geo:hasGeometry <plaats/gm0307#geometrie> .""",
    "vorm": """<plaats/gm0307#geometrie> a geo:Geometry ;
        geo:asGeoJSON '{"type": "Point", "coordinates": [5.4, 52.2]}'^^geo:geoJSONLiteral .""",
    "evenement": """<evenement/a> a schema:Event, schema:Festival ; skos:prefLabel "Festival"@nl ;
        schema:startDate "2024-04-13"^^xsd:date ; schema:endDate "2024-04-14"^^xsd:date ;
        schema:location <plaats/gm0307> ; schema:organizer <organisatie/a> .""",
    "document": """<document/a> a schema:LearningResource, schema:CreativeWork ; skos:prefLabel "Gids"@nl ;
        dct:license <https://creativecommons.org/licenses/by/4.0/> ; schema:url <https://gids.example/a> .""",
    "regeling": """<regeling/a> a gg:Regeling ; skos:prefLabel "Buurtpot"@nl ; schema:funder <organisatie/a> ;
        schema:areaServed <plaats/gm0307> ;
        gg:opent "2026-01-01"^^xsd:date ; gg:sluit "2026-12-31"^^xsd:date .""",
    "subsidie": """<subsidie/a> a schema:MonetaryGrant ; skos:prefLabel "Subsidie voor De Tuin"@nl ;
        schema:funder <organisatie/a> ; schema:fundedItem <initiatief/a> ; schema:amount 15000.50 .""",
    "indicator": '<indicator/a> a schema:StatisticalVariable ; skos:prefLabel "aantal tuinen"@nl .',
    "waarneming": """<waarneming/a> a schema:Observation ; schema:variableMeasured <indicator/a> ;
        schema:observationDate "2022"^^xsd:gYear ; schema:value 705 ; schema:unitText "tuinen"@nl ;
        gg:strijdigMet <waarneming/b> .
        <waarneming/b> a schema:Observation ; schema:variableMeasured <indicator/a> ;
        schema:observationDate "2019/2020" ; schema:value "ruim 1 op 5"@nl .""",
    "bewering": """<bewering/a> a gg:Bewering ; rdf:subject <organisatie/b> ;
        rdf:predicate schema:foundingDate ;
        rdf:object "2017"^^xsd:gYear ; oa:exact "ontstond in 2017"@nl ; gg:zekerheid gg:Gesteld ;
        prov:wasDerivedFrom <bron/a> ; skos:note "De bron schrijft: als festival."@nl .""",
    "persoon": """<persoon/a> a foaf:Person ; skos:prefLabel "Anna de Wit"@nl ; foaf:name "Anna de Wit" ;
        org:holds <functie/a> .""",
    "functie": f"""<functie/a> a org:Post ; skos:prefLabel "burgemeester van Amersfoort"@nl ;
        org:role gg:Burgemeester ; org:postIn {AMERSFOORT} .""",
    "ondertekening": """<gebeurtenis/a> a gg:Ondertekening ; prov:wasAssociatedWith <organisatie/a> ;
        prov:used <document/a> .""",
    "aanbieding": """<gebeurtenis/b> a gg:Aanbieding ; prov:wasAssociatedWith <organisatie/a> ;
        prov:used <actieprogramma/a> ; gg:aangebodenAan <persoon/a> .""",
    "thema": """<thema/a> a skos:Concept ; skos:prefLabel "moestuin"@nl, "vegetable garden"@en ;
        skos:altLabel "groentetuin"@nl ; skos:broader <thema/b> ; skos:inScheme <thema> .
        <thema/b> a skos:Concept ; skos:prefLabel "tuin"@nl ; skos:inScheme <thema> .""",
}
"""Turtle without header, by what a partner would call it."""
