-- By what an engine finds a run again whose far side goes on without this process. JSON.
ALTER TABLE runs ADD COLUMN handle TEXT;
