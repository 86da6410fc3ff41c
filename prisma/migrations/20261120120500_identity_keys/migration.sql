-- A patient is forgotten by destroying the row's data key: the trail, which keeps everything, must not hold a copy.
drop trigger trail on patient_identity;
create constraint trigger trail after insert or update on patient_identity deferrable initially deferred
  for each row execute function trail_append('data_key');
