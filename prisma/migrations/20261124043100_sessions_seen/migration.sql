-- AlterTable: by which an end user tells an old session from one in use; null: not seen since this was added
ALTER TABLE "end_user_sessions" ADD COLUMN "last_seen_at" TIMESTAMPTZ(3);
