-- Three more roles in a study: who reads and verifies, and two who must not know the arm.
alter table membership drop constraint membership_role_check;
alter table membership add constraint membership_role_check
  check (role in ('nurse', 'clinician', 'researcher', 'monitor', 'assessor', 'image_reader', 'admin'));
