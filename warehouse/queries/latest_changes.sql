-- What changed in the latest year against the one before, indicator by indicator?
WITH changes AS (
    SELECT * FROM yoy
    WHERE breakdown IS NULL AND previous_year IS NOT NULL
        AND ($countries::VARCHAR[] IS NULL OR country IN (SELECT unnest($countries::VARCHAR[])))
        AND year BETWEEN $from_year AND $to_year
),
latest AS (SELECT country, max(year) AS year FROM changes GROUP BY country)
SELECT country, indicator, unit, year, value, previous_year, previous_value, change, percent, flags
FROM changes JOIN latest USING (country, year)
ORDER BY country, abs(percent) DESC NULLS LAST, indicator, unit, currency
LIMIT 500
