using System.Data.Common;
using System.Text.Json;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Jobs;
using RagCluster.Storage.Relational.Seals;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Relational.Rows;

/// <summary>Statements on <c>jobs</c> and <c>job_documents</c>.</summary>
internal static class JobRows
{
    private static readonly string JobColumns = SealedTables.Jobs.Select("j");
    private static readonly string DocumentColumns = SealedTables.JobDocuments.Select("d");

    /// <summary>Adds a job without documents.</summary>
    /// <returns>The row's key.</returns>
    public static long Insert(SqlSession session, CollectionKey collection, string id, DateTimeOffset now) =>
        session
            .Scalar(
                "INSERT INTO jobs (id, collection, created_at, checksum) VALUES ($1, $2, $3, $4) RETURNING key",
                id,
                collection.Key,
                now.UtcTicks,
                SealedTables.Jobs.Sum([id, collection.Key, now.UtcTicks, null, 0L])
            )!
            .Value;

    /// <summary>Adds a job that changes a model, or writes its progress.</summary>
    public static void PutChange(SqlSession session, CollectionKey collection, Job job)
    {
        object?[] values = [job.Id, collection.Key, job.CreatedAt.UtcTicks, JsonSerializer.Serialize(job.Change), job.IsFinished ? 0L : 1L];
        session.Execute(
            """
            INSERT INTO jobs (id, collection, created_at, change, is_open, checksum) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (id) DO UPDATE SET change = excluded.change, is_open = excluded.is_open, checksum = excluded.checksum
            """,
            [.. values, SealedTables.Jobs.Sum(values)]
        );
    }

    /// <summary>Changes of model that are not done, oldest first.</summary>
    public static List<Job> OpenChanges(SqlSession session, int limit) =>
        session.All(
            $"SELECT {JobColumns}, c.tenant, c.name FROM jobs j JOIN collections c ON c.key = j.collection WHERE j.is_open = 1 "
                + $"ORDER BY j.created_at LIMIT $1",
            row => ReadHead(row).ToJob([]),
            limit
        );

    /// <summary>Adds a document to a job.</summary>
    public static void InsertDocument(SqlSession session, long job, int position, JobDocument document, long? documentKey)
    {
        object?[] values =
        [
            job,
            (long)position,
            document.Name,
            documentKey,
            document.DocumentId?.Value,
            document.Generation,
            (long)document.State,
            document.Failure?.Code,
            document.Failure?.Message,
            null,
        ];
        session.Execute(
            """
            INSERT INTO job_documents (job, position, name, document, document_id, generation, state, failure_code, failure_message, steps, checksum)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            [.. values, SealedTables.JobDocuments.Sum(values)]
        );
    }

    /// <summary>Ends what waits for one version: it is indexed.</summary>
    public static void Index(SqlSession session, long document, long generation, JobStep[] steps)
    {
        string? text = JobStepText.Write(steps);
        session.Execute(
            "UPDATE job_documents SET state = $3, steps = $4, checksum = checksum + $5 WHERE document = $1 AND generation = $2 "
                + "AND state = 0",
            document,
            generation,
            (int)JobDocumentState.Indexed,
            text,
            SinceQueued(JobDocumentState.Indexed, null, text)
        );
    }

    /// <summary>Ends what waits for one version: it has failed.</summary>
    public static void Fail(SqlSession session, long document, long generation, DocumentFailure failure, JobStep[] steps)
    {
        string? text = JobStepText.Write(steps);
        session.Execute(
            """
            UPDATE job_documents SET state = $3, failure_code = $4, failure_message = $5, steps = $6, checksum = checksum + $7
            WHERE document = $1 AND generation = $2 AND state = 0
            """,
            document,
            generation,
            (int)JobDocumentState.Failed,
            failure.Code,
            failure.Message,
            text,
            SinceQueued(JobDocumentState.Failed, failure, text)
        );
    }

    /// <summary>Ends what waits for any version of a document up to <paramref name="generation"/>: something newer came.</summary>
    public static void Supersede(SqlSession session, long document, long generation) =>
        session.Execute(
            "UPDATE job_documents SET state = 4, checksum = checksum + $3 WHERE document = $1 AND generation <= $2 AND state = 0",
            document,
            generation,
            SinceQueued(JobDocumentState.Superseded, null, null)
        );

    /// <summary>A job, or null.</summary>
    public static Job? Find(SqlSession session, string id)
    {
        JobHead? head = session.First(
            $"SELECT {JobColumns}, c.tenant, c.name FROM jobs j JOIN collections c ON c.key = j.collection WHERE j.id = $1",
            ReadHead,
            id
        );
        if (head is null)
        {
            return null;
        }

        List<JobDocument> documents = session.All(
            $"SELECT {DocumentColumns} FROM job_documents d WHERE d.job = $1 ORDER BY d.position",
            ReadDocument,
            head.Key
        );
        return head.ToJob([.. documents]);
    }

    /// <summary>Drops finished jobs that were made before <paramref name="before"/>.</summary>
    public static void DropFinished(SqlSession session, DateTimeOffset before) =>
        session.Execute(
            "DELETE FROM jobs WHERE created_at < $1 AND is_open = 0 AND NOT EXISTS (SELECT 1 FROM job_documents WHERE job = "
                + "jobs.key AND state = 0)",
            before.UtcTicks
        );

    /// <summary>Drops the oldest finished jobs that were made before <paramref name="before"/>, at most <paramref name="limit"/>.</summary>
    /// <returns>How many there were.</returns>
    public static int DropFinished(SqlSession session, DateTimeOffset before, int limit) =>
        session
            .All(
                "DELETE FROM jobs WHERE key IN (SELECT j.key FROM jobs j WHERE j.created_at < $1 AND j.is_open = 0 AND NOT EXISTS "
                    + "(SELECT 1 FROM job_documents d WHERE d.job = j.key AND d.state = 0) ORDER BY j.key LIMIT $2) RETURNING key",
                row => row.GetInt64(0),
                before.UtcTicks,
                limit
            )
            .Count;

    // A document that waits has neither failed nor taken a step, so what its checksum has to change by is known without reading it.
    private static long SinceQueued(JobDocumentState state, DocumentFailure? failure, string? steps) =>
        SealedTables.JobProgress((long)state, failure?.Code, failure?.Message, steps)
        - SealedTables.JobProgress((long)JobDocumentState.Queued, null, null, null);

    private static JobHead ReadHead(DbDataReader row)
    {
        SealedTable table = SealedTables.Jobs;
        SealedRow read = table.Read(row);
        return new JobHead(
            (long)read.Address[0]!,
            read.Text(0),
            new CollectionId(row.GetString(table.Width), row.GetString(table.Width + 1)),
            read.Time(2),
            read.IsNull(3) ? null : JsonSerializer.Deserialize<ModelChange>(read.Text(3))
        );
    }

    private static JobDocument ReadDocument(DbDataReader row)
    {
        SealedRow read = SealedTables.JobDocuments.Read(row);
        return new JobDocument(
            read.Text(2),
            read.IsNull(4) ? null : new DocumentId(read.Text(4)),
            read.Number(5),
            (JobDocumentState)read.Number(6),
            read.IsNull(7) ? null : new DocumentFailure(read.Text(7), read.Text(8))
        )
        {
            Steps = read.IsNull(9) ? [] : JobStepText.Read(read.Text(9)),
        };
    }
}
