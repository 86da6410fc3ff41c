-- Which tasks there are is for the housekeeper to say: each has a name of its own.
alter table job drop constraint job_task_check;
alter table job add constraint job_task_check check (task ~ '^[a-z]+(\.[a-z_]+)?$');
