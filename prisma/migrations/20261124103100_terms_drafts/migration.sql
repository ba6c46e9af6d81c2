-- CreateTable: texts that an operator has written and looks at before they are published
CREATE TABLE "terms_drafts" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "markdown" TEXT NOT NULL,
    "country" CHAR(2),
    "language" TEXT NOT NULL,
    "mandatory" BOOLEAN NOT NULL,
    "effective_at" TIMESTAMPTZ(3),
    "written_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "terms_drafts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "terms_drafts_written_at_idx" ON "terms_drafts"("written_at");
