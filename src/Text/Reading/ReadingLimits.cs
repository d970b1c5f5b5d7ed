namespace RagCluster.Text.Reading;

/// <summary>What a document may cost.</summary>
internal static class ReadingLimits
{
    /// <summary>Characters of extracted text: some 10,000 pages, and 40 MB of memory.</summary>
    internal const int CharactersMax = 20_000_000;

    /// <summary>
    /// Characters of the targets of its links; the words of further ones are plain text. Many links may name one long target once.
    /// </summary>
    internal const int TargetCharactersMax = 1_000_000;

    /// <summary>Elements inside one another; beyond this no person wrote the document.</summary>
    internal const int DepthMax = 1_000;
}
