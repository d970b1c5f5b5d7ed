using RagCluster.Text.Linking;
using RagCluster.Text.Reading;

namespace RagCluster.Text.Chunking;

/// <summary>
/// Adds up what a document's chunks take, with what each of them repeats, and refuses a document whose chunks take many times its text: all
/// of it is held in memory, embedded, logged and answered with.
/// </summary>
/// <param name="textLength">The length of the document's text.</param>
internal sealed class ChunkVolume(int textLength)
{
    /// <summary>
    /// Characters for each one of the text. Chunks of the usual size take 1.2 to 1.5; the smallest that a collection may have, with their
    /// headings, some 4.
    /// </summary>
    internal const int PerCharacter = 4;

    /// <summary>Characters for a text of any size: no document that is read in a moment is worth a refusal.</summary>
    internal const int Base = 4_000_000;

    /// <summary>What a chunk takes beside its words, in characters: above all its vector.</summary>
    internal const int PerChunk = 256;

    private readonly long _most = ((long)PerCharacter * textLength) + Base;
    private long _volume;

    /// <summary>Counts a chunk.</summary>
    /// <exception cref="UnreadableDocumentException">The chunks take too much.</exception>
    internal void Add(TextChunk chunk)
    {
        _volume += PerChunk + chunk.End - chunk.Start + (chunk.Lead?.Length ?? 0);
        foreach (string heading in chunk.HeadingPath)
            _volume += heading.Length;
        foreach (TextLink link in chunk.Links)
            _volume += link.Target.Length;
        if (_volume > _most)
        {
            throw UnreadableDocumentException.Invalid(
                FormattableString.Invariant(
                    $"The document is cut into chunks that take more than {_most:N0} characters, the most for its {textLength:N0}: "
                ) + "too many of them hold next to nothing, or repeat long headings, table heads or links."
            );
        }
    }
}
