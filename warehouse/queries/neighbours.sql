-- How does Cambodia compare with its neighbours, indicator by indicator?
-- default: country = KHM,THA,VNM,LAO
SELECT year, indicator, country, value, unit, qualifier, status
FROM coverage
WHERE indicator IN ('investigations', 'prosecutions', 'convictions', 'victims_identified', 'officials_convicted')
    AND country IN (SELECT unnest($countries::VARCHAR[])) AND status NOT IN ('not_processed')
    AND year BETWEEN $from_year AND $to_year
ORDER BY indicator, year, country
