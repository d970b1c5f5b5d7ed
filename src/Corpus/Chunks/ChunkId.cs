using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using RagCluster.Corpus.Documents;

namespace RagCluster.Corpus.Chunks;

/// <summary>Names a chunk: a span of one version of a document.</summary>
/// <param name="Document">The document.</param>
/// <param name="Generation">The document's version.</param>
/// <param name="Ordinal">The chunk's place in that version, from 0.</param>
[GenerateSerializer]
[Alias("RagCluster.ChunkId")]
public sealed record ChunkId([property: Id(0)] DocumentId Document, [property: Id(1)] long Generation, [property: Id(2)] int Ordinal)
{
    /// <summary>Reads the form that <see cref="ToString"/> writes.</summary>
    /// <param name="text"><c>document-generation-ordinal</c>; the document's id may hold hyphens itself.</param>
    /// <param name="id">The id, when the form is right.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ChunkId? id)
    {
        id = null;
        int last = text?.LastIndexOf('-') ?? -1;
        int middle = last > 0 ? text!.LastIndexOf('-', last - 1) : -1;
        if (
            middle <= 0
            || !int.TryParse(text.AsSpan(last + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int ordinal)
            || !long.TryParse(
                text.AsSpan(middle + 1, last - middle - 1),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out long generation
            )
            || !DocumentId.IsValid(text![..middle])
        )
        {
            return false;
        }

        id = new ChunkId(new DocumentId(text[..middle]), generation, ordinal);
        return true;
    }

    /// <summary>The form <c>document-generation-ordinal</c>, safe in a URL.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Document.Value}-{Generation}-{Ordinal}");
}
