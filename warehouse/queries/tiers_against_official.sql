-- Do the tiers mined agree with the published lists of tiers?
-- needs: reference.tiers
SELECT t.country, t.edition, t.tier AS mined, r.tier AS published, t.tier IS NOT DISTINCT FROM r.tier AS agree, r.publisher
FROM tier_history AS t JOIN reference.tiers AS r USING (country, edition)
WHERE ($countries::VARCHAR[] IS NULL OR country IN (SELECT unnest($countries::VARCHAR[])))
    AND edition BETWEEN $from_year AND $to_year
ORDER BY agree, country, edition
