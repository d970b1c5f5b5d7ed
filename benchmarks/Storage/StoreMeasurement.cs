using System.Diagnostics;
using System.Globalization;
using System.Text;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Jobs;
using RagCluster.Corpus.Logs;
using RagCluster.Storage;

namespace RagCluster.Benchmarks.Storage;

/// <summary>Acknowledged writes per second, and chunks with embeddings per second.</summary>
/// <param name="store">The store.</param>
/// <param name="name">Its name in the results.</param>
internal sealed class StoreMeasurement(IDocumentStore store, string name)
{
    private const int Dimensions = 384;
    private const int ChunksPerDocument = 40;
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly CollectionId _collection = new("bench", Guid.NewGuid().ToString("N"));
    private int _next;

    public async Task RunAsync()
    {
        await store.CreateCollectionAsync(_collection, new CollectionSettings { ShardCount = 4 }, None);
        await AcceptAsync(8, TimeSpan.FromSeconds(1));
        foreach (int writers in (int[])[1, 8, 64])
        {
            double rate = await AcceptAsync(writers, TimeSpan.FromSeconds(4));
            Console.WriteLine(FormattableString.Invariant($"{name},acknowledged uploads per second,{writers} writers,{rate:F0}"));
        }

        Job job = await store.AcceptAsync(_collection, [.. Enumerable.Range(0, 250).Select(_ => Incoming())], [], None);
        IndexedDocument[] indexed = [.. job.Documents.Select(Index)];
        long began = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            indexed,
            new ParallelOptions { MaxDegreeOfParallelism = 64 },
            async (document, _) => await store.CommitIndexedAsync(document, None)
        );
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name},chunks of {Dimensions} dimensions committed per second,64 "
                    + $"writers,{indexed.Length * ChunksPerDocument / seconds:F0}"
            )
        );
        began = Stopwatch.GetTimestamp();
        int read = 0;
        for (int shard = 0; shard < 4; shard++)
        {
            await foreach (ShardLogRecord record in store.ReadLogAsync(new ShardId(_collection, shard), 0, None))
            {
                read += record.Chunks.Length;
            }
        }

        Console.WriteLine(
            FormattableString.Invariant(
                $"{name},chunks replayed per second,1 reader,{read / Stopwatch.GetElapsedTime(began).TotalSeconds:F0}"
            )
        );
        await store.DeleteCollectionAsync(_collection, None);
    }

    private async Task<double> AcceptAsync(int writers, TimeSpan length)
    {
        long began = Stopwatch.GetTimestamp();
        int count = 0;
        await Task.WhenAll(
            Enumerable
                .Range(0, writers)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        while (Stopwatch.GetElapsedTime(began) < length)
                        {
                            await store.AcceptAsync(_collection, [Incoming()], [], None);
                            Interlocked.Increment(ref count);
                        }
                    })
                )
        );
        return count / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private UploadedDocument Incoming()
    {
        int number = Interlocked.Increment(ref _next);
        return new UploadedDocument { Name = $"document {number}", Content = Encoding.UTF8.GetBytes($"The content of document {number}.") };
    }

    private IndexedDocument Index(JobDocument accepted)
    {
        Random random = new(17);
        string text = new('x', 1_000 * ChunksPerDocument);
        EmbeddedChunk[] chunks =
        [
            .. Enumerable
                .Range(0, ChunksPerDocument)
                .Select(i => new EmbeddedChunk(
                    new Chunk(
                        new ChunkId(accepted.DocumentId!, accepted.Generation, i),
                        i * 1_000,
                        (i + 1) * 1_000,
                        text.Substring(i * 1_000, 1_000),
                        [],
                        null,
                        null,
                        200
                    ),
                    [.. Enumerable.Range(0, Dimensions).Select(_ => random.NextSingle())]
                )),
        ];
        ShardLogRecord record = new()
        {
            Document = accepted.DocumentId!,
            Generation = accepted.Generation,
            Title = "Title",
            ModelRevision = "bench@1",
            Chunks = chunks,
        };
        return new IndexedDocument(new ShardCopy(0, 1).Of(ShardSlot.Of(_collection, accepted.DocumentId!, 4)), record, text, "text/plain");
    }
}
