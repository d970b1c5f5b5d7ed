using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Logs;
using RagCluster.Grains.Interfaces.Inference;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Operations;
using RagCluster.Text.Chunking;
using RagCluster.Text.Reading;

namespace RagCluster.Grains.Ingest;

/// <summary>Turns a version's content into the record that its shard's log takes.</summary>
/// <param name="reader">Content to text.</param>
/// <param name="chunker">Text to chunks.</param>
/// <param name="embedder">Chunks to vectors.</param>
internal sealed class DocumentIndexer(IDocumentReader reader, StructureChunker chunker, ChunkEmbedder embedder)
{
    /// <summary>Reads, chunks and embeds, by both models while the collection's model changes.</summary>
    /// <exception cref="UnreadableDocumentException">The content can't be read; another try would not help.</exception>
    internal async Task<ShardAppend> IndexAsync(
        Document document, byte[] content, CollectionSettings settings, CancellationToken cancellationToken)
    {
        ExtractedDocument extracted = await ReadAsync(document, content, cancellationToken);
        string title = document.Title.Length > 0 ? document.Title : extracted.Title;
        Chunk[] chunks = await ChunkAsync(document, extracted, settings, cancellationToken);
        ShardLogRecord record = new()
        {
            Document = document.Id,
            Generation = document.Generation,
            Title = title,
            Uri = document.Uri.Length > 0 ? document.Uri : document.Name,
            Metadata = document.Metadata,
            Chunks = Array.ConvertAll(chunks, chunk => new EmbeddedChunk(chunk, [])),
        };
        return new ShardAppend(await EmbedAsync(record, settings.Model, cancellationToken), extracted.Text, extracted.Format.ToMediaType())
        {
            FirstShard = settings.FirstShard,
            Beside = settings.Beside is { } beside ? await EmbedAsync(record, beside.Model, cancellationToken) : null,
            BesideFirstShard = settings.Beside?.FirstShard ?? 0,
        };
    }

    private async Task<ExtractedDocument> ReadAsync(Document document, byte[] content, CancellationToken cancellationToken)
    {
        using Stage stage = Stage.Ingest("read");
        return await reader.ReadAsync(content, document.Name, cancellationToken);
    }

    // Off the grain's turn: chunking a long document takes longer than a turn should.
    private async Task<Chunk[]> ChunkAsync(
        Document document, ExtractedDocument extracted, CollectionSettings settings, CancellationToken cancellationToken)
    {
        using Stage stage = Stage.Ingest("chunk");
        return await Task.Run(() => Chunks(document, extracted, settings), cancellationToken);
    }

    private async Task<ShardLogRecord> EmbedAsync(ShardLogRecord record, string model, CancellationToken cancellationToken)
    {
        using Stage stage = Stage.Ingest("embed");
        return (await embedder.EmbedAsync(model, [record], TextUrgency.Bulk, cancellationToken))[0];
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
}
