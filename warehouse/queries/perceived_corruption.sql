-- Do countries that are perceived as corrupt have more mentions of officials in trafficking?
-- needs: reference.corruption_perceptions (0 is highly corrupt, 100 very clean)
SELECT country, year, p.score, p.rank, c.mentions, c.complicity, c.impunity, c.mentions_per_1000_words, c.source
FROM corruption_by_year AS c JOIN reference.corruption_perceptions AS p USING (country, year)
WHERE ($countries::VARCHAR[] IS NULL OR country IN (SELECT unnest($countries::VARCHAR[])))
    AND year BETWEEN $from_year AND $to_year
ORDER BY country, year
