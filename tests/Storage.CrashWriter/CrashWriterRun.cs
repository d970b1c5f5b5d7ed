using System.Globalization;
using System.Text;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Corpus.Logs;
using RagCluster.Storage.Sqlite;
using RagCluster.Storage.Sqlite.Sessions;

namespace RagCluster.Storage.CrashWriter;

/// <summary>
/// Writes documents until it is killed, and prints a line for every acknowledgement, unbuffered: <c>accepted NAME ID</c>,
/// <c>indexed NAME ID SEQUENCE</c>, <c>refused CODE</c>. Arguments: data folder, first document number, documents, writers at once.
/// </summary>
internal static class CrashWriterRun
{
    private static readonly CollectionId Collection = new(CollectionId.DefaultTenant, "crash");
    private static readonly CollectionSettings Settings = new() { ShardCount = 2 };

    /// <summary>The program.</summary>
    /// <param name="args">The arguments.</param>
    public static async Task<int> MainAsync(string[] args)
    {
        int first = int.Parse(args[1], CultureInfo.InvariantCulture);
        int count = int.Parse(args[2], CultureInfo.InvariantCulture);
        int writers = int.Parse(args[3], CultureInfo.InvariantCulture);

        // Few pages per checkpoint, so that short runs also meet failures while copying the log.
        SqliteStoreOptions options = new() { DataFolder = args[0], CheckpointPages = 32 };
        await using Stream output = Console.OpenStandardOutput();
        try
        {
            await using SqliteDocumentStore store = await SqliteDocumentStore.OpenAsync(
                options,
                TimeProvider.System,
                CancellationToken.None
            );
            if (await store.FindCollectionAsync(Collection, CancellationToken.None) is null)
            {
                await store.CreateCollectionAsync(Collection, Settings, CancellationToken.None);
            }

            Print(output, "open");
            await Task.WhenAll(
                Enumerable.Range(0, writers).Select(writer => WriteAsync(store, output, first + writer, first + count, writers))
            );
            return 0;
        }
        catch (RagException error)
        {
            Print(output, $"refused {error.Code}");
            return 3;
        }
    }

    private static async Task WriteAsync(SqliteDocumentStore store, Stream output, int from, int to, int step)
    {
        for (int number = from; number < to; number += step)
        {
            try
            {
                await WriteOneAsync(store, output, number);
            }
            catch (RagException error)
            {
                // Going on after a refusal is the point: nothing may be acknowledged any more.
                Print(output, $"refused {error.Code}");
            }
        }
    }

    private static async Task WriteOneAsync(SqliteDocumentStore store, Stream output, int number)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"doc-{number}");
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"Document {number} says {number * 7}. {new string('x', number % 3_000)}"
        );
        UploadedDocument incoming = new() { Name = name, Content = Encoding.UTF8.GetBytes(text) };
        Job job = await store.AcceptAsync(Collection, [incoming], [], CancellationToken.None);
        JobDocument accepted = job.Documents[0];
        DocumentId id = accepted.DocumentId!;
        Print(output, $"accepted {name} {id}");

        Chunk chunk = new(new ChunkId(id, accepted.Generation, 0), 0, text.Length, text, [], null, null, 10);
        ShardLogRecord record = new()
        {
            Document = id,
            Generation = accepted.Generation,
            Title = name,
            Chunks = [new EmbeddedChunk(chunk, [number, 1f])],
        };
        IndexedDocument indexed = new(
            new ShardCopy(0, 1).Of(ShardSlot.Of(Collection, id, Settings.ShardCount)),
            record,
            text,
            "text/plain"
        );
        long? sequence = await store.CommitIndexedAsync(indexed, CancellationToken.None);
        Print(output, string.Create(CultureInfo.InvariantCulture, $"indexed {name} {id} {sequence}"));
    }

    // One write call a line: what was printed is out, whatever happens to the process next.
    private static void Print(Stream output, string line)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(line + "\n");
        lock (output)
        {
            output.Write(bytes);
            output.Flush();
        }
    }
}
