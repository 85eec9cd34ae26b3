-- Rank and corruption by country and edition.

CREATE TABLE tier_history AS
WITH ranks AS (  -- 2WL lies between 2 and 3; a special case has no rank
    SELECT t.*, n.source, list_position(['1', '2', '2WL', '3'], tier) AS rank,
        count(DISTINCT tier) OVER (PARTITION BY t.country, t.edition, n.source) > 1 AS disagree,
        max(t.change) OVER (PARTITION BY t.country, t.edition, n.source) AS told_change,
        max(t.years_on) OVER (PARTITION BY t.country, t.edition, n.source) AS told_years
    FROM tiers AS t
    JOIN documents AS d ON d.document_id = t.document_id AND d.replaced_by IS NULL
    JOIN narratives AS n ON n.narrative_id = t.narrative_id AND n.document_id = t.document_id
    LEFT JOIN publishers AS p ON p.source = n.source
    WHERE t.country IS NOT NULL AND t.edition IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY t.country, t.edition ORDER BY coalesce(p.precedence, 9), t.start, t.tier_id) = 1
),
steps AS (
    SELECT *, lag(edition) OVER w AS previous_edition, lag(tier) OVER w AS previous_tier, lag(rank) OVER w AS before
    FROM ranks WINDOW w AS (PARTITION BY country ORDER BY edition)
)
SELECT country, edition, tier, previous_edition, previous_tier,
    CASE
        WHEN previous_tier IS NULL THEN told_change
        WHEN tier = previous_tier THEN 'same'
        WHEN rank < before THEN 'upgraded'
        WHEN rank > before THEN 'downgraded'
    END AS change,
    told_change, told_years AS years_on, disagree, source, tier_id, document_id
FROM steps
ORDER BY country, edition;

-- Mentions of each edition; an edition without any has a row with zeros. `mentions` counts what ties
-- officials to trafficking: no policy, nothing that the text says did not happen.
CREATE TABLE corruption_by_year AS
WITH told AS (
    SELECT n.country, n.source, n.edition, count(DISTINCT n.narrative_id) AS narratives, sum(n.words) AS words
    FROM narratives AS n JOIN documents AS d USING (document_id)
    WHERE d.replaced_by IS NULL AND n.country IS NOT NULL GROUP BY ALL
)
SELECT told.country, told.edition + year_offset(told.source) AS year, told.edition, told.source,
    count(*) FILTER (category <> 'policy' AND stance <> 'negated') AS mentions,
    count(*) FILTER (category = 'complicity' AND stance <> 'negated') AS complicity,
    count(*) FILTER (category = 'bribery' AND stance <> 'negated') AS bribery,
    count(*) FILTER (category = 'obstruction' AND stance <> 'negated') AS obstruction,
    count(*) FILTER (category = 'impunity' AND stance <> 'negated') AS impunity,
    count(*) FILTER (category = 'accountability' AND stance <> 'negated') AS accountability,
    count(*) FILTER (category = 'denial' AND stance <> 'negated') AS denial,
    count(*) FILTER (category = 'systemic' AND stance <> 'negated') AS systemic,
    count(*) FILTER (category = 'policy') AS policy,
    count(*) FILTER (category <> 'policy' AND stance = 'asserted') AS asserted,
    count(*) FILTER (category <> 'policy' AND stance = 'alleged') AS alleged,
    count(*) FILTER (stance = 'negated') AS negated,
    any_value(told.words) AS words,
    round(1000 * count(*) FILTER (category <> 'policy' AND stance <> 'negated') / any_value(told.words), 2)
        AS mentions_per_1000_words
FROM told
LEFT JOIN mentions AS m ON m.country = told.country AND m.source = told.source
    AND m.edition IS NOT DISTINCT FROM told.edition
GROUP BY told.country, told.edition, told.source
ORDER BY told.country, told.edition, told.source;
