-- A statement that carries a hundred megabytes takes longer than any may: files lie where files are kept.
ALTER TABLE "import" DROP CONSTRAINT "import_file_until_the_end";
ALTER TABLE "import" DROP COLUMN "file";
