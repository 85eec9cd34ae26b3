-- What is loaded: documents, and what was mined from each of them.
-- The tables of schema `mined` have the columns of pipeline/tables.py and hold the machine's own
-- reading; main.figures and main.mentions of the published copy add what reviewers decided.
-- No primary keys on bulk tables: DuckDB checks them against rows deleted in the same transaction,
-- so that replacing a document's rows would fail.

CREATE TABLE documents (
    document_id VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    doc VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    path VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    bytes BIGINT NOT NULL,
    source VARCHAR NOT NULL,
    edition INTEGER,
    country VARCHAR,
    title VARCHAR,
    publisher VARCHAR,
    url VARCHAR,
    failed BOOLEAN NOT NULL,
    key VARCHAR NOT NULL,
    pages INTEGER NOT NULL,
    words INTEGER NOT NULL,
    figures INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    tiers INTEGER NOT NULL,
    seconds DOUBLE NOT NULL,
    replaced_by VARCHAR,
    run_id INTEGER NOT NULL,
    loaded_at TIMESTAMP NOT NULL
);

CREATE TABLE pages (
    document_id VARCHAR NOT NULL,
    page INTEGER NOT NULL,
    width DOUBLE NOT NULL,
    height DOUBLE NOT NULL,
    rotation INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL
);

CREATE TABLE narratives (
    narrative_id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    edition INTEGER,
    country VARCHAR,
    title VARCHAR,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    first_page INTEGER,
    last_page INTEGER,
    words INTEGER NOT NULL
);

CREATE TABLE sections (
    section_id VARCHAR NOT NULL,
    narrative_id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    title VARCHAR,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL
);

CREATE TABLE sentences (
    sentence_id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    narrative_id VARCHAR NOT NULL,
    section_id VARCHAR,
    section VARCHAR,
    paragraph INTEGER,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    page INTEGER,
    text VARCHAR NOT NULL
);

CREATE SCHEMA mined;

CREATE TABLE mined.figures (
    figure_id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    narrative_id VARCHAR NOT NULL,
    sentence_id VARCHAR,
    country VARCHAR,
    indicator VARCHAR NOT NULL,
    unit VARCHAR,
    low DOUBLE,
    high DOUBLE,
    qualifier VARCHAR,
    status VARCHAR NOT NULL,
    period VARCHAR,
    comparison BOOLEAN NOT NULL,
    reporter VARCHAR,
    exploitation VARCHAR,
    sex VARCHAR,
    age VARCHAR,
    nationality VARCHAR,
    place VARCHAR,
    currency VARCHAR,
    part_of VARCHAR,
    anchor VARCHAR NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    page INTEGER,
    boxes STRUCT(page INTEGER, x0 DOUBLE, top DOUBLE, x1 DOUBLE, bottom DOUBLE)[],
    rule VARCHAR NOT NULL,
    confidence DOUBLE,
    extractor VARCHAR
);

CREATE TABLE mined.mentions (
    mention_id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    narrative_id VARCHAR NOT NULL,
    sentence_id VARCHAR,
    country VARCHAR,
    category VARCHAR NOT NULL,
    stance VARCHAR NOT NULL,
    actors VARCHAR[],
    period VARCHAR,
    anchor VARCHAR NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    page INTEGER,
    boxes STRUCT(page INTEGER, x0 DOUBLE, top DOUBLE, x1 DOUBLE, bottom DOUBLE)[],
    rule VARCHAR NOT NULL,
    confidence DOUBLE,
    extractor VARCHAR
);

CREATE TABLE tiers (
    tier_id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    narrative_id VARCHAR NOT NULL,
    sentence_id VARCHAR,
    country VARCHAR,
    edition INTEGER,
    tier VARCHAR NOT NULL,
    change VARCHAR,
    years_on INTEGER,
    anchor VARCHAR NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    page INTEGER,
    boxes STRUCT(page INTEGER, x0 DOUBLE, top DOUBLE, x1 DOUBLE, bottom DOUBLE)[],
    rule VARCHAR NOT NULL,
    extractor VARCHAR
);

CREATE TABLE obligation_evidence (
    evidence_id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    narrative_id VARCHAR NOT NULL,
    sentence_id VARCHAR,
    country VARCHAR,
    duty VARCHAR NOT NULL,
    direction VARCHAR NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    page INTEGER,
    boxes STRUCT(page INTEGER, x0 DOUBLE, top DOUBLE, x1 DOUBLE, bottom DOUBLE)[],
    rule VARCHAR NOT NULL,
    confidence DOUBLE,
    extractor VARCHAR
);
