-- From a line that answers another document to whether its document still stands: without it every document's state is walked.
create index document_state_by_version on document_state(current_version_id);
