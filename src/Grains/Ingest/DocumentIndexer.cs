using Microsoft.Extensions.Options;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Logs;
using RagCluster.Grains.Interfaces.Inference;
using RagCluster.Storage;
using RagCluster.Text.Chunking;
using RagCluster.Text.Reading;

namespace RagCluster.Grains.Ingest;

/// <summary>Turns a version's content into the record that its shard's log takes.</summary>
/// <param name="reader">Content to text.</param>
/// <param name="chunker">Text to chunks.</param>
/// <param name="grains">Reaches the embedding grain.</param>
/// <param name="options">Batch size.</param>
internal sealed class DocumentIndexer(
    IDocumentReader reader, StructureChunker chunker, IGrainFactory grains, IOptions<IngestOptions> options)
{
    /// <summary>Reads, chunks and embeds.</summary>
    /// <exception cref="UnreadableDocumentException">The content can't be read; another try would not help.</exception>
    internal async Task<IndexedDocument> IndexAsync(
        Document document, byte[] content, CollectionSettings settings, CancellationToken cancellationToken)
    {
        ExtractedDocument extracted = await reader.ReadAsync(content, document.Name, cancellationToken);
        // Off the grain's turn: chunking a long document takes longer than a turn should.
        string title = document.Title.Length > 0 ? document.Title : extracted.Title;
        Chunk[] chunks = await Task.Run(() => Chunks(document, extracted, settings), cancellationToken);
        IEmbeddingGrain embedding = grains.GetGrain<IEmbeddingGrain>(settings.Model);
        EmbeddingModel model = await embedding.DescribeAsync(cancellationToken);
        List<EmbeddedChunk> embedded = new(chunks.Length);
        foreach (Chunk[] batch in chunks.Chunk(options.Value.EmbeddingBatchChunks))
        {
            string[] texts = [.. batch.Select(chunk => Embeddable(title, chunk))];
            float[][] vectors = await embedding.EmbedAsync(texts, TextPurpose.Passage, cancellationToken);
            embedded.AddRange(batch.Zip(vectors, (chunk, vector) => new EmbeddedChunk(chunk, vector)));
        }

        ShardLogRecord record = new()
        {
            Document = document.Id,
            Generation = document.Generation,
            Title = title,
            Uri = document.Uri.Length > 0 ? document.Uri : document.Name,
            Metadata = document.Metadata,
            ModelRevision = model.NameAndRevision,
            Chunks = [.. embedded],
        };
        ShardId shard = ShardId.Of(document.Collection, document.Id, settings.ShardCount);
        return new IndexedDocument(shard, record, extracted.Text, extracted.Format.ToMediaType());
    }

    private Chunk[] Chunks(Document document, ExtractedDocument extracted, CollectionSettings settings)
    {
        ChunkingOptions chunking = new() { TokensMax = settings.ChunkTokensMax, OverlapTokens = settings.ChunkOverlapTokens };
        return
        [
            .. chunker.Chunk(extracted, chunking).Select(chunk => new Chunk(
                new ChunkId(document.Id, document.Generation, chunk.Ordinal),
                chunk.Start,
                chunk.End,
                extracted.Text[chunk.Start..chunk.End],
                [.. chunk.HeadingPath],
                chunk.PageFirst,
                chunk.PageLast,
                chunk.TokenCount)
            {
                PageBreaks = PageBreaks(extracted.Pages, chunk),
            }),
        ];
    }

    // One break for each further page, so that an empty page in between still counts.
    private static int[] PageBreaks(IReadOnlyList<PageSpan> pages, TextChunk chunk) => chunk is { PageFirst: { } first, PageLast: { } last }
        ? [.. Enumerable.Range(first + 1, last - first).Select(number => pages.First(page => page.Number >= number).Start)]
        : [];

    // A chunk from the middle of a manual rarely repeats what it is about; the title and headings say it.
    private static string Embeddable(string title, Chunk chunk) =>
        string.Join('\n', chunk.HeadingPath.Prepend(title).Where(line => line.Length > 0).Append(chunk.Text));
}
