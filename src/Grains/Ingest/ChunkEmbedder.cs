using Microsoft.Extensions.Options;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Logs;
using RagCluster.Grains.Inference;
using RagCluster.Grains.Interfaces.Inference;

namespace RagCluster.Grains.Ingest;

/// <summary>Gives log records the vectors of a model.</summary>
/// <param name="embedders">Text to vectors.</param>
/// <param name="options">Batch size.</param>
internal sealed class ChunkEmbedder(Embedders embedders, IOptions<IngestOptions> options)
{
    /// <summary>The records with a model's vectors in the place of those that they have, and its name and revision.</summary>
    /// <param name="model">The model.</param>
    /// <param name="records">The records.</param>
    /// <param name="urgency">Who waits.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">Unavailable: no silo could embed them.</exception>
    internal async Task<ShardLogRecord[]> EmbedAsync(
        string model,
        IReadOnlyCollection<ShardLogRecord> records,
        TextUrgency urgency,
        CancellationToken cancellationToken
    )
    {
        EmbeddingModel described = await embedders.DescribeAsync(model, cancellationToken);
        List<float[]> vectors = [];
        foreach (
            string[] texts in records
                .SelectMany(record => record.Chunks.Select(chunk => Embeddable(record.Title, chunk.Chunk)))
                .Chunk(options.Value.EmbeddingBatchChunks)
        )
        {
            cancellationToken.ThrowIfCancellationRequested();
            EmbedRequest request = new()
            {
                Texts = texts,
                Purpose = TextPurpose.Passage,
                Urgency = urgency,
            };
            vectors.AddRange(await embedders.EmbedPatientlyAsync(model, request, cancellationToken));
        }

        int next = 0;
        return
        [
            .. records.Select(record =>
                record with
                {
                    ModelRevision = described.NameAndRevision,
                    Chunks = Array.ConvertAll(record.Chunks, chunk => chunk with { Vector = vectors[next++] }),
                }
            ),
        ];
    }

    // A chunk from the middle of a manual rarely repeats what it is about; the title and headings say it.
    private static string Embeddable(string title, Chunk chunk) =>
        string.Join('\n', chunk.HeadingPath.Prepend(title).Where(line => line.Length > 0).Append(chunk.Text));
}
