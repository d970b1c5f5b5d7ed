using System.Data.Common;
using System.Text.Json;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Jobs;

namespace RagCluster.Storage.Relational.Rows;

/// <summary>Statements on <c>jobs</c> and <c>job_documents</c>.</summary>
internal static class JobRows
{
    /// <summary>Adds a job without documents.</summary>
    /// <returns>The row's key.</returns>
    public static long Insert(SqlSession session, CollectionKey collection, string id, DateTimeOffset now) =>
        session
            .Scalar("INSERT INTO jobs (id, collection, created_at) VALUES ($1, $2, $3) RETURNING key", id, collection.Key, now.UtcTicks)!
            .Value;

    /// <summary>Adds a job that changes a model, or writes its progress.</summary>
    public static void PutChange(SqlSession session, CollectionKey collection, Job job) =>
        session.Execute(
            """
            INSERT INTO jobs (id, collection, created_at, change, is_open) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (id) DO UPDATE SET change = excluded.change, is_open = excluded.is_open
            """,
            job.Id,
            collection.Key,
            job.CreatedAt.UtcTicks,
            JsonSerializer.Serialize(job.Change),
            job.IsFinished ? 0 : 1
        );

    /// <summary>Changes of model that are not done, oldest first.</summary>
    public static List<Job> OpenChanges(SqlSession session, int limit) =>
        session.All(
            """
            SELECT j.key, c.tenant, c.name, j.created_at, j.change, j.id FROM jobs j JOIN collections c ON c.key = j.collection
            WHERE j.is_open = 1 ORDER BY j.created_at LIMIT $1
            """,
            row => ReadHead(row).ToJob(row.GetString(5), []),
            limit
        );

    /// <summary>Adds a document to a job.</summary>
    public static void InsertDocument(SqlSession session, long job, int position, JobDocument document, long? documentKey) =>
        session.Execute(
            """
            INSERT INTO job_documents (job, position, name, document, document_id, generation, state, failure_code, failure_message)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            job,
            position,
            document.Name,
            documentKey,
            document.DocumentId?.Value,
            document.Generation,
            (int)document.State,
            document.Failure?.Code,
            document.Failure?.Message
        );

    /// <summary>Ends what waits for one version: it is indexed.</summary>
    public static void Index(SqlSession session, long document, long generation, JobStep[] steps) =>
        session.Execute(
            "UPDATE job_documents SET state = $3, steps = $4 WHERE document = $1 AND generation = $2 AND state = 0",
            document,
            generation,
            (int)JobDocumentState.Indexed,
            JobStepText.Write(steps)
        );

    /// <summary>Ends what waits for one version: it has failed.</summary>
    public static void Fail(SqlSession session, long document, long generation, DocumentFailure failure, JobStep[] steps) =>
        session.Execute(
            "UPDATE job_documents SET state = $3, failure_code = $4, failure_message = $5, steps = $6 WHERE document = $1 AND generation = $2 AND state = 0",
            document,
            generation,
            (int)JobDocumentState.Failed,
            failure.Code,
            failure.Message,
            JobStepText.Write(steps)
        );

    /// <summary>Ends what waits for any version of a document up to <paramref name="generation"/>: something newer came.</summary>
    public static void Supersede(SqlSession session, long document, long generation) =>
        session.Execute("UPDATE job_documents SET state = 4 WHERE document = $1 AND generation <= $2 AND state = 0", document, generation);

    /// <summary>A job, or null.</summary>
    public static Job? Find(SqlSession session, string id)
    {
        JobHead? head = session.First(
            "SELECT j.key, c.tenant, c.name, j.created_at, j.change FROM jobs j JOIN collections c ON c.key = j.collection WHERE j.id = $1",
            ReadHead,
            id
        );
        if (head is null)
        {
            return null;
        }

        List<JobDocument> documents = session.All(
            "SELECT name, document_id, generation, state, failure_code, failure_message, steps FROM job_documents WHERE job = $1 ORDER BY position",
            ReadDocument,
            head.Key
        );
        return head.ToJob(id, [.. documents]);
    }

    /// <summary>Drops finished jobs that were made before <paramref name="before"/>.</summary>
    public static void DropFinished(SqlSession session, DateTimeOffset before) =>
        session.Execute(
            "DELETE FROM jobs WHERE created_at < $1 AND is_open = 0 AND NOT EXISTS (SELECT 1 FROM job_documents WHERE job = jobs.key AND state = 0)",
            before.UtcTicks
        );

    private static JobHead ReadHead(DbDataReader row) =>
        new(
            row.GetInt64(0),
            new CollectionId(row.GetString(1), row.GetString(2)),
            Ticks.Read(row, 3),
            row.IsDBNull(4) ? null : JsonSerializer.Deserialize<ModelChange>(row.GetString(4))
        );

    private static JobDocument ReadDocument(DbDataReader row) =>
        new(
            row.GetString(0),
            row.IsDBNull(1) ? null : new DocumentId(row.GetString(1)),
            row.GetInt64(2),
            (JobDocumentState)row.GetInt32(3),
            row.IsDBNull(4) ? null : new DocumentFailure(row.GetString(4), row.GetString(5))
        )
        {
            Steps = row.IsDBNull(6) ? [] : JobStepText.Read(row.GetString(6)),
        };
}
