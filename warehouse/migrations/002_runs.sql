-- What was done: runs, what each changed and why, what went wrong, and what people decided.

CREATE TABLE runs (
    run_id INTEGER NOT NULL,
    command VARCHAR NOT NULL,
    started_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    outcome VARCHAR NOT NULL,
    loaded INTEGER,
    unchanged INTEGER,
    failed INTEGER,
    seconds DOUBLE
);

CREATE TABLE run_changes (
    run_id INTEGER NOT NULL,
    document_id VARCHAR NOT NULL,
    figure_id VARCHAR NOT NULL,
    country VARCHAR,
    indicator VARCHAR NOT NULL,
    period VARCHAR,
    change VARCHAR NOT NULL,
    fields VARCHAR[],
    before VARCHAR,
    after VARCHAR,
    why VARCHAR NOT NULL
);

-- A problem belongs to a document or, where no document came of it, to the file's name.
CREATE TABLE problems (
    document_id VARCHAR,
    name VARCHAR NOT NULL,
    stage VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    page INTEGER,
    reason VARCHAR NOT NULL,
    run_id INTEGER NOT NULL
);

-- Decisions are never overwritten: the latest on a row counts, and only while the machine reads
-- what it read when the decision was made (`reading`, see the view `reviewed`).
CREATE TABLE review_decisions (
    decision_id INTEGER NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('figure', 'mention')),
    row_id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    decision VARCHAR NOT NULL CHECK (decision IN ('accept', 'correct', 'reject')),
    fields JSON,
    reading VARCHAR NOT NULL,
    reviewer VARCHAR NOT NULL,
    decided_on DATE NOT NULL,
    comment VARCHAR,
    run_id INTEGER
);

-- What each address answered last, so that an unchanged edition is not downloaded again.
CREATE TABLE fetches (
    url VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    edition INTEGER,
    country VARCHAR,
    fetched_at TIMESTAMP NOT NULL,
    http_status INTEGER,
    etag VARCHAR,
    last_modified VARCHAR,
    sha256 VARCHAR,
    bytes BIGINT,
    outcome VARCHAR NOT NULL
);
