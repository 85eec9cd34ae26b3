-- How has corruption been told of each country over the years, beside its tier?
-- One row for a country, edition and source, the World Factbook's 2006 to 2025 among them.
SELECT country, edition, source, tier, mentions, complicity, bribery, obstruction, impunity, accountability,
    systemic, alleged, asserted
FROM corruption_by_year
LEFT JOIN (SELECT country, edition, any_value(tier ORDER BY tier_id) AS tier, n.source
    FROM tiers AS t JOIN narratives AS n USING (narrative_id, document_id, country, edition)
    GROUP BY country, edition, n.source) USING (country, edition, source)
WHERE ($countries::VARCHAR[] IS NULL OR country IN (SELECT unnest($countries::VARCHAR[])))
    AND edition BETWEEN $from_year AND $to_year
ORDER BY country, edition, source
