-- CreateIndex: a partner's pairings in the panel, newest first, a page at a time
CREATE INDEX "pairings_partner_id_id_idx" ON "pairings"("partner_id", "id");
