using System.Diagnostics.CodeAnalysis;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;

namespace RagCluster.Api.Mcp;

/// <summary>Names a document or one of its chunks for clients of the protocol: <c>rag://collection/document#chunk</c>.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="Document">The document.</param>
/// <param name="Chunk">The chunk; null for the whole document.</param>
internal sealed record McpAddress(CollectionId Collection, DocumentId Document, ChunkId? Chunk)
{
    /// <summary>The form as a template of RFC 6570.</summary>
    internal const string Template = $"{Scheme}{{collection}}/{{document}}{{#chunk}}";

    private const string Scheme = "rag://";

    /// <summary>Reads the form that <see cref="ToString"/> writes.</summary>
    internal static bool TryParse(string? text, [NotNullWhen(true)] out McpAddress? address)
    {
        address = null;
        if (text is null || !text.StartsWith(Scheme, StringComparison.Ordinal))
            return false;
        string[] path = text[Scheme.Length..].Split('#', 2);
        string[] names = path[0].Split('/');
        if (names.Length != 2 || !CollectionId.IsValidName(names[0]) || !DocumentId.IsValid(names[1]))
            return false;
        ChunkId? chunk = null;
        if (path.Length == 2 && (!ChunkId.TryParse(path[1], out chunk) || chunk.Document.Value != names[1]))
            return false;
        address = new McpAddress(Names.Collection(names[0]), new DocumentId(names[1]), chunk);
        return true;
    }

    /// <summary>The address.</summary>
    public override string ToString() => $"{Scheme}{Collection.Name}/{Document}{(Chunk is null ? "" : $"#{Chunk}")}";
}
