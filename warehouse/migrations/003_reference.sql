-- Values that publishers give themselves, to join with what was mined (`tiptrace reference load`).

CREATE SCHEMA reference;

CREATE TABLE reference.labor_enforcement (
    country VARCHAR NOT NULL, edition INTEGER NOT NULL, field VARCHAR NOT NULL,
    value DOUBLE, text VARCHAR
);
CREATE TABLE reference.glotip (
    country VARCHAR NOT NULL, year INTEGER NOT NULL, measure VARCHAR NOT NULL, dimension VARCHAR NOT NULL,
    category VARCHAR NOT NULL, sex VARCHAR NOT NULL, age VARCHAR NOT NULL,
    low DOUBLE, high DOUBLE, text VARCHAR, origin VARCHAR
);
CREATE TABLE reference.corruption_perceptions (
    country VARCHAR NOT NULL, year INTEGER NOT NULL, score DOUBLE, rank INTEGER, standard_error DOUBLE,
    sources INTEGER, low DOUBLE, high DOUBLE
);
CREATE TABLE reference.tiers (
    country VARCHAR NOT NULL, edition INTEGER NOT NULL, tier VARCHAR, publisher VARCHAR NOT NULL
);
CREATE TABLE reference.coded_indicators (
    country VARCHAR NOT NULL, edition INTEGER NOT NULL, field VARCHAR NOT NULL, answer VARCHAR NOT NULL
);
CREATE TABLE reference.loads (
    file VARCHAR NOT NULL, sha256 VARCHAR NOT NULL, table_name VARCHAR NOT NULL, rows INTEGER NOT NULL,
    loaded_at TIMESTAMP NOT NULL
);
