-- What there is to ask: `tiptrace sql "from schema_guide"`.

CREATE VIEW schema_guide AS
WITH things AS (
    SELECT schema_name, table_name AS name, 'table' AS kind, comment FROM duckdb_tables()
    WHERE database_name = current_database()
    UNION ALL
    SELECT schema_name, view_name, 'view', comment FROM duckdb_views()
    WHERE database_name = current_database() AND NOT internal
    UNION ALL
    SELECT schema_name, function_name || '(' || array_to_string(parameters, ', ') || ')', 'macro', comment
    FROM duckdb_functions()
    WHERE database_name = current_database() AND function_type = 'table_macro' AND NOT internal
),
entries AS (
    SELECT schema_name, name, kind, 0 AS ordinal, NULL AS column_name, NULL AS type, comment FROM things
    UNION ALL
    SELECT c.schema_name, c.table_name, t.kind, column_index, column_name, data_type, c.comment
    FROM duckdb_columns() AS c JOIN things AS t ON t.schema_name = c.schema_name AND t.name = c.table_name
    WHERE c.database_name = current_database()
)
SELECT CASE schema_name WHEN 'main' THEN name ELSE schema_name || '.' || name END AS name, kind, column_name,
    CASE WHEN starts_with(type, 'STRUCT') THEN 'STRUCT[]' ELSE type END AS type,
    regexp_replace(comment, ' \[[^]]*\]$', '') AS meaning,
    nullif(regexp_extract(comment, ' \[([^]]*)\]$', 1), '') AS unit
FROM entries
WHERE schema_name IN ('main', 'mined', 'reference')
ORDER BY schema_name <> 'main', schema_name, kind <> 'macro', name, ordinal;
