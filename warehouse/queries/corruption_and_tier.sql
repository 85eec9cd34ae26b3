-- Do mentions of corruption go with changes of tier?
SELECT t.country, t.edition, t.tier, t.previous_tier, t.change, c.mentions,
    c.mentions - lag(c.mentions) OVER line AS more_mentions, c.complicity, c.impunity, c.accountability,
    c.mentions_per_1000_words
FROM tier_history AS t
LEFT JOIN corruption_by_year AS c ON c.country = t.country AND c.edition = t.edition AND c.source = t.source
WHERE ($countries::VARCHAR[] IS NULL OR t.country IN (SELECT unnest($countries::VARCHAR[])))
    AND t.edition BETWEEN $from_year AND $to_year
WINDOW line AS (PARTITION BY t.country ORDER BY t.edition)
ORDER BY t.country, t.edition
