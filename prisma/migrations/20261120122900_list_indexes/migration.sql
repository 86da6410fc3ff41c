-- The matrix asks of each cell whether something waits there: by the visit, not by reading the whole table.
create index complication_visit on complication (visit_id) where voided_at is null;
create index alert_visit on alert (visit_id) where voided_at is null;
create index visit_signature_visit on visit_signature (visit_id) where voided_at is null;
