"""The papers of a case: agreement, application, notice, records, index of the dossier."""
