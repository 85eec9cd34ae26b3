CREATE VIEW figures AS FROM mined.figures;
CREATE VIEW mentions AS FROM mined.mentions;
